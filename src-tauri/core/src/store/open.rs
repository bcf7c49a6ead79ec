//! Opening a workspace file: is it ours, is it readable, is it free, how is it tuned.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::error::{Code, Error, Result};

/// What opens the file. A plain file has none; an encrypted one takes 32 random bytes, already unwrapped.
#[derive(Clone)]
pub enum Key {
    Plain,
    Raw(Zeroizing<[u8; 32]>),
}

/// "RCHL" in the file's application_id: whose file this is.
pub(super) const APPLICATION_ID: i32 = 0x5243_484c;

const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// The folder beside the file for what cannot be inside: `name.reachly` → `name.reachly.d`.
pub fn companion(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".d");
    PathBuf::from(name)
}

/// The one name a workspace is opened by: what a symbolic link leads to. The lock and the companion folder stand beside
/// it, so that another way to the same file finds them.
///
/// # Errors
/// `conflict` for a file that has a second name (a hard link): each name would have a lock of its own.
pub(super) fn own_name(path: &Path) -> Result<PathBuf> {
    let Ok(real) = path.canonicalize() else {
        // Not there yet, or not to be reached: whoever opens it says so.
        return Ok(path.to_path_buf());
    };
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&std::fs::metadata(&real)?) > 1 && real.is_file() {
        return Err(Error::conflict("This workspace file has a second name (a hard link).")
            .kept("The file was not changed.")
            .todo("Remove one of the two names, then open the other."));
    }
    Ok(real)
}

/// Pragmas of every connection, readers and writer.
pub(super) fn tune(conn: &Connection, key: &Key) -> rusqlite::Result<()> {
    if let Key::Raw(bytes) = key {
        let hex = Zeroizing::new(super::recorder::hex(bytes.as_slice()));
        conn.pragma_update(None, "key", Zeroizing::new(format!("x'{}'", hex.as_str())).as_str())?;
    }
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // Without this REPLACE walks through the triggers that guard and append-only tables stand on.
    conn.pragma_update(None, "recursive_triggers", true)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    conn.pragma_update(None, "cache_size", -64_000)?;
    conn.pragma_update(None, "mmap_size", 268_435_456_i64)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// Pragmas of the one connection that writes; `fresh` also decides what can only be decided once.
pub(super) fn tune_writer(conn: &Connection, fresh: bool) -> Result<()> {
    if fresh {
        conn.pragma_update(None, "page_size", 16_384)?;
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::new(Code::ReadOnly, "The workspace file cannot keep a journal beside it.")
            .kept("The file was not changed.")
            .todo("Move it to a local disk that you may write to."));
    }
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    Ok(())
}

/// Looks at the header before SQLite does, so that a foreign or a differently locked file is named as such.
///
/// # Errors
/// `not_found`, `corrupt`, `wrong_key` (an encrypted file without a key), `invalid` (a plain file with one).
pub(super) fn check_header(path: &Path, key: &Key) -> Result<()> {
    // A folder, or a pipe that would be waited for without end.
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return Err(Error::new(Code::Corrupt, "This is not a file.")
            .kept("Nothing was changed.")
            .todo("Choose a file whose name ends in .reachly."));
    }
    let mut file = File::open(path).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => {
            Error::new(Code::NotFound, "There is no workspace file at this place.")
                .todo("Choose another file, or create a workspace.")
        }
        _ => Error::from(cause),
    })?;
    let mut header = [0u8; 16];
    let read = file.read(&mut header)?;
    let length = file.metadata()?.len();
    let plain = read == 16 && header == *PLAIN_HEADER;
    match key {
        Key::Plain if plain => Ok(()),
        // SQLCipher pages are whole and look random; everything else was never ours.
        Key::Plain
            if read == 16 && length >= 4096 && length.is_multiple_of(1024) && looks_random(&mut file)? =>
        {
            Err(Error::new(Code::WrongKey, "This workspace is encrypted.")
                .todo("Open it with its password or its recovery key."))
        }
        Key::Plain => Err(Error::new(Code::Corrupt, "This file is not a Reachly workspace.")
            .kept("The file was not changed.")
            .todo("Choose a file whose name ends in .reachly.")),
        Key::Raw(_) if plain => {
            Err(Error::invalid("key", "This workspace is not encrypted.").todo("Open it without a key."))
        }
        Key::Raw(_) => Ok(()),
    }
}

/// Whether the first 4 KiB have the byte spread of a cipher: text and zeroes do not.
fn looks_random(file: &mut File) -> Result<bool> {
    let mut page = vec![0u8; 4096];
    file.rewind()?;
    let read = file.read(&mut page)?;
    let mut counts = [0u32; 256];
    for byte in &page[..read] {
        counts[usize::from(*byte)] += 1;
    }
    Ok(read == 4096 && counts.iter().all(|count| *count < 60))
}

/// Held while a workspace is open: a second process is told who has it.
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// # Errors
    /// `busy` when another process holds the workspace; its name and process number are in the message.
    pub(super) fn take(path: &Path, program: &str) -> Result<Self> {
        let folder = companion(path);
        std::fs::create_dir_all(&folder)?;
        let at = folder.join("lock");
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&at)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                let holder = if holder.trim().is_empty() { "another process".into() } else { holder };
                return Err(Error::new(Code::Busy, format!("This workspace is open in {}.", holder.trim()))
                    .kept("Nothing was changed.")
                    .todo("Close it there, then try again."));
            }
            Err(std::fs::TryLockError::Error(cause)) => return Err(cause.into()),
        }
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(format!("{program} (process {})", std::process::id()).as_bytes())?;
        file.flush()?;
        Ok(Lock { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

/// Opens the file for writing. `fresh` makes it; otherwise it must be there already.
pub(super) fn open_file(path: &Path, key: &Key, fresh: bool) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if fresh {
        if path.exists() {
            return Err(Error::new(Code::Taken, "There is a file of this name already.")
                .kept("That file was not changed.")
                .todo("Choose another name, or open that file."));
        }
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    } else {
        check_header(path, key)?;
    }
    let conn = Connection::open_with_flags(path, flags)?;
    tune(&conn, key)?;
    if !fresh {
        let id: i32 =
            conn.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(|cause| {
                match (key, cause.sqlite_error_code()) {
                    (Key::Raw(_), Some(rusqlite::ErrorCode::NotADatabase)) => {
                        Error::new(Code::WrongKey, "This key does not open the workspace.")
                            .kept("The file was not changed.")
                            .todo("Check the password or the recovery key.")
                    }
                    _ => Error::from(cause),
                }
            })?;
        if id != APPLICATION_ID {
            return Err(Error::new(Code::Corrupt, "This is an SQLite file, but not a Reachly workspace.")
                .kept("The file was not changed.")
                .todo("Choose a file whose name ends in .reachly."));
        }
        if std::fs::metadata(path)?.permissions().readonly() {
            return Err(Error::new(Code::ReadOnly, "The workspace file may only be read.")
                .kept("The file was not changed.")
                .todo("Allow writing to it, or copy it to another folder."));
        }
    }
    tune_writer(&conn, fresh)?;
    Ok(conn)
}

/// Copies the open file into a new one while others use it, opens the copy and checks it before it counts.
pub(super) fn back_up(conn: &Connection, target: &Path, key: &Key) -> Result<()> {
    if target.exists() {
        return Err(Error::new(Code::Taken, "There is a file of this name already.")
            .kept("That file was not changed.")
            .todo("Choose another name."));
    }
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut half = target.as_os_str().to_os_string();
    half.push(".part");
    let half = PathBuf::from(half);
    let _ = std::fs::remove_file(&half);
    let outcome = copy_and_check(conn, &half, key);
    if let Err(error) = outcome {
        let _ = std::fs::remove_file(&half);
        return Err(error);
    }
    std::fs::rename(&half, target)?;
    Ok(())
}

fn copy_and_check(conn: &Connection, half: &Path, key: &Key) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut copy = Connection::open_with_flags(half, flags)?;
    tune(&copy, key)?;
    {
        let backup = rusqlite::backup::Backup::new(conn, &mut copy)?;
        backup.run_to_completion(2_000, std::time::Duration::ZERO, None)?;
    }
    let answer: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        return Err(Error::new(Code::Corrupt, "The backup did not verify.")
            .kept("The workspace itself was not changed.")
            .because(answer));
    }
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    drop(copy);
    File::open(half)?.sync_all()?;
    Ok(())
}
