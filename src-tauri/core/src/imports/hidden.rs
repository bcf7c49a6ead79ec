//! Imports as a caller may see them: one that carries a sensitive field is not there for members who may not see that
//! field.

use std::collections::HashSet;

use uuid::Uuid;

use super::queries;
use super::types::Import;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::fields as own_fields;
use crate::store::Read;

/// Names of the fields the caller may not see; also of deleted ones, whose values still stand in the file.
fn names(ctx: &Ctx) -> Result<HashSet<String>> {
    if own_fields::sees_sensitive(ctx) {
        return Ok(HashSet::new());
    }
    Ok(ctx.read(queries::sensitive_fields)?.into_iter().map(own_fields::name_of).collect())
}

/// # Errors
/// `not_found` when a column goes to a field the caller may not see.
pub(super) fn refuse(ctx: &Ctx, mapping: &[Option<String>]) -> Result<()> {
    let names = names(ctx)?;
    if mapping.iter().flatten().any(|field| names.contains(field)) {
        return Err(Error::not_found("import"));
    }
    Ok(())
}

/// The import as it is stored, for somebody who may see what its file says.
///
/// # Errors
/// As [`refuse`].
pub(super) fn stored(ctx: &Ctx, import: Uuid) -> Result<queries::Stored> {
    let stored = ctx.read(|read| queries::stored(read, import))?;
    refuse(ctx, &stored.mapping)?;
    Ok(stored)
}

/// Imports as the caller may see them: without columns that are not for them, and with what really runs. A run that
/// nothing works on has stopped, even where a full disk kept that from being written down: it can be gone on with.
pub(super) fn shown(ctx: &Ctx, read: impl FnOnce(&Read<'_>) -> Result<Vec<Import>>) -> Result<Vec<Import>> {
    let names = names(ctx)?;
    let before = ctx.workspace.busy_imports.now();
    let mut imports = ctx.read(read)?;
    let after = ctx.workspace.busy_imports.now();
    for import in &mut imports {
        for column in &mut import.mapping {
            *column = column.take().filter(|field| !names.contains(field));
        }
        // Looked at on both sides of the read: a run may begin or end meanwhile.
        if !before.contains(&import.id) && !after.contains(&import.id) {
            import.job = None;
            if import.state == "running" {
                import.state = "failed".into();
            }
        }
    }
    Ok(imports)
}
