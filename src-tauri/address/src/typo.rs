//! What did they mean? A mistyped provider domain (one edit away), a mistyped ending, or an address that can be read once tidied.

use crate::lists::{self, lists};
use crate::syntax::{is_unsafe, read};
use strsim::osa_distance;

/// Providers with a first label shorter than this are matched by their ending alone: ge.com is not me.com, love.com not live.com.
const SHORT_LABEL: usize = 5;
/// Endings that unknown ones are compared with.
const ENDINGS: [&str; 3] = ["com", "net", "org"];
/// Tidying is for a field typed by hand, not for a paragraph.
const LONGEST_TIDIED: usize = 320;

/// The provider a domain is one edit away from (optimal string alignment distance 1: one letter more, less, other, or two swapped).
/// None for a real provider. `domain` is lower-case ASCII.
pub fn nearest(domain: &str) -> Option<&'static str> {
    lists().typo_targets.iter().copied().find(|target| {
        domain.len().abs_diff(target.len()) <= 1
            && could_be_one_edit(domain.as_bytes(), target.as_bytes())
            && has_same_short_label(domain, target)
            && osa_distance(domain, target) == 1
    })
}

/// Necessary for distance 1: between common start and common end at most two characters are left. Rules out nearly all pairs at once.
fn could_be_one_edit(a: &[u8], b: &[u8]) -> bool {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    start + end + 2 >= a.len().max(b.len())
}

fn has_same_short_label(domain: &str, target: &str) -> bool {
    let label = target.split('.').next().unwrap_or(target);
    label.len() >= SHORT_LABEL || domain.split('.').next() == Some(label)
}

/// The domain with a mistyped ending put right (.con, .cmo), and then the provider near it, if there is one.
pub fn with_known_ending(domain: &str) -> Option<String> {
    let (stem, ending) = domain.rsplit_once('.')?;
    let mut near = ENDINGS.into_iter().filter(|known| osa_distance(ending, known) == 1);
    let meant = near.next()?;
    if near.next().is_some() {
        return None;
    }
    let whole = format!("{stem}.{meant}");
    Some(nearest_unless_real(&whole).map_or(whole, str::to_owned))
}

fn nearest_unless_real(domain: &str) -> Option<&'static str> {
    if lists().domain(domain) & lists::REAL != 0 { None } else { nearest(domain) }
}

/// A well-formed address read out of one that is not: `mailto:`, angle brackets, stray punctuation, blanks, invisible characters, a
/// missing ending of a known provider. Only ever offered, never used unasked.
pub fn tidied(text: &str) -> Option<String> {
    if text.len() > LONGEST_TIDIED {
        return None;
    }
    let text: String = text
        .chars()
        .map(|c| if matches!(c, '\u{ff20}' | '\u{fe6b}') { '@' } else { c })
        .filter(|c| !is_unsafe(*c))
        .collect();
    let inner = match (text.find('<'), text.rfind('>')) {
        (Some(open), Some(close)) if open < close => &text[open + 1..close],
        _ => text.as_str(),
    };
    let inner = match inner.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &inner[7..],
        _ => inner,
    };
    let edge =
        |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '<' | '>' | '(' | ')' | '\'');
    let (local, domain) = inner.trim_matches(edge).split_once('@')?;
    if domain.contains(['@', '[']) || local.contains('"') {
        return None;
    }
    let address = format!("{}@{}", without_double_dots(local.trim()), tidied_domain(domain)?);
    let found = read(&address).ok()?;
    let known = psl::suffix(&found.key.as_bytes()[found.at + 1..]).is_some_and(|suffix| suffix.is_known());
    known.then_some(found.key)
}

fn tidied_domain(typed: &str) -> Option<String> {
    let letters: String = typed
        .to_lowercase()
        .chars()
        .map(|c| if c == ',' { '.' } else { c })
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        .collect();
    let domain = without_double_dots(&letters);
    if domain.contains('.') {
        return Some(nearest_unless_real(&domain).map_or(domain, str::to_owned));
    }
    let whole =
        |target: &&&str| target.split('.').next() == Some(domain.as_str()) && target.ends_with(".com");
    lists().typo_targets.iter().find(whole).map(|target| (*target).to_owned())
}

fn without_double_dots(text: &str) -> String {
    text.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}
