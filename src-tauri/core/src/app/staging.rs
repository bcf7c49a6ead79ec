//! Files on their way in and out, kept in the workspace's companion folder: an upload until the command that reads
//! it is done with it, a download until its door has handed it over.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::Workspace;
use super::types::Download;
use crate::context::Ctx;
use crate::error::{Code, Error, OrNotFound as _, Result};
use crate::store::companion;

/// Bytes an upload may have.
pub const LARGEST_UPLOAD: u64 = 2 << 30;
/// What nobody came back for goes after a week.
const KEPT_MS: i64 = 7 * 86_400_000;
/// Characters of a file's name that are kept.
const NAME_CHARACTERS: usize = 200;

/// What stands beside an upload's bytes.
#[derive(Serialize, Deserialize)]
struct Note {
    name: String,
    size: u64,
    /// The user it belongs to.
    owner: Uuid,
}

/// A whole upload, for the command that reads it.
#[derive(Debug)]
pub struct Upload {
    pub id: Uuid,
    /// As the person's file is called, without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    pub path: PathBuf,
}

/// An upload that is still coming in. Dropped before its end, it leaves nothing.
pub struct Incoming {
    id: Uuid,
    folder: PathBuf,
    file: File,
    note: Note,
    limit: u64,
    whole: bool,
}

impl Incoming {
    /// `limit` in bytes.
    ///
    /// # Errors
    /// `signed_out`; what the file system says.
    pub fn begin(ctx: &Ctx, name: &str, limit: u64) -> Result<Self> {
        let owner = ctx.user()?.id;
        let (id, folder) = place(ctx, "uploads")?;
        let file = File::create_new(part(&folder, id))?;
        let note = Note { name: bare_name(name), size: 0, owner };
        Ok(Incoming { id, folder, file, note, limit, whole: false })
    }

    /// # Errors
    /// `too_large` past the limit; `disk_full`.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.note.size += bytes.len() as u64;
        if self.note.size > self.limit {
            return Err(too_large(self.limit));
        }
        Ok(self.file.write_all(bytes)?)
    }

    /// # Errors
    /// What the file system says.
    pub fn finish(mut self) -> Result<Upload> {
        self.file.sync_all()?;
        let path = self.folder.join(self.id.to_string());
        fs::write(note_path(&path), serde_json::to_vec(&self.note)?)?;
        fs::rename(part(&self.folder, self.id), &path)?;
        self.whole = true;
        Ok(Upload { id: self.id, name: self.note.name.clone(), size: self.note.size, path })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.whole {
            let _ = fs::remove_file(part(&self.folder, self.id));
        }
    }
}

/// Copies a file of this computer, for doors that can name one.
///
/// # Errors
/// `not_found`, `invalid` for a folder, `too_large`, `disk_full`.
pub fn take_in(ctx: &Ctx, path: &Path) -> Result<Upload> {
    let mut source = File::open(path)
        .map_err(|cause| Error::from(cause).kept("Nothing was changed.").todo("Choose the file again."))?;
    let about = source.metadata()?;
    if !about.is_file() {
        return Err(Error::invalid("path", "This is not a file.").todo("Choose a file."));
    }
    if about.len() > LARGEST_UPLOAD {
        return Err(too_large(LARGEST_UPLOAD));
    }
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut incoming = Incoming::begin(ctx, &name, LARGEST_UPLOAD)?;
    let mut block = vec![0_u8; 1 << 18];
    loop {
        let read = source.read(&mut block)?;
        if read == 0 {
            return incoming.finish();
        }
        incoming.write(&block[..read])?;
    }
}

/// An upload of the signed-in person.
///
/// # Errors
/// `not_found`, also when it is somebody else's; `signed_out`.
pub fn upload(ctx: &Ctx, id: Uuid) -> Result<Upload> {
    let path = companion(ctx.store().path()).join("uploads").join(id.to_string());
    let note: Option<Note> =
        fs::read(note_path(&path)).ok().and_then(|text| serde_json::from_slice(&text).ok());
    let owner = ctx.user()?.id;
    let note = note.filter(|note| note.owner == owner && path.is_file()).or_not_found("upload")?;
    Ok(Upload { id, name: note.name, size: note.size, path })
}

/// Removes an upload that is done with.
///
/// # Errors
/// As [`upload`].
pub fn forget(ctx: &Ctx, id: Uuid) -> Result<()> {
    let upload = upload(ctx, id)?;
    fs::remove_file(&upload.path)?;
    Ok(fs::remove_file(note_path(&upload.path))?)
}

/// Makes the file a command answers with.
///
/// # Errors
/// What the closure returns, after which nothing is left; what the file system says.
pub fn outgoing(
    ctx: &Ctx,
    file_name: &str,
    media_type: &str,
    write: impl FnOnce(&mut File) -> Result<()>,
) -> Result<Download> {
    let (id, folder) = place(ctx, "downloads")?;
    let path = folder.join(id.to_string());
    let mut file = File::create_new(&path)?;
    if let Err(error) = write(&mut file) {
        let _ = fs::remove_file(&path);
        return Err(error);
    }
    Ok(Download { file_name: bare_name(file_name), media_type: media_type.to_string(), file: id })
}

/// The file behind a [`Download`], on its way through a door; it is removed when this is dropped.
#[derive(Debug)]
pub struct Outgoing {
    pub file: File,
    pub file_name: String,
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    path: PathBuf,
}

impl Outgoing {
    /// # Errors
    /// `internal` when the answer is no [`Download`]; `not_found` when its file was handed over before.
    pub fn open(workspace: &Workspace, answer: Value) -> Result<Self> {
        let Download { file_name, media_type, file: id } = serde_json::from_value(answer)?;
        let path = companion(workspace.store.path()).join("downloads").join(id.to_string());
        let file = File::open(&path)?;
        let size = file.metadata()?.len();
        Ok(Outgoing { file, file_name, media_type, size, path })
    }

    /// Puts the file where the person wants it, in place of one that may be there; until it is whole, that one stays.
    ///
    /// # Errors
    /// `read_only`, `disk_full`; what the file system says.
    pub fn keep(mut self, target: &Path) -> Result<()> {
        let mut half = target.as_os_str().to_os_string();
        half.push(".part");
        let half = PathBuf::from(half);
        let written = File::create(&half).and_then(|mut file| {
            std::io::copy(&mut self.file, &mut file)?;
            file.sync_all()?;
            fs::rename(&half, target)
        });
        if written.is_err() {
            let _ = fs::remove_file(&half);
        }
        Ok(written?)
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// A new id and the folder for it, without what has lain there too long.
fn place(ctx: &Ctx, kind: &str) -> Result<(Uuid, PathBuf)> {
    let folder = companion(ctx.store().path()).join(kind);
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(&folder)?.flatten() {
        let modified = entry.metadata().and_then(|about| about.modified()).ok();
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = since.and_then(|since| i64::try_from(since.as_millis()).ok());
        if modified.is_some_and(|modified| ctx.now().0 - modified > KEPT_MS) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok((ctx.store().randomness().id(ctx.now()), folder))
}

fn part(folder: &Path, id: Uuid) -> PathBuf {
    folder.join(format!("{id}.part"))
}

fn note_path(path: &Path) -> PathBuf {
    path.with_extension("json")
}

/// The last part of a name that may carry folders of any system, without control characters; never empty.
fn bare_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(NAME_CHARACTERS).collect();
    if plain.trim().is_empty() { "file".to_string() } else { plain }
}

fn too_large(limit: u64) -> Error {
    Error::new(Code::TooLarge, format!("The file has more than {} MiB.", limit >> 20))
        .kept("Nothing of it was kept.")
        .todo("Split it into smaller files.")
}
