//! Results as CSV: the figures of a campaign, or the people behind one of them; the trail says what was taken.

use chrono::{DateTime, SecondsFormat, Utc};

use super::types::{CampaignReport, ExportReport, Metric, ReportPerson};
use super::{Range, figures, queries};
use crate::app::staging::outgoing;
use crate::app::types::Download;
use crate::context::Ctx;
use crate::csv::{Cell, Writer};
use crate::error::Result;
use crate::store::Action;

/// People read at once.
const BLOCK: usize = 5_000;

/// What is going to be in the file.
enum Content {
    Figures(Box<CampaignReport>),
    People(Metric, i64, Vec<u32>),
}

pub(super) fn export(ctx: &Ctx, request: &ExportReport, range: Range) -> Result<Download> {
    let (name, content) = ctx.read(|read| {
        let (campaign, name) = queries::campaign(read, request.campaign)?;
        let Some(metric) = request.metric else {
            return Ok((name, Content::Figures(Box::new(figures::report(read, campaign, range)?))));
        };
        let found = crate::events::queries::people(read, campaign, metric.measure(), range.from, range.to)?;
        Ok((name, Content::People(metric, campaign, found.iter().collect())))
    })?;
    let (what, rows) = match &content {
        Content::Figures(report) => ("Figures", report.figures.len()),
        Content::People(metric, _, keys) => (metric.title(), keys.len()),
    };
    let campaign = request.campaign;
    // The trail knows of it before anybody holds the file.
    ctx.write(Action::plain("report.export"), move |tx| {
        tx.about("campaign", campaign);
        tx.tell("what", what);
        tx.tell("rows", rows);
        Ok(())
    })?;
    let kind = if matches!(content, Content::Figures(_)) { "results" } else { what };
    let file_name = format!("{}-{}.csv", plain(&name), plain(kind).to_lowercase());
    outgoing(ctx, &file_name, "text/csv; charset=utf-8", |file| {
        let mut writer = Writer::new(std::io::BufWriter::new(file))?;
        match &content {
            Content::Figures(report) => write_figures(&mut writer, report)?,
            Content::People(metric, campaign, keys) => {
                writer.write_row(["Name", "E-mail", &format!("{} first at (UTC)", metric.title())])?;
                for block in keys.chunks(BLOCK) {
                    let people = ctx.read(|read| queries::people(read, *campaign, *metric, block))?;
                    write_people(&mut writer, &people)?;
                }
            }
        }
        writer.finish().map(drop)
    })
}

fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

fn write_figures<W: std::io::Write>(writer: &mut Writer<W>, report: &CampaignReport) -> Result<()> {
    writer.write_row(["Metric", "Events", "People", "Of", "Rate %", "Late events"])?;
    for figure in &report.figures {
        let rate = figure.rate.map_or_else(String::new, |rate| format!("{:.3}", rate * 100.0));
        writer.write_cell(Cell::Text(figure.metric.title()));
        writer.write_cell(Cell::Number(&figure.count.to_string()));
        writer.write_cell(Cell::Number(&figure.contacts.to_string()));
        writer.write_cell(Cell::Text(figure.of.map_or("", Metric::title)));
        writer.write_cell(Cell::Number(&rate));
        writer.write_cell(Cell::Number(&figure.adjustments.to_string()));
        writer.end_row()?;
    }
    Ok(())
}

fn write_people<W: std::io::Write>(writer: &mut Writer<W>, people: &[ReportPerson]) -> Result<()> {
    for person in people {
        let at = person.at.and_then(|at| DateTime::<Utc>::from_timestamp_millis(at.0));
        let at = at.map_or_else(String::new, |at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
        writer.write_cell(Cell::Text(&person.name));
        writer.write_cell(Cell::Text(person.email.as_deref().unwrap_or_default()));
        writer.write_cell(Cell::Date(&at));
        writer.end_row()?;
    }
    Ok(())
}
