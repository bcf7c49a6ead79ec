//! SQL of the activity in the list of campaigns.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::types::Value as Sql;
use uuid::Uuid;

use super::Counts;
use crate::access::queries::id_at;
use crate::error::Result;
use crate::store::Read;

/// Sent and opened by day for all these campaigns: one statement for a whole page.
pub(in crate::campaigns) fn of(read: &Read<'_>, campaigns: &[Uuid]) -> Result<HashMap<Uuid, Counts>> {
    let ids = Rc::new(campaigns.iter().map(|id| Sql::Blob(id.as_bytes().to_vec())).collect::<Vec<_>>());
    let mut found: HashMap<Uuid, Counts> = HashMap::new();
    read.each(
        "SELECT c.id, a.event_type = 3, a.day, a.count + a.adjustments
         FROM campaigns c JOIN event_aggregations a ON a.campaign_key = c.key AND a.event_type IN (1, 3)
         WHERE c.id IN rarray(?1) AND a.part = (CASE a.event_type WHEN 1 THEN 0 ELSE 1 END)",
        [ids],
        |row| {
            let (opened, day): (bool, i64) = (row.get(1)?, row.get(2)?);
            let counts = found.entry(id_at(row, 0)?).or_default();
            *counts.entry((day, usize::from(opened))).or_default() += row.get::<_, i64>(3)?;
            Ok(true)
        },
    )?;
    Ok(found)
}
