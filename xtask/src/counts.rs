//! Counting: what each test runner says it did, read from its own summary and added up.

use std::fmt;
use std::ops::AddAssign;

/// Tests and checks that passed, failed or could not be done here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

/// Whose summary a text ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary {
    /// `Summary [ 1.2s] 9 tests run: 8 passed (1 slow), 1 failed, 2 skipped`
    Nextest,
    /// `Tests  1 failed | 8 passed | 2 skipped (11)`
    Vitest,
    /// `8 passed, 1 failed, 2 skipped`, as our own scripts and this program write it
    Plain,
}

impl Counts {
    pub const PASSED: Counts = Counts { passed: 1, failed: 0, skipped: 0 };
    pub const FAILED: Counts = Counts { passed: 0, failed: 1, skipped: 0 };
    pub const SKIPPED: Counts = Counts { passed: 0, failed: 0, skipped: 1 };

    /// The last summary of this kind in the text, if there is one.
    pub fn read(text: &str, kind: Summary) -> Option<Counts> {
        without_colour(text).lines().rev().find_map(|line| {
            let line = line.trim();
            let list = match kind {
                Summary::Nextest => line.strip_prefix("Summary [")?.split_once(" run: ")?.1,
                Summary::Vitest => line.strip_prefix("Tests ")?,
                Summary::Plain => line,
            };
            let counts = add_up(list)?;
            // Plain lines must have exactly this form: prose with a number in it is no summary.
            (kind != Summary::Plain || counts.to_string() == line).then_some(counts)
        })
    }

    /// Tests that passed only because they noticed that their material is not here.
    pub fn less_skipped(mut self, skipped: u64) -> Counts {
        let moved = skipped.min(self.passed);
        self.passed -= moved;
        self.skipped += moved;
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Adds up a list such as `8 passed (1 slow), 1 timed out`; whatever is neither passed nor set aside is failed.
fn add_up(list: &str) -> Option<Counts> {
    let mut counts = Counts::default();
    for part in without_brackets(list).split([',', '|']).map(str::trim) {
        let (number, word) = part.split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        match word.trim() {
            "passed" => counts.passed += number,
            "skipped" | "todo" => counts.skipped += number,
            _ => counts.failed += number,
        }
    }
    Some(counts)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| {
            depth += u32::from(*c == '(');
            let keep = depth == 0;
            depth = depth.saturating_sub(u32::from(*c == ')'));
            keep
        })
        .collect()
}

/// Without the terminal's colour codes: ESC [ … letter.
fn without_colour(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, code)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let end = code.find(|c: char| c.is_ascii_alphabetic()).map_or(code.len(), |at| at + 1);
        rest = &code[end..];
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Option<Counts> {
        Some(Counts { passed, failed, skipped })
    }

    #[test]
    fn nextest_summaries_are_understood_with_every_kind_of_failure() {
        let good = "     Summary [   0.012s] 3 tests run: 3 passed, 0 skipped\n";
        assert_eq!(Counts::read(good, Summary::Nextest), counts(3, 0, 0));
        let one = "     Summary [   0.012s] 1 test run: 1 passed, 4 skipped\n";
        assert_eq!(Counts::read(one, Summary::Nextest), counts(1, 0, 4));
        let bad = "  Summary [ 9.1s] 6/9 tests run: 2 passed (1 slow, 1 leaky), 2 failed, 1 timed out, 1 exec failed, 2 skipped\n        FAIL a b\n";
        assert_eq!(Counts::read(bad, Summary::Nextest), counts(2, 4, 2));
    }

    #[test]
    fn vitest_counts_tests_not_files_and_may_be_coloured() {
        let text = "\u{1b}[2m Test Files \u{1b}[22m \u{1b}[1m\u{1b}[32m4 passed\u{1b}[39m (4)\n\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m2 failed\u{1b}[39m\u{1b}[2m | \u{1b}[22m\u{1b}[32m10 passed\u{1b}[39m | 1 skipped | 1 todo\u{1b}[90m (14)\u{1b}[39m\n";
        assert_eq!(Counts::read(text, Summary::Vitest), counts(10, 2, 2));
    }

    #[test]
    fn a_plain_line_counts_only_in_its_exact_form() {
        assert_eq!(Counts::read("x\n5 passed, 0 failed, 1 skipped\n", Summary::Plain), counts(5, 0, 1));
        assert_eq!(Counts::read("about 5 passed, 0 failed\n", Summary::Plain), None);
        assert_eq!(Counts::read("5 passed\n", Summary::Plain), None);
        assert_eq!(Counts::read("", Summary::Plain), None);
    }

    #[test]
    fn tests_without_their_material_are_not_called_passed() {
        assert_eq!(Some(Counts { passed: 5, failed: 1, skipped: 0 }.less_skipped(2)), counts(3, 1, 2));
    }
}
