//! The inside of one Liquid tag: words, and the three shapes they may form (value with filters, condition, list).
//! The tag is written anew from what was understood, so the engine only ever sees known words: no indexing and
//! no ranges (its grammar recurses on them), no integers beyond 64 bits (it panics on them), variables prefixed
//! (its grammar mistakes `empty_nest` for the literal `empty`).

use crate::{MAX_CHAIN, variables::nearest};

/// Name, fewest and most arguments.
const FILTERS: [(&str, usize, usize); 9] = [
    ("default", 1, 1),
    ("escape", 0, 0),
    ("capitalize", 0, 0),
    ("upcase", 0, 0),
    ("downcase", 0, 0),
    ("truncate", 0, 2),
    ("replace", 1, 2),
    ("round", 0, 1),
    ("date", 1, 1),
];
const LITERALS: [&str; 6] = ["nil", "null", "empty", "blank", "true", "false"];
const OPERATORS: [&str; 7] = ["==", "!=", "<>", "<=", ">=", "<", ">"];

/// A word of a tag with its byte offset in the part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word<'a> {
    pub text: &'a str,
    pub offset: usize,
    pub shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    Name,
    Text,
    Number,
    Sign,
}

/// A fault at a byte offset of the part.
#[derive(Debug, PartialEq)]
pub struct Fault {
    pub offset: usize,
    pub code: &'static str,
    pub message: String,
}

/// Where a variable is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub name: String,
    pub offset: usize,
    /// Asked with `contains`, which the engine only answers for text.
    pub as_text: bool,
}

/// What a tag's inside means: its source for the engine, and the variables in it.
#[derive(Debug, Default)]
pub struct Meaning {
    pub source: String,
    pub uses: Vec<Use>,
    /// A `default` filter stands behind the value.
    pub has_fallback: bool,
}

fn fault<T>(offset: usize, code: &'static str, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { offset, code, message: message.into() })
}

/// Splits `text`, which starts at `offset` of the part, into words.
pub fn words(text: &str, offset: usize) -> Result<Vec<Word<'_>>, Fault> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (length, shape) = word_length(text, at, offset)?;
        let word = &text[at..at + length];
        if shape == Shape::Number && !word.contains('.') && word.parse::<i64>().is_err() {
            return fault(offset + at, "number", format!("{word} is too large a number."));
        }
        found.push(Word { text: word, offset: offset + at, shape });
        at += length;
    }
    Ok(found)
}

fn word_length(text: &str, at: usize, offset: usize) -> Result<(usize, Shape), Fault> {
    let rest = &text.as_bytes()[at..];
    let run = |from: usize, keep: fn(&u8) -> bool| from + rest[from..].iter().take_while(|b| keep(b)).count();
    let first = rest[0];
    if first.is_ascii_alphabetic() || first == b'_' {
        return Ok((run(0, |b| b.is_ascii_alphanumeric() || *b == b'_'), Shape::Name));
    }
    if first == b'\'' || first == b'"' {
        return match rest[1..].iter().position(|b| *b == first) {
            Some(end) => Ok((end + 2, Shape::Text)),
            None => fault(offset + at, "syntax", "A quoted text is not closed."),
        };
    }
    let signed = matches!(first, b'+' | b'-') && rest.get(1).is_some_and(u8::is_ascii_digit);
    if first.is_ascii_digit() || signed {
        let mut end = run(1, u8::is_ascii_digit);
        if rest.get(end) == Some(&b'.') && rest.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = run(end + 1, u8::is_ascii_digit);
        }
        return Ok((end, Shape::Number));
    }
    if OPERATORS.iter().any(|sign| sign.len() == 2 && rest.starts_with(sign.as_bytes())) {
        return Ok((2, Shape::Sign));
    }
    if matches!(first, b'<' | b'>' | b'|' | b':' | b',') {
        return Ok((1, Shape::Sign));
    }
    let odd = text[at..].chars().next().unwrap_or(' ');
    fault(offset + at, "syntax", format!("“{odd}” cannot stand in a tag."))
}

/// Reads words front to back; `end` is the offset named when they run out.
struct Reader<'a, 'w> {
    words: &'w [Word<'a>],
    at: usize,
    end: usize,
    meaning: Meaning,
}

impl<'a> Reader<'a, '_> {
    fn peek(&self) -> Option<Word<'a>> {
        self.words.get(self.at).copied()
    }

    fn take(&mut self, text: &str) -> bool {
        let hit = self.peek().is_some_and(|word| word.text == text && word.shape != Shape::Text);
        self.at += usize::from(hit);
        hit
    }

    fn here(&self) -> usize {
        self.peek().map_or(self.end, |word| word.offset)
    }

    fn emit(&mut self, text: &str) {
        self.meaning.source.push_str(text);
        self.meaning.source.push(' ');
    }

    fn value(&mut self, as_text: bool) -> Result<(), Fault> {
        let Some(word) = self.peek() else {
            return fault(self.end, "syntax", "A variable or a value is missing here.");
        };
        self.at += 1;
        match word.shape {
            Shape::Sign => {
                fault(word.offset, "syntax", format!("A value is expected before “{}”.", word.text))
            }
            Shape::Name if !LITERALS.contains(&word.text) => {
                let name = word.text.to_owned();
                self.emit(&bound_name(&name, as_text));
                self.meaning.uses.push(Use { name, offset: word.offset, as_text });
                Ok(())
            }
            _ => {
                self.emit(word.text);
                Ok(())
            }
        }
    }

    fn filter(&mut self) -> Result<(), Fault> {
        let Some(word) = self.peek().filter(|word| word.shape == Shape::Name) else {
            return fault(self.here(), "syntax", "The name of a filter is missing after “|”.");
        };
        self.at += 1;
        let Some((name, fewest, most)) = FILTERS.iter().find(|(name, ..)| *name == word.text) else {
            let near = nearest(word.text, FILTERS.iter().map(|(name, ..)| *name));
            let hint = near.map_or_else(String::new, |near| format!(" Did you mean “{near}”?"));
            let message = format!("There is no filter “{}”.{hint}", word.text);
            return fault(word.offset, "unknown_filter", message);
        };
        self.emit("|");
        self.emit(name);
        let mut count = 0;
        if self.take(":") {
            self.emit(":");
            loop {
                self.value(false)?;
                count += 1;
                if count > *most || !self.take(",") {
                    break;
                }
                self.emit(",");
            }
        }
        if count < *fewest || count > *most {
            let message = format!("The filter “{name}” takes {}.", arguments(*fewest, *most));
            return fault(word.offset, "filter_arguments", message);
        }
        self.meaning.has_fallback |= *name == "default";
        Ok(())
    }

    fn term(&mut self) -> Result<(), Fault> {
        let asked = self.words.get(self.at + 1).is_some_and(|next| next.text == "contains");
        self.value(asked)?;
        if self.take("contains") {
            self.emit("contains");
            return self.value(false);
        }
        let operator = self.peek().filter(|word| word.shape == Shape::Sign && OPERATORS.contains(&word.text));
        if let Some(operator) = operator {
            self.at += 1;
            self.emit(operator.text);
            return self.value(false);
        }
        Ok(())
    }

    fn finish(self) -> Result<Meaning, Fault> {
        match self.peek() {
            Some(word) => fault(word.offset, "syntax", format!("“{}” is not expected here.", word.text)),
            None => Ok(self.meaning),
        }
    }
}

fn arguments(fewest: usize, most: usize) -> String {
    match (fewest, most) {
        (0, 0) => "no arguments".to_owned(),
        (1, 1) => "one argument, as in {{ name | default: 'there' }}".to_owned(),
        _ => format!("{fewest} to {most} arguments"),
    }
}

/// The name under which a variable's value is bound for the engine.
pub fn bound_name(name: &str, as_text: bool) -> String {
    format!("{}{name}", if as_text { "t_" } else { "v_" })
}

fn reader<'a, 'w>(words: &'w [Word<'a>], end: usize) -> Reader<'a, 'w> {
    Reader { words, at: 0, end, meaning: Meaning::default() }
}

fn chain_too_long<T>(offset: usize) -> Result<T, Fault> {
    fault(offset, "chain_too_long", format!("More than {MAX_CHAIN} steps in one tag; split it up."))
}

/// `value | filter: argument, … | …`
pub fn output(words: &[Word<'_>], end: usize) -> Result<Meaning, Fault> {
    let mut reader = reader(words, end);
    reader.value(false)?;
    let mut filters = 0;
    while reader.take("|") {
        filters += 1;
        if filters > MAX_CHAIN {
            return chain_too_long(reader.here());
        }
        reader.filter()?;
    }
    reader.finish()
}

/// `value [operator value] [and|or …]`
pub fn condition(words: &[Word<'_>], end: usize) -> Result<Meaning, Fault> {
    let mut reader = reader(words, end);
    reader.term()?;
    let mut terms = 1;
    while let Some(joint) = reader.peek().filter(|word| matches!(word.text, "and" | "or")) {
        reader.at += 1;
        terms += 1;
        if terms > MAX_CHAIN {
            return chain_too_long(joint.offset);
        }
        reader.emit(joint.text);
        reader.term()?;
    }
    reader.finish()
}

/// `value`, or with `many` also `value, value or value`
pub fn list(words: &[Word<'_>], end: usize, many: bool) -> Result<Meaning, Fault> {
    let mut reader = reader(words, end);
    reader.value(false)?;
    let mut count = 1;
    while many && (reader.take(",") || reader.take("or")) {
        count += 1;
        if count > MAX_CHAIN {
            return chain_too_long(reader.here());
        }
        reader.emit(",");
        reader.value(false)?;
    }
    reader.finish()
}
