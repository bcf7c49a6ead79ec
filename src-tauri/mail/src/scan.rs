//! Finds the Liquid tags of one part and checks limits and block structure, front to back without recursion:
//! the engine behind it recurses once per nested block and would overflow the stack on hostile input.

use crate::expression::{self, Fault, Use};
use crate::{
    MAX_ELSIF, MAX_NESTING, MAX_SOURCE_BYTES, MAX_TAGS, Part, Problem, SUPPLIED, Severity, Variables,
};
use std::ops::Range;

/// One tag: where it stands, and how it is written for the engine.
#[derive(Debug)]
pub struct Tag {
    pub range: Range<usize>,
    pub source: String,
    /// The variables printed or asked.
    pub uses: Vec<Use>,
    /// `{{ }}`: prints something.
    pub is_output: bool,
}

/// A part with all its tags understood.
#[derive(Debug)]
pub struct Scan {
    pub tags: Vec<Tag>,
    pub warnings: Vec<Problem>,
}

/// An open block.
struct Block {
    name: &'static str,
    end: &'static str,
    offset: usize,
    branches: usize,
    closed_by_else: bool,
    /// Variables its present branch was chosen by: known to be there, so printing them needs no fallback.
    asked: Vec<String>,
}

struct Scanner<'a> {
    part: Part,
    source: &'a str,
    variables: &'a Variables,
    blocks: Vec<Block>,
    tags: Vec<Tag>,
    problems: Vec<Problem>,
}

/// Scans one part. Errors come with the warnings found so far.
pub fn scan(part: Part, source: &str, variables: &Variables) -> Result<Scan, Vec<Problem>> {
    if source.len() > MAX_SOURCE_BYTES {
        let message = format!(
            "The {part} has {} KB; {} KB is the most.",
            source.len().div_ceil(1024),
            MAX_SOURCE_BYTES / 1024
        );
        return Err(vec![Problem::whole(part, Severity::Error, "source_too_large", message)]);
    }
    let mut scanner =
        Scanner { part, source, variables, blocks: Vec::new(), tags: Vec::new(), problems: Vec::new() };
    if let Err(limit) = scanner.run() {
        scanner.error(limit);
    }
    let Scanner { tags, problems, .. } = scanner;
    if problems.iter().any(Problem::is_error) { Err(problems) } else { Ok(Scan { tags, warnings: problems }) }
}

impl Scanner<'_> {
    fn error(&mut self, fault: Fault) {
        let Fault { offset, code, message } = fault;
        self.problems.push(Problem::at(self.part, self.source, offset, Severity::Error, code, message));
    }

    /// An `Err` stops the scan; faults inside one tag are noted and the scan goes on.
    fn run(&mut self) -> Result<(), Fault> {
        let mut at = 0;
        let mut count = 0;
        while let Some(start) = next_tag(self.source, at) {
            count += 1;
            if count > MAX_TAGS {
                return stop(start, "too_many_tags", format!("More than {MAX_TAGS} tags in one part."));
            }
            let end = self.closing(start)?;
            if let Err(fault) = self.tag(start..end) {
                let limit = matches!(fault.code, "nested_too_deep" | "unknown_tag" | "block");
                if limit {
                    return Err(fault);
                }
                self.error(fault);
            }
            at = end;
        }
        match self.blocks.first() {
            Some(open) => {
                stop(open.offset, "block", format!("“{}” is not closed by “{}”.", open.name, open.end))
            }
            None => Ok(()),
        }
    }

    /// The byte after the tag that opens at `start`; quoted texts may contain the closing sign.
    fn closing(&self, start: usize) -> Result<usize, Fault> {
        let bytes = self.source.as_bytes();
        let sign: &[u8] = if bytes[start + 1] == b'{' { b"}}" } else { b"%}" };
        let mut quote = None;
        for at in start + 2..bytes.len() {
            match (quote, bytes[at]) {
                (Some(open), byte) if byte == open => quote = None,
                (Some(_), _) => {}
                (None, byte @ (b'\'' | b'"')) => quote = Some(byte),
                (None, _) if bytes[at..].starts_with(sign) => return Ok(at + 2),
                (None, _) => {}
            }
        }
        stop(start, "syntax", "This tag is not closed.")
    }

    fn tag(&mut self, range: Range<usize>) -> Result<(), Fault> {
        let whole = &self.source[range.clone()];
        let is_output = whole.starts_with("{{");
        let mut inner = 2..whole.len() - 2;
        // `{{-` and `-}}` take the blanks around the tag away.
        let left = whole[inner.clone()].starts_with('-');
        inner.start += usize::from(left);
        let right = whole[inner.clone()].ends_with('-');
        inner.end -= usize::from(right);
        let offset = range.start + inner.start;
        if !is_output {
            check_tag_name(&whole[inner.clone()], offset)?;
        }
        let words = expression::words(&whole[inner.clone()], offset)?;
        let end = range.start + inner.end;
        let (body, uses) = if is_output {
            let meaning = expression::output(&words, end)?;
            self.check_fallback(&meaning);
            let filter = if self.part == Part::Html { "| printed_as_html " } else { "" };
            (format!("{}{filter}", meaning.source), meaning.uses)
        } else {
            self.block_tag(&words, range.start, end)?
        };
        for used in &uses {
            self.check_known(used);
        }
        let dash = |on: bool| if on { "-" } else { "" };
        let (open, close) = if is_output { ("{{", "}}") } else { ("{%", "%}") };
        let source = format!("{open}{} {body}{}{close}", dash(left), dash(right));
        self.tags.push(Tag { range, source, uses, is_output });
        Ok(())
    }

    fn check_known(&mut self, used: &Use) {
        if self.variables.get(&used.name).is_some() {
            return;
        }
        let hint = match self.variables.nearest(&used.name) {
            Some(near) => format!(" Did you mean “{near}”?"),
            None => String::new(),
        };
        let message = format!("There is no variable “{}”.{hint}", used.name);
        self.error(Fault { offset: used.offset, code: "unknown_variable", message });
    }

    fn check_fallback(&mut self, meaning: &expression::Meaning) {
        let Some(used) = meaning.uses.first() else { return };
        let supplied = SUPPLIED.iter().any(|(name, ..)| *name == used.name);
        let asked = self.blocks.iter().any(|block| block.asked.contains(&used.name));
        if meaning.has_fallback || supplied || asked || self.variables.get(&used.name).is_none() {
            return;
        }
        let message =
            format!("“{0}” may be empty. Give it a fallback: {{{{ {0} | default: '…' }}}}.", used.name);
        let warning =
            Problem::at(self.part, self.source, used.offset, Severity::Warning, "no_fallback", message);
        self.problems.push(warning);
    }

    fn block_tag(
        &mut self,
        words: &[expression::Word<'_>],
        start: usize,
        end: usize,
    ) -> Result<(String, Vec<Use>), Fault> {
        let Some((name, rest)) = words.split_first() else {
            return stop(start, "syntax", "This tag is empty.");
        };
        let none = || {
            rest.first().map_or(Ok(()), |extra| {
                stop(extra.offset, "syntax", format!("Nothing may follow “{}”.", name.text))
            })
        };
        let meaning = match name.text {
            "if" | "unless" | "elsif" => expression::condition(rest, end),
            "case" => expression::list(rest, end, false),
            "when" => expression::list(rest, end, true),
            "else" | "endif" | "endunless" | "endcase" => none().map(|()| expression::Meaning::default()),
            other => stop(name.offset, "syntax", format!("“{other}” cannot begin a tag.")),
        };
        // The structure is followed even when the condition is faulty, so that one typing slip is one finding.
        let asked = meaning.as_ref().map_or_else(|_| Vec::new(), |m| names(&m.uses));
        self.follow(name.text, start, asked)?;
        meaning.map(|m| (format!("{} {}", name.text, m.source), m.uses))
    }

    fn follow(&mut self, name: &str, start: usize, asked: Vec<String>) -> Result<(), Fault> {
        let opens = match name {
            "if" => Some(("if", "endif")),
            "unless" => Some(("unless", "endunless")),
            "case" => Some(("case", "endcase")),
            _ => None,
        };
        if let Some((name, end)) = opens {
            if self.blocks.len() >= MAX_NESTING {
                let message = format!("Blocks are nested deeper than {MAX_NESTING}.");
                return stop(start, "nested_too_deep", message);
            }
            // Inside `unless x` the variable is the one that is missing.
            let asked = if name == "unless" { Vec::new() } else { asked };
            self.blocks.push(Block { name, end, offset: start, branches: 0, closed_by_else: false, asked });
            return Ok(());
        }
        let Some(block) = self.blocks.last_mut() else {
            return stop(start, "block", format!("“{name}” has no beginning."));
        };
        if name == block.end {
            self.blocks.pop();
            return Ok(());
        }
        let fits = match name {
            "elsif" => block.name == "if",
            "when" => block.name == "case",
            "else" => true,
            _ => false,
        };
        if !fits || block.closed_by_else {
            return stop(start, "block", format!("“{name}” cannot stand here, inside “{}”.", block.name));
        }
        block.branches += usize::from(name == "elsif");
        if block.branches > MAX_ELSIF {
            let message = format!("More than {MAX_ELSIF} “elsif” in one “if”; use “case”.");
            return stop(start, "nested_too_deep", message);
        }
        block.closed_by_else = name == "else";
        if name != "when" {
            block.asked = asked;
        }
        Ok(())
    }
}

const TAG_NAMES: [&str; 9] =
    ["if", "elsif", "else", "endif", "unless", "endunless", "case", "when", "endcase"];

/// Looked at before anything else in the tag: what follows an unknown name may be in any notation.
fn check_tag_name(inner: &str, offset: usize) -> Result<(), Fault> {
    let start = inner.len() - inner.trim_start().len();
    let name = inner[start..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    if name.is_empty() || TAG_NAMES.contains(&name) {
        return Ok(());
    }
    let message = format!("There is no tag “{name}”. Tags are: if, unless, case.");
    stop(offset + start, "unknown_tag", message)
}

fn names(uses: &[Use]) -> Vec<String> {
    uses.iter().map(|used| used.name.clone()).collect()
}

fn next_tag(source: &str, from: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    (from..bytes.len().saturating_sub(1)).find(|&i| bytes[i] == b'{' && matches!(bytes[i + 1], b'{' | b'%'))
}

fn stop<T>(offset: usize, code: &'static str, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { offset, code, message: message.into() })
}
