//! Undoing what an import made: contacts nobody has touched since go with everything that hangs on them; the others
//! stay and are named.

use super::queries;
use crate::error::Result;
use crate::lists::queries as lists;
use crate::store::Tx;

/// Removes the untouched contacts of a key range; returns how many went and the names of those that stay.
pub(crate) fn remove_range(tx: &mut Tx<'_>, first: i64, last: i64) -> Result<(u64, Vec<String>)> {
    let (mut going, mut staying) = (Vec::new(), Vec::new());
    for (key, untouched, name) in queries::made(tx, first, last)? {
        match u32::try_from(key) {
            Ok(key) if untouched => going.push(key),
            _ => staying.push(name),
        }
    }
    let before = lists::tally(tx, &going)?;
    queries::remove(tx, &going)?;
    lists::shift(tx, &before, &lists::Tally::new())?;
    Ok((going.len() as u64, staying))
}
