//! Reading Rust well enough to judge it: words of code, without what stands in strings and comments.

/// Rust with the insides of strings, characters and comments blanked; every line stays where it was.
pub fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    while at < chars.len() {
        let end = literal_end(&chars, at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal that starts here ends; `at` itself when none does.
fn literal_end(chars: &[char], at: usize) -> usize {
    let next = chars.get(at + 1).copied();
    let in_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '/' if next == Some('/') => (at..chars.len()).find(|&i| chars[i] == '\n').unwrap_or(chars.len()),
        '/' if next == Some('*') => block_end(chars, at),
        '"' => quoted_end(chars, at),
        'r' if !in_word || matches!(chars[at - 1], 'b' | 'c') => raw_end(chars, at),
        '\'' if next == Some('\\') => {
            (at + 3..chars.len()).find(|&i| chars[i] == '\'').map_or(chars.len(), |i| i + 1)
        }
        '\'' if chars.get(at + 2) == Some(&'\'') => at + 3,
        _ => at,
    }
}

fn block_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0_u32, at);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            break;
        }
    }
    i
}

fn quoted_end(chars: &[char], at: usize) -> usize {
    let mut i = at + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

fn raw_end(chars: &[char], at: usize) -> usize {
    let marks = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
    if chars.get(at + 1 + marks) != Some(&'"') {
        return at;
    }
    let closes = |i: &usize| {
        chars[*i] == '"' && chars[i + 1..].iter().take(marks).filter(|&&c| c == '#').count() == marks
    };
    (at + 2 + marks..chars.len()).find(closes).map_or(chars.len(), |i| i + 1 + marks)
}

/// Words of the code with the offset at which each begins.
pub fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.split(move |c| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - code.as_ptr() as usize, word))
}

pub fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Whether the words occur with no letter or digit right before them, nor after when they end in one.
pub fn stands_alone(text: &str, needle: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let ends_in_letter = needle.ends_with(letter);
    text.match_indices(needle).any(|(at, found)| {
        let before = needle.starts_with(letter) && text[..at].ends_with(letter);
        let after = ends_in_letter && text[at + found.len()..].starts_with(letter);
        !before && !after
    })
}
