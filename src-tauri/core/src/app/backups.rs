//! Backups of the workspace beside it: made while it is used, verified before they count, put back with the present file
//! kept aside.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{App, Workspace};
use crate::access::types::Nothing;
use crate::clock::WallTime;
use crate::context::{Ctx, Door};
use crate::error::{Error, Result};
use crate::store::{Action, Options, companion};

/// A verified copy.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    /// File name in the backups folder.
    pub name: String,
    #[ts(type = "number")]
    pub bytes: u64,
    pub made_at: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BackupName {
    pub name: String,
}

fn folder(workspace: &Path) -> PathBuf {
    companion(workspace).join("backups")
}

/// All backups, newest first.
pub(crate) fn list(ctx: &Ctx) -> Result<Vec<Backup>> {
    let folder = folder(ctx.store().path());
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(found) };
    for entry in entries {
        let (entry, name) =
            entry.map(|entry| (entry.path(), entry.file_name().to_string_lossy().into_owned()))?;
        let made = name.strip_suffix(".reachly").and_then(|stem| stem.rsplit('-').next()?.parse().ok());
        if let Some(made) = made {
            found.push(Backup { name, bytes: entry.metadata()?.len(), made_at: WallTime(made) });
        }
    }
    found.sort_by_key(|backup| std::cmp::Reverse(backup.made_at));
    Ok(found)
}

pub(crate) fn all(ctx: &Ctx, _: Nothing) -> Result<Vec<Backup>> {
    list(ctx)
}

/// Makes a backup now; the answer comes when it is verified.
pub(crate) fn make(ctx: &Ctx, _: Nothing) -> Result<Backup> {
    let made_at = ctx.now();
    let name = format!("backup-{}.reachly", made_at.0);
    let target = folder(ctx.store().path()).join(&name);
    ctx.store().backup(&target)?;
    let bytes = std::fs::metadata(&target)?.len();
    let told = name.clone();
    ctx.write_workspace(Action::plain("workspace.backup"), move |tx| {
        tx.tell("file", told);
        tx.touch("backups");
        Ok(())
    })?;
    Ok(Backup { name, bytes, made_at })
}

/// Puts a backup in the place of the open workspace, which is kept beside it under another name.
pub(crate) fn restore(app: &App, ctx: &Ctx, request: &BackupName) -> Result<PathBuf> {
    let known = list(ctx)?.into_iter().find(|backup| backup.name == request.name);
    let known = known.ok_or_else(|| Error::not_found("backup"))?;
    let path = ctx.store().path().to_path_buf();
    let from = folder(&path).join(&known.name);
    let aside = folder(&path).join(format!("before-restore-{}.reachly", ctx.now().0));
    // The present state is a backup too, and verified, before anything is moved.
    ctx.store().backup(&aside)?;
    let half = path.with_extension("reachly-restoring");
    std::fs::copy(&from, &half)?;
    std::fs::File::open(&half)?.sync_all()?;
    app.replace(None);
    for beside in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_os_string();
        name.push(beside);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
    std::fs::rename(&half, &path)?;
    app.replace(Some(Workspace::open(&path, Options::existing(app.program())?)?));
    Ok(aside)
}

/// The door of [`restore`]: it closes the workspace, so it stands at the front and asks who calls by itself.
pub(crate) fn restore_door(app: &App, _: Door, request: RestoreBackup) -> Result<Restored> {
    let caller = super::Caller { door: Door::Cli, session: Some(request.session), organization: None };
    let ctx = app.context(&caller)?;
    if !ctx.user()?.is_owner {
        return Err(Error::forbidden("workspace owner"));
    }
    let aside = restore(app, &ctx, &BackupName { name: request.name })?;
    Ok(Restored { kept: aside.to_string_lossy().into_owned() })
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RestoreBackup {
    /// Session of the workspace owner: the command closes the workspace that knows it.
    pub session: String,
    pub name: String,
}

/// The backup stands in the workspace's place.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// Where the state from before is kept.
    pub kept: String,
}
