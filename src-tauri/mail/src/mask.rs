//! Hides Liquid tags from the HTML tokenizer and puts them back: `{{ x | default: "y" }}` in an attribute, or
//! `{% if a < 1 %}`, would otherwise be read as quotes and tags. A masked tag keeps its length, so places in the
//! masked text are places in the source.

use crate::scan::Tag;

/// A Unicode noncharacter: never text (Unicode 23.7), so a source that holds one is refused.
pub const MARK: char = '\u{FDD0}';
const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz012345";
/// Bytes of MARK and two digits; the shortest tag, `{{x}}`, has five.
const HEAD: usize = 5;

/// Replaces tag number n by MARK, two digits for n, and filling.
pub fn mask(source: &str, tags: &[Tag]) -> String {
    let mut masked = String::with_capacity(source.len());
    let mut at = 0;
    for (number, tag) in tags.iter().enumerate() {
        masked.push_str(&source[at..tag.range.start]);
        masked.push(MARK);
        masked.push(char::from(DIGITS[number / 32 % 32]));
        masked.push(char::from(DIGITS[number % 32]));
        masked.extend(std::iter::repeat_n('x', tag.range.len().saturating_sub(HEAD)));
        at = tag.range.end;
    }
    masked.push_str(&source[at..]);
    masked
}

/// The numbers of the tags in a masked text, with their byte offsets.
pub fn marks(masked: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    masked.match_indices(MARK).filter_map(|(at, _)| {
        let digits = masked.as_bytes().get(at + 3..at + HEAD)?;
        let value = |digit: u8| DIGITS.iter().position(|known| *known == digit.to_ascii_lowercase());
        Some((at, value(digits[0])? * 32 + value(digits[1])?))
    })
}

/// Puts something back for every tag.
pub fn unmask<'t>(masked: &str, tags: &'t [Tag], put: impl Fn(&'t Tag) -> &'t str) -> String {
    let mut text = String::with_capacity(masked.len());
    let mut at = 0;
    for (start, number) in marks(masked) {
        let Some(tag) = tags.get(number) else { continue };
        text.push_str(&masked[at..start]);
        text.push_str(put(tag));
        at = (start + tag.range.len().max(HEAD)).min(masked.len());
    }
    text.push_str(&masked[at..]);
    text
}
