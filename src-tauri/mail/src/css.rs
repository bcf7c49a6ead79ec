//! Takes out of a style whatever loads something from elsewhere or (in old engines) runs.

use crate::urls::is_embedded_picture;

/// What is looked for, and what stands there afterwards.
const REMOVED: [(&str, &str); 7] = [
    ("@import", "@removed"),
    ("image-set(", "removed("),
    ("expression(", "removed("),
    ("-moz-binding", "removed"),
    ("behavior", "removed"),
    ("javascript:", "removed:"),
    ("vbscript:", "removed:"),
];

/// A style sheet or the value of a `style` attribute, made harmless. Pictures within it stay only if they are
/// `data:` pictures.
pub fn harmless(style: &str) -> String {
    let plain = unescaped(style);
    let count = |text: &str| {
        let lower = text.to_ascii_lowercase();
        REMOVED.iter().map(|(word, _)| lower.matches(word).count()).sum::<usize>()
            + lower.matches("url(").count()
    };
    // Escapes (`\75rl(`) and comments matter only where they hide something; elsewhere `content: "\2014"` stays.
    let hides = count(&plain) != count(style);
    let mut text = if hides { plain.replace('<', "") } else { style.to_owned() };
    for (word, instead) in REMOVED {
        text = replace_ignoring_case(&text, word, instead);
    }
    without_remote_urls(&text)
}

fn replace_ignoring_case(text: &str, word: &str, instead: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut replaced = String::with_capacity(text.len());
    let mut at = 0;
    for (start, _) in lower.match_indices(word) {
        replaced.push_str(&text[at..start]);
        replaced.push_str(instead);
        at = start + word.len();
    }
    replaced.push_str(&text[at..]);
    replaced
}

fn without_remote_urls(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = lower[at..].find("url(") {
        let start = at + found + "url(".len();
        kept.push_str(&text[at..start]);
        let rest = &text[start..];
        let quote = rest.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''));
        let end = match quote {
            Some(quote) => {
                let open = rest.find(quote).unwrap_or(0) + 1;
                let close = rest[open..].find(quote).map_or(rest.len(), |close| open + close);
                rest[close..].find(')').map_or(rest.len(), |end| close + end)
            }
            None => rest.find(')').unwrap_or(rest.len()),
        };
        let target = rest[..end].trim().trim_matches(['"', '\'']);
        let fits = is_embedded_picture(target) && !target.contains(['"', '\'', '(', '\\']);
        kept.push_str(if fits { rest[..end].trim() } else { "data:," });
        at = start + end;
    }
    kept.push_str(&text[at..]);
    kept
}

/// CSS without comments, with escapes decoded (CSS Syntax Level 3, 4.3.7).
fn unescaped(style: &str) -> String {
    let mut plain = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(at) = rest.find(['\\', '/']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
        } else if let Some(escape) = rest.strip_prefix('\\') {
            let digits = escape.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
            if digits > 0 {
                let code = u32::from_str_radix(&escape[..digits], 16).unwrap_or(0);
                plain.push(char::from_u32(code).unwrap_or('\u{FFFD}'));
                rest = &escape[digits..];
                rest = rest.strip_prefix([' ', '\n', '\t', '\r']).unwrap_or(rest);
            } else {
                rest = escape;
            }
        } else {
            plain.push('/');
            rest = &rest[1..];
        }
    }
    plain.push_str(rest);
    plain
}
