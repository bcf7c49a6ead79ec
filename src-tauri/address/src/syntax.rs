//! Is it well formed, and what is its key? The grammar is `email_address`'s, the domain `idna`'s (UTS 46, STD3), the limits RFC 5321's.

use crate::lists::{self, lists};
use crate::mailbox;
use crate::reason::{Reason, Reasons};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use std::borrow::Cow;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest address in octets (RFC 5321 4.5.3.1.3 less the angle brackets, RFC 3696 erratum 1690).
const LONGEST: usize = 254;
/// Longest part before the @ in octets (RFC 5321 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;
/// Longest domain in octets (RFC 1035 2.3.4, without the root dot).
const LONGEST_DOMAIN: usize = 253;
/// Text longer than this cannot become short enough and is not looked into: a cell may hold megabytes.
const NOT_READ: usize = 2048;

/// A well-formed address in the form it is compared by. That its domain can take mail is the [`crate::Checker`]'s question.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailAddress {
    key: String,
    at: usize,
}

impl EmailAddress {
    /// Reads an address; surrounding white space is ignored.
    ///
    /// # Errors
    /// Every reason of kind syntax that speaks against it, in order of their bits.
    pub fn parse(raw: &str) -> Result<Self, Vec<Reason>> {
        match read(raw.trim()) {
            Ok(found) => Ok(Self { key: found.key, at: found.at }),
            Err(faults) => Err(faults.iter().collect()),
        }
    }

    /// The address key: NFC, lower case throughout, domain in ASCII (punycode). Unique per person and organization.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The part before the @, in the key's form.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.key[..self.at]
    }

    /// The domain, lower case, in ASCII.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.key[self.at + 1..]
    }

    /// The key without what the provider ignores (dots, plus tags), for duplicate review only.
    #[must_use]
    pub fn mailbox_key(&self) -> String {
        mailbox::mailbox_key(self.local(), self.domain())
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.key)
    }
}

/// A well-formed address, its domain's flags (looked up once) and what was noticed on the way.
pub struct Found {
    pub key: String,
    pub at: usize,
    pub domain_flags: u8,
    pub notes: Reasons,
}

/// Reads trimmed text. The one place that decides whether something is an address.
pub fn read(text: &str) -> Result<Found, Reasons> {
    if text.is_empty() {
        return Err(one(Reason::Empty));
    }
    if text.len() > NOT_READ {
        return Err(one(Reason::TooLong));
    }
    if !text.is_ascii() {
        return read_unicode(text);
    }
    let key = text.to_ascii_lowercase();
    let Some(at) = key.bytes().rposition(|b| b == b'@') else { return Err(no_at_sign(text)) };
    let (local, domain) = (&key[..at], &key[at + 1..]);
    let domain_flags = lists().domain(domain);
    // A listed provider's domain is known to be well formed: most addresses end here.
    let domain_faults = if domain_flags & lists::FREE != 0 {
        Reasons::NONE
    } else {
        domain_faults(domain, to_ascii(domain).as_deref().filter(|ascii| *ascii == domain))
    };
    let mut faults = local_faults(local, local, domain).union(domain_faults);
    if key.len() > LONGEST {
        faults.insert(Reason::TooLong);
    }
    if faults.is_empty() { Ok(Found { key, at, domain_flags, notes: Reasons::NONE }) } else { Err(faults) }
}

fn read_unicode(text: &str) -> Result<Found, Reasons> {
    let composed: String = text.nfc().collect();
    let Some(at) = composed.rfind('@') else { return Err(no_at_sign(text)) };
    let (typed_local, typed_domain) = (&composed[..at], &composed[at + 1..]);
    // Lower case can fall apart into letter and mark (İ): composed again, so that the key of a key is itself.
    let local: String = typed_local.to_lowercase().nfc().collect();
    // email_address takes code points for UTF-8 bytes and so refuses combining marks: letters, digits and marks go in as "a".
    let masked: String = local.chars().map(|c| if is_wide_word(c) { 'a' } else { c }).collect();
    let ascii = to_ascii(typed_domain);
    let mut faults =
        local_faults(&local, &masked, typed_domain).union(domain_faults(typed_domain, ascii.as_deref()));
    let domain = ascii.as_deref().unwrap_or(typed_domain);
    let key = format!("{local}@{domain}");
    if key.len() > LONGEST || text.len() > LONGEST {
        faults.insert(Reason::TooLong);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut notes = Reasons::NONE;
    if !local.is_ascii() {
        notes.insert(Reason::EaiLocal);
    }
    if composed != text
        || Uts46::new().to_unicode(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Check).0
            != typed_domain.to_lowercase()
    {
        notes.insert(Reason::Normalised);
    }
    Ok(Found { at: local.len(), domain_flags: lists().domain(domain), key, notes })
}

fn one(reason: Reason) -> Reasons {
    Reasons::from_iter([reason])
}

fn no_at_sign(text: &str) -> Reasons {
    one(if text.chars().any(is_unsafe) { Reason::UnsafeChar } else { Reason::Syntax })
}

/// UTS 46 ToASCII with STD3 rules, hyphen and length checks; None when it is no domain name.
fn to_ascii(domain: &str) -> Option<Cow<'_, str>> {
    Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Verify).ok()
}

fn domain_faults(typed: &str, ascii: Option<&str>) -> Reasons {
    let Some(domain) = ascii else {
        return one(if typed.starts_with('[') {
            Reason::IpLiteral
        } else if typed.len() > LONGEST_DOMAIN {
            Reason::TooLong
        } else if !typed.is_ascii() || typed.contains("xn--") {
            Reason::IdnaError
        } else {
            Reason::Syntax
        });
    };
    match domain.bytes().rposition(|b| b == b'.') {
        None => one(Reason::Syntax),
        Some(dot) if domain.bytes().skip(dot + 1).all(|b| b.is_ascii_digit()) => one(Reason::NumericTld),
        Some(_) => Reasons::NONE,
    }
}

/// `masked` is the local part as the grammar is asked about it.
fn local_faults(local: &str, masked: &str, domain: &str) -> Reasons {
    let quoted = local.starts_with('"');
    if local.len() <= LONGEST_LOCAL
        && !quoted
        && email_address::EmailAddress::is_valid_local_part(masked)
        && (local.is_ascii() || !local.starts_with(is_combining_mark))
    {
        return Reasons::NONE;
    }
    if quoted && local.len() > 1 && local.ends_with('"') {
        return one(Reason::QuotedLocal);
    }
    if is_several(local, domain) {
        return one(Reason::MultipleAddresses);
    }
    let mut faults = Reasons::NONE;
    if local.len() > LONGEST_LOCAL {
        faults.insert(Reason::LocalTooLong);
    }
    if local.chars().any(is_unsafe) || local.starts_with(is_combining_mark) {
        faults.insert(Reason::UnsafeChar);
    }
    if faults.is_empty() {
        faults.insert(Reason::Syntax);
    }
    faults
}

/// Two at signs with a separator between them, and something on each side that could be a domain.
fn is_several(local: &str, domain: &str) -> bool {
    local.split_once('@').is_some_and(|(_, between)| {
        domain.contains('.')
            && between.contains('.')
            && between.contains(|c: char| matches!(c, ',' | ';' | '/' | '|') || c.is_whitespace())
    })
}

/// A letter, digit or mark beyond ASCII: what a person's name is written with.
fn is_wide_word(c: char) -> bool {
    !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c))
}

/// Control characters, and everything beyond ASCII that is no letter, digit or mark: invisible, directional, private, symbols.
pub fn is_unsafe(c: char) -> bool {
    c.is_ascii_control() || (!c.is_ascii() && !is_wide_word(c))
}
