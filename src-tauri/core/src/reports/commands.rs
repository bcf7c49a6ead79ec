//! The doors of reports.

use super::types::*;
use super::{Range, export, figures, queries};
use crate::app::types::Download;
use crate::context::Ctx;
use crate::error::{Error, Result};

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

pub(crate) fn export_file(ctx: &Ctx, request: ExportReport) -> Result<Download> {
    let range = Range::parse(request.from.as_deref(), request.to.as_deref())?;
    export::export(ctx, &request, range)
}
