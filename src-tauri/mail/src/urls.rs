//! What a browser would make of an attribute's value: entities decoded, blanks inside a scheme dropped.

/// Schemes a link may have.
const LINK_SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "sms"];
/// Pictures that cannot carry script.
const PICTURES: [&str; 6] = [
    "data:image/png",
    "data:image/gif",
    "data:image/jpeg",
    "data:image/jpg",
    "data:image/webp",
    "data:image/bmp",
];

/// Decodes numeric references and the named ones that matter in URLs and CSS. What it does not know stays as
/// text; because callers write the result back escaped, the browser then sees exactly what was judged here.
pub fn decode(value: &str) -> String {
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((character, length)) => {
                decoded.push(character);
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// The character of the reference `text` starts with, and the reference's length in bytes.
fn reference(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 14] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&colon;", ':'),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
        ("&sol;", '/'),
        ("&lpar;", '('),
        ("&rpar;", ')'),
        ("&period;", '.'),
        ("&nbsp;", '\u{A0}'),
        ("&amp", '&'),
    ];
    if let Some((name, character)) = NAMED.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*character, name.len()));
    }
    let digits = text.strip_prefix("&#")?;
    let (digits, radix, head) = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 3),
        None => (digits, 10, 2),
    };
    let length = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let code = u32::from_str_radix(&digits[..length], radix).unwrap_or(u32::MAX);
    let semicolon = usize::from(digits[length..].starts_with(';'));
    Some((char::from_u32(code).unwrap_or('\u{FFFD}'), head + length + semicolon))
}

/// For an attribute in quotes: the tokenizer's writer only escapes `"`.
pub fn encode(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Without blanks, control and invisible characters, in lower case: what the scheme is judged on.
pub fn bare(decoded: &str) -> String {
    let invisible = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFD}')
    };
    decoded.chars().filter(|c| !invisible(*c)).flat_map(char::to_lowercase).collect()
}

/// A link somebody may follow: one of a few schemes, or a place in the same mail.
pub fn is_link(decoded: &str) -> bool {
    let bare = bare(decoded);
    bare.starts_with('#') || bare.split_once(':').is_some_and(|(scheme, _)| LINK_SCHEMES.contains(&scheme))
}

/// A link whose clicks can be counted.
pub fn is_web(decoded: &str) -> bool {
    let bare = bare(decoded);
    bare.starts_with("http://") || bare.starts_with("https://")
}

/// A picture that stands in the mail itself.
pub fn is_embedded_picture(decoded: &str) -> bool {
    let bare = bare(decoded);
    PICTURES.iter().any(|kind| {
        bare.strip_prefix(kind).is_some_and(|rest| rest.starts_with(';') || rest.starts_with(','))
    })
}

/// A value that would run as a program wherever a browser takes it for a URL.
pub fn runs(decoded: &str) -> bool {
    let bare = bare(decoded);
    ["javascript:", "vbscript:", "livescript:", "data:text", "data:application", "data:image/svg"]
        .iter()
        .any(|scheme| bare.starts_with(scheme))
}
