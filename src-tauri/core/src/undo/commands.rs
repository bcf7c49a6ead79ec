//! The door of undo.

use super::{UndoAnswer, UndoChange, at_once, permitted, start};
use crate::context::Ctx;
use crate::error::Result;

/// Sets up to this size are undone before the answer.
const AT_ONCE: i64 = 5_000;

pub(crate) fn undo(ctx: &Ctx, request: UndoChange) -> Result<UndoAnswer> {
    let kept = permitted(ctx, request.change)?;
    if kept.rows <= AT_ONCE {
        return Ok(UndoAnswer { undone: Some(at_once(ctx, request.change)?), job: None });
    }
    Ok(UndoAnswer { undone: None, job: Some(start(ctx, request.change, kept)?) })
}
