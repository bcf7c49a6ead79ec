//! The four answers a person sees, from best to worst known.

use std::fmt;
use std::str::FromStr;

/// What is known about an address. The numbers are stored: they never change.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// No known problem. Not a promise that the mailbox exists.
    Valid = 0,
    /// Deliverable perhaps, but mailing it may harm.
    Risky = 1,
    /// Cannot be an address that receives mail.
    Invalid = 2,
    /// Well formed, but its domain takes no mail or it bounced for good before.
    Nonexistent = 3,
}

impl Status {
    /// Every status, in order of its number.
    pub const ALL: [Self; 4] = [Self::Valid, Self::Risky, Self::Invalid, Self::Nonexistent];

    /// The word stored and sent: lower case, never translated.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Risky => "risky",
            Self::Invalid => "invalid",
            Self::Nonexistent => "nonexistent",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = UnknownCode;

    fn from_str(word: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == word)
            .ok_or_else(|| UnknownCode(word.to_owned()))
    }
}

impl TryFrom<u8> for Status {
    type Error = UnknownCode;

    fn try_from(number: u8) -> Result<Self, UnknownCode> {
        Self::ALL
            .into_iter()
            .find(|status| *status as u8 == number)
            .ok_or_else(|| UnknownCode(number.to_string()))
    }
}

/// A stored or received word that names no status or reason of this version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(pub String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown code {:?}", self.0)
    }
}

impl std::error::Error for UnknownCode {}
