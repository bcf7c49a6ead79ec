//! The doors of reports.

use super::types::*;
use super::{Range, export, figures, queries};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::{Action, Read};

/// People read at once for a file.
const PEOPLE_AT_ONCE: usize = 5_000;

pub(crate) fn campaign(ctx: &Ctx, request: CampaignReportRequest) -> Result<CampaignReport> {
    let range = Range::parse(request.from.as_deref(), request.to.as_deref())?;
    ctx.read(|read| {
        let campaign = read.key_of("campaigns", "campaign", request.campaign)?;
        figures::report(read, campaign, range)
    })
}

pub(crate) fn people(ctx: &Ctx, request: PeopleRequest) -> Result<PeoplePage> {
    if request.limit > 500 {
        return Err(Error::invalid("limit", "A page has at most 500 rows."));
    }
    let range = Range::parse(request.from.as_deref(), request.to.as_deref())?;
    ctx.read(|read| {
        let campaign = read.key_of("campaigns", "campaign", request.campaign)?;
        let found = figures::behind(read, campaign, &request, range)?;
        let (offset, limit) = (usize::try_from(request.offset).unwrap_or(usize::MAX), request.limit as usize);
        let first = u32::try_from(offset).ok().and_then(|offset| found.select(offset));
        let keys: Vec<u32> = match first {
            Some(first) => found.range(first..).take(limit).collect(),
            None => Vec::new(),
        };
        let rows = queries::people(read, campaign, request.metric, &keys)?;
        Ok(PeoplePage { total: found.len() as i64, rows })
    })
}

pub(crate) fn overview(ctx: &Ctx, request: OverviewRequest) -> Result<Overview> {
    let range = Range::parse(request.from.as_deref(), request.to.as_deref())?;
    ctx.read(|read| figures::overview(read, range))
}

pub(crate) fn export_file(ctx: &Ctx, request: ExportReport) -> Result<ExportedFile> {
    let range = Range::parse(request.from.as_deref(), request.to.as_deref())?;
    let file = ctx.read(|read| made(read, &request, range))?;
    let (rows, what) = (file.rows, request.metric.map_or("Figures", Metric::title));
    ctx.write(Action::plain("report.export"), move |tx| {
        tx.about("campaign", request.campaign);
        tx.tell("what", what);
        tx.tell("rows", rows);
        Ok(())
    })?;
    Ok(file)
}

fn made(read: &Read<'_>, request: &ExportReport, range: Range) -> Result<ExportedFile> {
    let (campaign, name) = queries::campaign(read, request.campaign)?;
    let (content, rows, what) = match request.metric {
        None => {
            let (content, rows) = export::summary(&figures::report(read, campaign, range)?)?;
            (content, rows, "results")
        }
        Some(metric) => {
            let found =
                crate::events::queries::people(read, campaign, metric.measure(), range.from, range.to)?;
            let keys: Vec<u32> = found.iter().collect();
            let mut sheet = export::people_sheet(metric)?;
            for part in keys.chunks(PEOPLE_AT_ONCE) {
                export::people_lines(&queries::people(read, campaign, metric, part)?, &mut sheet)?;
            }
            (export::text(sheet)?, keys.len(), metric.title())
        }
    };
    let plain =
        |text: &str| text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect::<String>();
    Ok(ExportedFile {
        name: format!("{}-{}.csv", plain(&name), plain(what).to_lowercase()),
        media_type: "text/csv; charset=utf-8".to_string(),
        content,
        rows: rows as i64,
    })
}
