//! One error type to the door. It wears three coats: a code for programs, sentences for the person
//! (what happened, what was kept, what to do), and a chain of causes for the log.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, for programs: stable words, also the CLI's exit status and the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The request itself is wrong; `field` says where.
    Invalid,
    /// Nobody is signed in, or the session has ended.
    SignedOut,
    /// Signed in, but the window is locked: nothing answers before its password is given.
    Locked,
    /// Signed in, but the role lacks the permission.
    Forbidden,
    /// No such thing in this organization.
    NotFound,
    /// True a moment ago, not any more: somebody else changed it, or a state forbids it.
    Conflict,
    /// A name, address or slug that must be unique is taken.
    Taken,
    /// Too many tries; wait.
    TooMany,
    /// The file is larger, or the text longer, than we take.
    TooLarge,
    /// Another process holds the workspace.
    Busy,
    /// No workspace is open.
    NoWorkspace,
    /// The file is not a workspace, or a part of it cannot be read.
    Corrupt,
    /// The workspace was written by a newer Reachly.
    Newer,
    /// The key does not open the file.
    WrongKey,
    /// The file, or its folder, may only be read.
    ReadOnly,
    /// No room left on the disk.
    DiskFull,
    /// The person or the program stopped it.
    Cancelled,
    /// A fault of ours.
    Internal,
}

impl Code {
    /// Exit status of the command line: 0 is success; the numbers follow sysexits(3) where one fits.
    pub fn exit_status(self) -> u8 {
        match self {
            Code::Invalid => 65,
            Code::NotFound | Code::NoWorkspace => 66,
            Code::SignedOut | Code::Locked | Code::Forbidden | Code::WrongKey => 77,
            Code::Conflict | Code::Taken => 69,
            Code::TooMany | Code::Busy => 75,
            Code::TooLarge => 65,
            Code::Corrupt | Code::Newer => 76,
            Code::ReadOnly => 73,
            Code::DiskFull => 74,
            Code::Cancelled => 130,
            Code::Internal => 70,
        }
    }

    /// HTTP status of the loopback door.
    pub fn http_status(self) -> u16 {
        match self {
            Code::Invalid => 422,
            Code::SignedOut | Code::WrongKey => 401,
            Code::Forbidden => 403,
            Code::NotFound => 404,
            Code::Conflict | Code::Taken | Code::NoWorkspace => 409,
            Code::TooMany => 429,
            Code::TooLarge => 413,
            Code::Busy | Code::Locked => 423,
            Code::DiskFull => 507,
            Code::Cancelled => 499,
            Code::Corrupt | Code::Newer | Code::ReadOnly | Code::Internal => 500,
        }
    }
}

/// The one error of the application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Error {
    pub code: Code,
    /// What happened, one sentence.
    pub message: String,
    /// The field of the request it belongs to, if one does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub field: Option<String>,
    /// What was kept, one sentence.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub kept: Option<String>,
    /// What to do, one sentence.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub todo: Option<String>,
    /// Causes, for the log only: may name statements and paths, never values of people.
    #[serde(skip)]
    pub chain: Option<String>,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Error { code, message: message.into(), field: None, kept: None, todo: None, chain: None }
    }
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Error { field: Some(field.to_string()), ..Error::new(Code::Invalid, message) }
    }
    pub fn not_found(what: &str) -> Self {
        Error::new(Code::NotFound, format!("This {what} does not exist, or not any more."))
            .todo("Go back to the list and choose another.")
    }
    pub fn conflict(message: impl Into<String>) -> Self {
        Error::new(Code::Conflict, message)
    }
    pub fn forbidden(permission: &str) -> Self {
        Error::new(Code::Forbidden, format!("Your role does not include the permission “{permission}”."))
            .kept("Nothing was changed.")
            .todo("Ask an Admin of the organization.")
    }
    /// A fault of ours; `chain` goes to the log.
    pub fn internal(chain: impl Into<String>) -> Self {
        Error {
            chain: Some(chain.into()),
            ..Error::new(Code::Internal, "Something failed inside Reachly.")
                .kept("Nothing of this step was saved; everything before it was.")
                .todo("Try again; if it stays, close Reachly and open the workspace again.")
        }
    }
    #[must_use]
    pub fn field(mut self, field: &str) -> Self {
        self.field = Some(field.to_string());
        self
    }
    #[must_use]
    pub fn kept(mut self, kept: impl Into<String>) -> Self {
        self.kept = Some(kept.into());
        self
    }
    #[must_use]
    pub fn todo(mut self, todo: impl Into<String>) -> Self {
        self.todo = Some(todo.into());
        self
    }
    /// Says what was kept and what to do where the place that refused had nothing better to say: a refused command is
    /// taken back whole, so nothing was changed.
    #[must_use]
    pub fn complete(mut self) -> Self {
        self.kept.get_or_insert_with(|| "Nothing was changed.".to_string());
        let todo = match self.code {
            Code::Invalid | Code::TooLarge => "Correct it, then try again.",
            Code::SignedOut => "Sign in, then try again.",
            Code::Locked => "Unlock the window, then try again.",
            Code::Forbidden => "Ask an Admin of the organization.",
            Code::NotFound => "Go back to the list and choose another.",
            Code::Conflict => "Look at it again, then decide anew.",
            Code::Taken => "Choose another.",
            Code::TooMany | Code::Busy => "Wait a little, then try again.",
            Code::NoWorkspace => "Open or create a workspace.",
            Code::Corrupt => "Restore the newest backup; keep this file beside it.",
            Code::Newer => "Install the newer Reachly, then try again.",
            Code::WrongKey => "Check the password or the recovery key.",
            Code::ReadOnly => "Check the permissions of the file and of its folder.",
            Code::DiskFull => "Make room on the disk, then try again.",
            Code::Cancelled => "Start it again when you want it.",
            Code::Internal => "Try again; if it stays, close Reachly and open the workspace again.",
        };
        self.todo.get_or_insert_with(|| todo.to_string());
        self
    }
    #[must_use]
    pub fn because(mut self, chain: impl std::fmt::Display) -> Self {
        self.chain = Some(match self.chain {
            Some(before) => format!("{before}: {chain}"),
            None => chain.to_string(),
        });
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.message)?;
        for part in [&self.kept, &self.todo].into_iter().flatten() {
            write!(f, " {part}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Error::internal(format!("json: {cause}"))
    }
}

/// `query(...)?.or_not_found("contact")?` keeps callers to one line.
pub trait OrNotFound<T> {
    /// # Errors
    /// `not_found` when there is nothing.
    fn or_not_found(self, what: &str) -> Result<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self, what: &str) -> Result<T> {
        self.ok_or_else(|| Error::not_found(what))
    }
}
