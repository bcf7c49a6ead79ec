//! `cargo xtask soak`: the long runs. `kill` ends the real program with kill -9 in the middle of its work, many times, and
//! prints what came of it.

use crate::tools::{Outcome, cargo, run, target};

const HELP: &str = "cargo xtask soak kill [--times 100]";
/// Kills of each test unless asked otherwise.
const TIMES: u32 = 100;

/// Runs what is asked; the exit code says whether anything failed.
pub fn soak(arguments: &[String]) -> Outcome<u8> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["kill"] => kill(TIMES),
        ["kill", "--times", times] => match times.parse() {
            Ok(times) if times > 0 => kill(times),
            _ => Err(format!("\"{times}\" is no number of kills.\n\n{HELP}")),
        },
        _ => Err(format!("The long runs are:\n\n{HELP}")),
    }
}

fn kill(times: u32) -> Outcome<u8> {
    let report = target()?.join("soak-kill.txt");
    std::fs::write(&report, "").map_err(|e| format!("cannot write {}: {e}", report.display()))?;
    let mut tests = cargo();
    tests.args(["test", "--package", "reachly-cli", "--test", "main", "--", "--test-threads", "1", "kill"]);
    tests.env("REACHLY_KILLS", times.to_string()).env("REACHLY_SOAK_REPORT", &report);
    let outcome = run(&mut tests);
    let text = std::fs::read_to_string(&report).unwrap_or_default();
    println!("\n{}", table(&text));
    outcome.map(|()| 0)
}

/// The lines of the report under their headings.
fn table(report: &str) -> String {
    let head = ["test", "tried", "in the middle", "failed", "positive control"];
    let rows: Vec<Vec<&str>> =
        std::iter::once(head.to_vec()).chain(report.lines().map(|line| line.split('\t').collect())).collect();
    let width =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |row: &Vec<&str>| {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        cells.join("  ").trim_end().to_string()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_becomes_a_table() {
        let text = table("import\t100\t61\t0\tseen\nlaunch\t100\t40\t2\tseen\n");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "test    tried  in the middle  failed  positive control");
        assert_eq!(lines[2], "launch  100    40             2       seen");
    }

    #[test]
    fn what_is_not_understood_is_said() {
        assert!(soak(&["kill".into(), "--times".into(), "none".into()]).is_err());
        assert!(soak(&[]).is_err());
    }
}
