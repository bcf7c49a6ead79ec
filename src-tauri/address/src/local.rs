//! What the part before the @ tells: role, no-reply, placeholder, plus tag, random letters, mixed alphabets.

use crate::lists::{self, lists};
use crate::reason::{Reason, Reasons};
use idna::uts46::{AsciiDenyList, Hyphens, Uts46};
use rustc_hash::FxHashSet;

/// Consonants in a row that no name reaches without a rare compound (longest common ones: six, as in "mschwartz" of M. Schwartz).
const CONSONANT_RUN: u32 = 7;
/// Changes between letters and digits, as in "a7k2x9": names with numbers have up to four ("j2smith4u").
const SWITCHES: u32 = 5;
/// The same character again and again.
const SAME_RUN: u32 = 5;
/// Names are rarely shorter than this before they can look random.
const SHORTEST: usize = 6;
const KEYBOARD_ROWS: [&[u8]; 6] = [b"qwerty", b"qwertz", b"azerty", b"asdfgh", b"zxcvbn", b"yxcvbn"];

/// Reasons that the local part alone gives; `own_roles` are the owner's further role words.
pub fn classify(local: &str, own_roles: &FxHashSet<Box<str>>) -> Reasons {
    let mut reasons = Reasons::NONE;
    let mut name = local;
    if let Some(plus) = local.bytes().position(|b| b == b'+').filter(|plus| *plus > 0) {
        reasons.insert(Reason::PlusTag);
        name = &local[..plus];
    }
    let flags = lists().name(name);
    if flags & lists::PLACEHOLDER != 0 {
        reasons.insert(Reason::Placeholder);
    }
    if flags & lists::ROLE != 0 || (!own_roles.is_empty() && own_roles.contains(name)) {
        reasons.insert(Reason::Role);
    }
    if is_no_reply(name.as_bytes()) {
        reasons.insert(Reason::NoReply);
    }
    if looks_random(name.as_bytes()) {
        reasons.insert(Reason::Gibberish);
    }
    reasons
}

/// "noreply" and "donotreply" at the start, "noreply" at the end, however they are separated.
fn is_no_reply(name: &[u8]) -> bool {
    if !(name.starts_with(b"no") || name.starts_with(b"do") || name.ends_with(b"reply")) {
        return false;
    }
    let mut squeezed = [0; 64];
    let mut length = 0;
    for &byte in name.iter().filter(|byte| !matches!(**byte, b'-' | b'_' | b'.')).take(squeezed.len()) {
        squeezed[length] = byte;
        length += 1;
    }
    let squeezed = &squeezed[..length];
    [b"noreply".as_slice(), b"donotreply", b"noresponse"].iter().any(|word| squeezed.starts_with(word))
        || squeezed.ends_with(b"noreply")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Vowel,
    Consonant,
    Digit,
    Other,
}

const SORTS: [Sort; 256] = {
    let mut sorts = [Sort::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        sorts[byte] = match byte as u8 {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => Sort::Vowel,
            b'a'..=b'z' => Sort::Consonant,
            b'0'..=b'9' => Sort::Digit,
            _ => Sort::Other,
        };
        byte += 1;
    }
    sorts
};

/// A weak sign, worth less than half of "risky": Hirschsprung has seven consonants in a row and is a name.
fn looks_random(name: &[u8]) -> bool {
    if name.len() < SHORTEST {
        return false;
    }
    let (mut consonants, mut switches, mut same) = (0, 0, 1);
    let mut last = (Sort::Other, 0);
    for &byte in name {
        let sort = SORTS[usize::from(byte)];
        consonants = if sort == Sort::Consonant { consonants + 1 } else { 0 };
        let was_digit = last.0 == Sort::Digit;
        switches +=
            u32::from(sort != Sort::Other && last.0 != Sort::Other && (sort == Sort::Digit) != was_digit);
        same = if byte == last.1 && sort != Sort::Digit { same + 1 } else { 1 };
        if consonants >= CONSONANT_RUN || switches >= SWITCHES || same >= SAME_RUN {
            return true;
        }
        last = (sort, byte);
    }
    KEYBOARD_ROWS.iter().any(|row| name.starts_with(row))
}

/// Alphabets with letters that pass for Latin ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
}

fn alphabet(c: char) -> Option<Alphabet> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Alphabet::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Alphabet::Greek),
        '\u{400}'..='\u{52f}'
        | '\u{1c80}'..='\u{1c8f}'
        | '\u{2de0}'..='\u{2dff}'
        | '\u{a640}'..='\u{a69f}' => Some(Alphabet::Cyrillic),
        '\u{530}'..='\u{58f}' => Some(Alphabet::Armenian),
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Some(Alphabet::Cherokee),
        _ => None,
    }
}

/// Does the local part, or any label of the domain, mix two alphabets that can be mistaken for each other?
pub fn mixes_alphabets(local: &str, domain: &str) -> bool {
    (!local.is_ascii() && mixes(local))
        || (domain.contains("xn--")
            && Uts46::new()
                .to_unicode(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Check)
                .0
                .split('.')
                .any(mixes))
}

fn mixes(word: &str) -> bool {
    let mut alphabets = word.chars().filter_map(alphabet);
    alphabets.next().is_some_and(|first| alphabets.any(|other| other != first))
}
