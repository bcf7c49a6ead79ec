//! Sizes of files and functions, and the line every file opens with.

use super::scan::{code, line_of, words};
use super::{Rule, Source, holds, interface, rust};

const FILE_LINES: usize = 600;
const FUNCTION_LINES: usize = 70;
const INTERFACE_LINES: usize = 400;

fn file_sizes(sources: &[Source]) -> Vec<String> {
    let drawn = |source: &&Source| !source.path.starts_with("ui/src/api/gen/");
    let rust = rust(sources).map(|source| (source, FILE_LINES));
    rust.chain(interface(sources).filter(drawn).map(|source| (source, INTERFACE_LINES)))
        .filter(|(source, most)| source.text.lines().count() > *most)
        .map(|(source, most)| format!("{} has more than {most} lines", source.path))
        .collect()
}

fn function_sizes(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in rust(sources) {
        let code = code(&source.text);
        for (at, _) in words(&code).filter(|(_, word)| *word == "fn") {
            let lines = function_lines(&code[at..]);
            if lines > FUNCTION_LINES {
                complaints.push(format!(
                    "{}:{} is a function of {lines} lines",
                    source.path,
                    line_of(&code, at)
                ));
            }
        }
    }
    complaints
}

/// Lines from `fn` to its closing brace; 0 for a declaration without a body or the type of a function pointer.
fn function_lines(code: &str) -> usize {
    let (mut round, mut curly, mut lines) = (0_i32, 0_i32, 1);
    if !code.starts_with("fn ") {
        return 0;
    }
    for c in code.chars() {
        match c {
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            '{' => curly += 1,
            '}' => curly -= 1,
            '\n' => lines += 1,
            _ => {}
        }
        match c {
            '}' if curly == 0 => return lines,
            ';' if curly == 0 && round == 0 => return 0,
            _ => {}
        }
    }
    0
}

#[test]
fn no_file_is_too_long() {
    let (rust, ui) = ("//! x\n".repeat(601), "x\n".repeat(401));
    let bad = [("src-tauri/core/src/long.rs", rust.as_str()), ("ui/src/features/long.tsx", ui.as_str())];
    holds(
        file_sizes,
        &bad,
        &[("ui/src/api/gen/long.ts", ui.as_str()), ("src-tauri/core/src/a.rs", ui.as_str())],
    );
}

#[test]
fn no_function_is_too_long() {
    let body = |lines: usize| {
        format!(
            "fn a<T, U>(x: [u8; 3]) -> T\nwhere T: Iterator<Item = U>, {{\n{}}}\n",
            "let x = '{'; // {\n".repeat(lines)
        )
    };
    let (long, longest) = (body(68), body(67));
    let hidden = format!(
        "/* {long} */ const A: &str = r#\"{long}\"#; type F = fn(u8) -> u8; trait T {{ fn a(&self); }}\n"
    );
    holds(function_sizes, &[("a.rs", &long)], &[("a.rs", &longest), ("a.rs", &hidden)]);
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let rule: Rule = |sources| {
        let bare = |source: &&Source| !source.text.starts_with("//! ");
        rust(sources).filter(bare).map(|source| format!("{} does not open with //!", source.path)).collect()
    };
    holds(rule, &[("a.rs", "use std::fs;\n"), ("a.rs", "")], &[("a.rs", "//! What it is.\n")]);
}
