//! The staged copy of a file beside the workspace, with its hash: what is imported is what was looked at.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::app::staging;
use crate::context::{Ctx, Door};
use crate::error::{Code, Error, Result};
use crate::store::companion;

/// Largest file, bytes.
pub(super) const FILE_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// Bytes looked at for encoding and delimiter.
pub(super) const HEAD: usize = 256 * 1024;

/// Folder of one import's files.
pub(super) fn folder(ctx: &Ctx, import: Uuid) -> PathBuf {
    companion(ctx.store().path()).join("imports").join(import.to_string())
}

/// Removes the staged files of every import of an organization that is being removed.
///
/// # Errors
/// The store's codes; what the file system says.
pub(crate) fn forget_files(ctx: &Ctx) -> Result<()> {
    for id in ctx.read(super::queries::ids)? {
        match std::fs::remove_dir_all(folder(ctx, id)) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(cause.into()),
            _ => {}
        }
    }
    Ok(())
}

pub(super) fn copy_of(ctx: &Ctx, import: Uuid) -> PathBuf {
    folder(ctx, import).join("file")
}

/// The file a request names, and the upload it came by, which is forgotten once it is copied.
pub(super) fn source(ctx: &Ctx, given: Option<&str>, path: Option<&str>) -> Result<(PathBuf, Option<Uuid>)> {
    match (given, path) {
        (Some(id), None) => {
            let id: Uuid = id.parse().map_err(|_| Error::invalid("upload", "There is no such upload."))?;
            Ok((staging::upload(ctx, id)?.path, Some(id)))
        }
        (None, Some(path)) if ctx.door != Door::Browser => Ok((PathBuf::from(path), None)),
        (None, Some(_)) => Err(Error::invalid("path", "From a browser tab a file is uploaded, not named.")),
        _ => Err(Error::invalid("upload", "A file is needed.")),
    }
}

/// Why a file cannot be opened, for the person.
fn unreadable(cause: std::io::Error) -> Error {
    let sentence = match cause.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            "This file is not there any more."
        }
        std::io::ErrorKind::PermissionDenied => "This file may not be read.",
        _ => "This file cannot be read.",
    };
    let todo = match cause.kind() {
        std::io::ErrorKind::PermissionDenied => "Allow yourself to read it, or copy it to your own folder.",
        _ => "Choose the file again.",
    };
    Error::invalid("path", sentence).kept("Nothing was imported.").todo(todo).because(cause)
}

fn too_large() -> Error {
    Error::new(Code::TooLarge, "The file is larger than 2 GiB.")
        .field("path")
        .kept("Nothing was imported.")
        .todo("Split it into parts and import them one after the other.")
}

/// Opens a file to read it. Of a pipe nobody writes into, the opening alone would wait for ever: it is not tried.
fn regular(from: &Path) -> Result<File> {
    if !std::fs::metadata(from).map_err(unreadable)?.is_file() {
        return Err(Error::invalid("path", "This is not a file.")
            .kept("Nothing was imported.")
            .todo("Choose a file of contacts."));
    }
    File::open(from).map_err(unreadable)
}

/// The first bytes of a file and its whole length: what it is is said before a byte of it is copied.
pub(super) fn look(from: &Path) -> Result<(Vec<u8>, u64)> {
    let input = regular(from)?;
    let meta = input.metadata()?;
    if meta.len() > FILE_MAX {
        return Err(too_large());
    }
    let mut head = Vec::new();
    input.take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
    Ok((head, meta.len()))
}

/// Copies a file to its staging place; returns bytes and hash.
pub(super) fn copy(ctx: &Ctx, from: &Path, import: Uuid) -> Result<(u64, [u8; 32])> {
    let mut input = regular(from)?;
    let place = folder(ctx, import);
    std::fs::create_dir_all(&place)?;
    let mut output = File::create(place.join("file"))?;
    let (mut hasher, mut bytes) = (blake3::Hasher::new(), 0_u64);
    let mut buffer = vec![0_u8; 1 << 18];
    loop {
        let read = input.read(&mut buffer).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        if bytes > FILE_MAX {
            return Err(too_large());
        }
        hasher.update(&buffer[..read]);
        output.write_all(&buffer[..read])?;
    }
    output.sync_all()?;
    Ok((bytes, *hasher.finalize().as_bytes()))
}

/// Opens the staged copy and checks that it is the file that was looked at.
pub(super) fn open(ctx: &Ctx, import: Uuid, hash: &[u8]) -> Result<File> {
    let mut hasher = blake3::Hasher::new();
    let mut file = File::open(copy_of(ctx, import)).map_err(gone)?;
    let mut buffer = vec![0_u8; 1 << 18];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    if hasher.finalize().as_bytes().as_slice() != hash {
        return Err(Error::conflict("The staged copy of the file was changed.")
            .kept("Nothing more was imported.")
            .todo("Import the file again."));
    }
    File::open(copy_of(ctx, import)).map_err(gone)
}

pub(super) fn gone(cause: std::io::Error) -> Error {
    Error::conflict("The staged copy of the file is not there any more.")
        .kept("Nothing more was imported.")
        .todo("Import the file again.")
        .because(cause)
}

pub(super) fn head(ctx: &Ctx, import: Uuid) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(copy_of(ctx, import)).map_err(gone)?.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::unreadable;
    use std::io::ErrorKind;

    #[test]
    fn a_file_that_cannot_be_opened_says_why() {
        for (kind, word) in [
            (ErrorKind::NotFound, "not there"),
            (ErrorKind::PermissionDenied, "may not be read"),
            (ErrorKind::TimedOut, "cannot be read"),
        ] {
            let error = unreadable(kind.into());
            assert!(error.message.contains(word), "{kind:?}: {error}");
            assert!(
                error.kept.is_some() && error.todo.is_some(),
                "it says what was kept and what to do: {error:?}"
            );
        }
    }
}
