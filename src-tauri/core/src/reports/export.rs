//! Results as a CSV file that no spreadsheet takes for formulas.

use super::types::{CampaignReport, Metric, ReportPerson};
use crate::csv::{Cell, Writer};
use crate::error::{Error, Result};

type Sheet = Writer<Vec<u8>>;

fn time(at_ms: i64) -> String {
    chrono::DateTime::from_timestamp_millis(at_ms)
        .map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// What was written, as text.
pub(super) fn text(sheet: Sheet) -> Result<String> {
    String::from_utf8(sheet.finish()?).map_err(|cause| Error::internal(format!("a CSV file: {cause}")))
}

/// The figures of a report, and how many they are.
pub(super) fn summary(report: &CampaignReport) -> Result<(String, usize)> {
    let mut sheet = Writer::new(Vec::new())?;
    sheet.write_row(["Metric", "Events", "People", "Of", "Rate %", "Late events"])?;
    for figure in &report.figures {
        let rate = figure.rate.map_or_else(String::new, |rate| format!("{:.3}", rate * 100.0));
        sheet.write_cell(Cell::Text(figure.metric.title()));
        sheet.write_cell(Cell::Number(&figure.count.to_string()));
        sheet.write_cell(Cell::Number(&figure.contacts.to_string()));
        sheet.write_cell(Cell::Text(figure.of.map_or("", Metric::title)));
        sheet.write_cell(Cell::Number(&rate));
        sheet.write_cell(Cell::Number(&figure.adjustments.to_string()));
        sheet.end_row()?;
    }
    Ok((text(sheet)?, report.figures.len()))
}

/// A list of people, begun.
pub(super) fn people_sheet(metric: Metric) -> Result<Sheet> {
    let mut sheet = Writer::new(Vec::new())?;
    sheet.write_row(["Name", "E-mail", &format!("{} first at (UTC)", metric.title())])?;
    Ok(sheet)
}

/// People as lines.
pub(super) fn people_lines(people: &[ReportPerson], sheet: &mut Sheet) -> Result<()> {
    for person in people {
        let at = person.at.map_or_else(String::new, |at| time(at.0));
        sheet.write_row([person.name.as_str(), person.email.as_deref().unwrap_or_default(), &at])?;
    }
    Ok(())
}
