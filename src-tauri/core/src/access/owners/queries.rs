//! SQL of workspace owners, in the workspace's scope.

use rusqlite::params;
use uuid::Uuid;

use crate::access::queries::id_at;
use crate::error::Result;
use crate::store::{Read, Tx};

/// Id, name and address of every owner.
pub(super) fn owners(read: &Read<'_>) -> Result<Vec<(Uuid, String, String)>> {
    read.all("SELECT id, name, email FROM users WHERE is_owner ORDER BY key", [], |row| {
        Ok((id_at(row, 0)?, row.get(1)?, row.get(2)?))
    })
}

pub(super) fn set(tx: &mut Tx<'_>, id: Uuid, owner: bool) -> Result<()> {
    let now = tx.now().0;
    tx.execute(
        "UPDATE main.users SET is_owner = ?2, updated_at = ?3 WHERE id = ?1",
        params![id.as_bytes(), owner, now],
    )?;
    Ok(())
}
