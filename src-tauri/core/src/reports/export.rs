//! Results as a CSV file that no spreadsheet takes for formulas.

use std::fmt::Write as _;

use super::types::{CampaignReport, Metric, ReportPerson};

/// First characters that a spreadsheet reads as the start of a formula, full-width forms and line ends included
/// (OWASP, CSV Injection, 2025).
const STARTERS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Excel reads UTF-8 only after this mark.
const MARK: char = '\u{feff}';

/// One text cell: an apostrophe before what would start a formula, then quoted when it has to be.
pub fn cell(text: &str) -> String {
    let formula = text.starts_with(STARTERS);
    let safe = if formula { format!("'{text}") } else { text.to_string() };
    if formula || safe.contains(['"', ',', ';', '\r', '\n']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

fn line(out: &mut String, cells: &[String]) {
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

fn time(at_ms: i64) -> String {
    chrono::DateTime::from_timestamp_millis(at_ms)
        .map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The figures of a report.
pub fn summary(report: &CampaignReport) -> (String, usize) {
    let mut out = String::from(MARK);
    out.push_str("Metric,Events,People,Of,Rate %,Late events\r\n");
    for figure in &report.figures {
        let rate = figure.rate.map_or_else(String::new, |rate| format!("{:.3}", rate * 100.0));
        let of = figure.of.map_or("", Metric::title);
        let _ = write!(
            out,
            "{},{},{},{of},{rate},{}\r\n",
            figure.metric.title(),
            figure.count,
            figure.contacts,
            figure.adjustments
        );
    }
    (out, report.figures.len())
}

/// The heading of a list of people.
pub fn people_heading(metric: Metric) -> String {
    format!("{MARK}Name,E-mail,{} first at (UTC)\r\n", metric.title())
}

/// People as lines.
pub fn people_lines(people: &[ReportPerson], out: &mut String) {
    for person in people {
        let at = person.at.map_or_else(String::new, |at| time(at.0));
        line(out, &[cell(&person.name), cell(person.email.as_deref().unwrap_or_default()), at]);
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn what_would_be_a_formula_is_text() {
        for hostile in ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"] {
            let made = cell(hostile);
            assert!(made.starts_with("\"'"), "{hostile:?} became {made:?}");
        }
        assert_eq!(cell("Ada \"the\" Admin, Boss"), "\"Ada \"\"the\"\" Admin, Boss\"", "quotes are doubled");
        assert_eq!(cell("Ada Admin"), "Ada Admin", "plain text stays plain");
    }
}
