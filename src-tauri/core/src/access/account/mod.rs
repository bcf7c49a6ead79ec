//! Oneself: one's profile and secrets, the lock of a window, windows opened from windows, and the end
//! of an account.

mod closing;
pub mod commands;
mod lock;
mod profile;
pub(crate) mod queries;
pub mod types;
mod windows;

use crate::access::{kdf, queries::UserRow, sign_in};
use crate::context::Ctx;
use crate::error::{Code, Error, Result};

/// Minutes without input that a person can choose; 0: never.
pub const IDLE_MINUTES: [i64; 5] = [0, 5, 15, 30, 60];

/// The signed-in person, once the password was given. Wrong tries wait as those of signing in do.
///
/// # Errors
/// `invalid` on the field for a wrong password; `too_many`; `signed_out`.
fn proven(ctx: &Ctx, field: &str, password: &str) -> Result<UserRow> {
    let key = ctx.user()?.key;
    let user = ctx.read_workspace(|read| queries::user(read, key))?;
    sign_in::wait_over(ctx, &user)?;
    if kdf::verify(password, &user.password_hash) {
        return Ok(user);
    }
    sign_in::note_failure(ctx, &user)?;
    Err(Error::new(Code::Invalid, "This is not your password.").field(field).kept("Nothing was changed."))
}

/// A BCP 47 tag of a language and perhaps a region, such as en or de-DE.
fn parse_language(text: &str) -> Result<String> {
    let (language, region) =
        text.split_once('-').map_or((text, None), |(language, region)| (language, Some(region)));
    let small = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let large =
        region.is_none_or(|region| region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase()));
    if small && large {
        return Ok(text.to_string());
    }
    Err(Error::invalid("language", "A language is written as en or de-DE."))
}

#[cfg(test)]
mod tests {
    use super::parse_language;

    #[test]
    fn a_language_has_a_small_part_and_perhaps_a_large_one() {
        assert!(
            ["en", "de-DE", "fil", "en-GB"].iter().all(|tag| parse_language(tag).is_ok()),
            "tags as they are"
        );
        for wrong in ["", "e", "EN", "en-", "en-gb", "en-GBR", "english", "en_GB", "<b>"] {
            assert!(parse_language(wrong).is_err(), "{wrong:?} is no tag");
        }
    }
}
