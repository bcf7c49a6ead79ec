//! What SQLite's errors mean to the person.

use rusqlite::ErrorCode;

use crate::error::{Code, Error};

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        let chain = cause.to_string();
        match cause {
            rusqlite::Error::SqliteFailure(failure, text) => {
                from_code(failure.code, failure.extended_code, text.unwrap_or_default()).because(chain)
            }
            _ => Error::internal(chain),
        }
    }
}

fn from_code(code: ErrorCode, extended: i32, text: String) -> Error {
    match code {
        ErrorCode::DiskFull => Error::new(Code::DiskFull, "The disk is full.")
            .kept("Everything saved before is safe; this change was not made.")
            .todo("Make room on the disk, then try again."),
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            Error::new(Code::ReadOnly, "The workspace file, or its folder, cannot be written.")
                .kept("The file was not changed.")
                .todo("Check the permissions of the file and of its folder.")
        }
        ErrorCode::NotADatabase => Error::new(Code::Corrupt, "This file is not a Reachly workspace.")
            .kept("The file was not changed.")
            .todo("Choose a file whose name ends in .reachly, or restore a backup."),
        ErrorCode::DatabaseCorrupt => {
            Error::new(Code::Corrupt, "A part of the workspace file is damaged and cannot be read.")
                .kept("Nothing was written to it.")
                .todo("Restore the newest backup; keep this file beside it.")
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
            Error::new(Code::Busy, "Another program is writing to the workspace file.")
                .kept("Nothing was changed.")
                .todo("Close the other program, then try again.")
        }
        ErrorCode::ConstraintViolation => constraint(extended, text),
        _ => Error::internal("sqlite"),
    }
}

/// Triggers of the schema speak in sentences after `refused: `; those are for the person.
fn constraint(extended: i32, text: String) -> Error {
    if let Some(sentence) = text.strip_prefix("refused: ") {
        return Error::conflict(sentence).kept("Nothing was changed.");
    }
    match extended {
        rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
            Error::new(Code::Taken, "This already exists.").kept("Nothing was changed.")
        }
        rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
            Error::conflict("Something else still refers to this.").kept("Nothing was changed.")
        }
        _ => Error::internal("constraint"),
    }
}

impl From<r2d2::Error> for Error {
    fn from(cause: r2d2::Error) -> Self {
        Error::internal(format!("pool: {cause}"))
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        let error = match cause.kind() {
            std::io::ErrorKind::StorageFull => Error::new(Code::DiskFull, "The disk is full.")
                .kept("Everything saved before is safe.")
                .todo("Make room on the disk, then try again."),
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Error::new(Code::ReadOnly, "A file or folder cannot be written.")
                    .todo("Check its permissions.")
            }
            std::io::ErrorKind::NotFound => Error::new(Code::NotFound, "A file is not where it should be."),
            _ => Error::internal("file"),
        };
        error.because(cause)
    }
}
