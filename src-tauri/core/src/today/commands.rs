//! The door of Today.

use super::{TodayItem, TodayKind, queries};
use crate::access::types::Nothing;
use crate::app::backups;
use crate::context::Ctx;
use crate::error::Result;

/// Campaigns are told of a week before they start.
const SOON_MS: i64 = 7 * 86_400_000;
/// A backup older than this is old.
const BACKUP_OLD_MS: i64 = 7 * 86_400_000;

pub(crate) fn list(ctx: &Ctx, _: Nothing) -> Result<Vec<TodayItem>> {
    let may = |permission: &str| ctx.reach(permission).is_ok();
    let mut items = ctx.read(|read| {
        let mut items = Vec::new();
        if may("member.manage") {
            items.extend(queries::join_requests(read)?);
        }
        if may("lead.write") {
            items.extend(queries::new_leads(read)?);
        }
        if may("contact.import") {
            items.extend(queries::imports(read)?);
        }
        if may("contact.write") {
            items.extend(queries::typing_errors(read)?);
        }
        items.extend(queries::campaigns_soon(read, SOON_MS)?);
        Ok(items)
    })?;
    if ctx.user()?.is_owner {
        let newest = backups::list(ctx)?.first().map(|backup| backup.made_at.0);
        if newest.is_none_or(|at| ctx.now().0 - at > BACKUP_OLD_MS) {
            items.push(TodayItem { kind: TodayKind::Backup, count: 1, name: None, id: None, at: newest });
        }
    }
    Ok(items)
}
