//! Who may do what: users and sessions of the workspace, organizations, memberships, roles.

pub mod account;
pub mod commands;
pub(crate) mod grants;
pub mod joining;
pub mod kdf;
pub mod members;
pub mod organizations;
pub mod owners;
pub mod permissions;
pub(crate) mod queries;
pub mod roles;
pub(crate) mod sign_in;
pub mod types;

use crate::error::{Error, Result};

/// Longest name of a person, an organization or a list, characters.
pub const NAME_MAX: usize = 200;
/// Shortest password, characters.
pub const PASSWORD_MIN: usize = 10;

pub(crate) fn parse_name(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid(field, "A name is needed."));
    }
    if text.chars().count() > NAME_MAX {
        return Err(Error::invalid(field, format!("The name is longer than {NAME_MAX} characters.")));
    }
    if text.chars().any(char::is_control) {
        return Err(Error::invalid(field, "The name contains control characters."));
    }
    Ok(text.to_string())
}

pub(crate) fn parse_email(field: &str, text: &str) -> Result<(String, String)> {
    let text = text.trim();
    // Characters nobody sees would make two addresses look alike.
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    if text.contains(unseen) {
        return Err(Error::invalid(field, "This address has characters that cannot be seen."));
    }
    match reachly_address::EmailAddress::parse(text) {
        Ok(address) => Ok((text.to_string(), address.key().to_string())),
        Err(_) => Err(Error::invalid(field, "This is not an e-mail address.")),
    }
}

pub(crate) fn parse_password(field: &str, text: &str) -> Result<()> {
    let length = text.chars().count();
    if length < PASSWORD_MIN {
        return Err(Error::invalid(field, format!("The password needs at least {PASSWORD_MIN} characters.")));
    }
    if length > 1_000 {
        return Err(Error::invalid(field, "The password is longer than 1,000 characters."));
    }
    Ok(())
}

pub(crate) fn parse_zone(field: &str, text: &str) -> Result<String> {
    text.parse::<chrono_tz::Tz>()
        .map(|zone| zone.name().to_string())
        .map_err(|_| Error::invalid(field, "This is not the name of a time zone, such as America/New_York."))
}

/// As [`parse_zone`], or nothing for an empty text.
pub(crate) fn parse_optional_zone(field: &str, text: &str) -> Result<String> {
    if text.trim().is_empty() { Ok(String::new()) } else { parse_zone(field, text.trim()) }
}

/// A line about a person that may be empty: a title, a telephone number.
pub(crate) fn parse_short(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > NAME_MAX || text.chars().any(char::is_control) {
        return Err(Error::invalid(field, format!("Keep this under {NAME_MAX} characters, on one line.")));
    }
    Ok(text.to_string())
}

pub(crate) fn parse_currency(field: &str, text: &str) -> Result<String> {
    let text = text.trim().to_ascii_uppercase();
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(text);
    }
    Err(Error::invalid(field, "A currency has three letters, such as USD."))
}

pub(crate) fn parse_color(field: &str, text: &str) -> Result<String> {
    let hex = text.strip_prefix('#').unwrap_or_default();
    if hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(text.to_ascii_uppercase());
    }
    Err(Error::invalid(field, "A colour is # and six hexadecimal digits, such as #0B6E69."))
}

/// Lower case ASCII domain, or nothing for an empty text.
pub(crate) fn parse_domain(field: &str, text: &str) -> Result<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match reachly_address::EmailAddress::parse(&format!("a@{text}")) {
        Ok(address) => Ok(Some(address.domain().to_string())),
        Err(_) => Err(Error::invalid(field, "This is not a domain, such as harborbenefits.com.")),
    }
}

#[cfg(test)]
mod tests {
    use super::kdf;
    use crate::clock::Randomness;

    #[test]
    fn a_password_opens_and_another_does_not() {
        let randomness = Randomness::seeded(1);
        let hashed = kdf::hash("correct horse", &randomness).unwrap();
        assert!(
            hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "parameters are in the string: {hashed}"
        );
        assert!(kdf::verify("correct horse", &hashed), "the right password opens");
        assert!(!kdf::verify("correct horsf", &hashed), "a wrong password does not");
        assert!(!kdf::verify("", kdf::NOBODY), "nobody is never opened");
    }

    #[test]
    fn recovery_codes_are_read_as_people_type_them() {
        let code = kdf::recovery_code(&Randomness::seeded(2));
        assert_eq!(code.len(), 29, "five groups of five: {code}");
        assert_eq!(kdf::normal_code(&code.to_lowercase().replace('-', " ")), kdf::normal_code(&code));
    }
}
