//! The store: one SQLite file behind one writer thread and a pool of readers, all of them guarded. Domains get a
//! [`Read`] or a [`Tx`], never a connection.

mod append;
mod audit;
mod bulk;
mod catalog;
mod change_sets;
mod changes;
mod crossings;
mod group;
mod guard;
mod guarded;
pub mod measure;
mod migrate;
mod migrations;
mod open;
mod pool;
mod purge;
mod read_log;
mod recorder;
mod scope;
pub mod search;
mod sqlite_error;
mod staged;
mod tokens;
mod tx;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use rusqlite::OptionalExtension as _;
use uuid::Uuid;

pub use append::ABSENT;
/// A value bound to a statement.
pub use rusqlite::types::Value as Sql;

pub use audit::{Actor, ChainReport};
pub use bulk::Bulk;
pub use catalog::{BULK_TABLES, Catalog, Kind, PERSONAL, STORE_TABLES, Table, WORKSPACE_TABLES};
pub use change_sets::{Kept, Undone};
pub use changes::{Change, Changes};
pub use crossings::{Claim, DeletedOrganization, OwnMembership};
pub use group::Settle;
pub use guarded::Read;
pub use migrate::Migration;
pub use open::{Key, companion};
pub use purge::{ChainHead, Purged};
pub use read_log::{BaseRead, ReadLog};
pub use scope::Scope;
pub use staged::StagedRows;
pub use tx::Tx;
pub use writer::{Action, Hand};

use crate::clock::{Randomness, WallClock};
use crate::error::{Error, Result};
use guarded::Guarded;
use writer::{Desk, Pen, Step};

/// The oldest SQLite without the WAL-reset corruption bug.
const SQLITE_FLOOR: i32 = 3_051_003;
/// Readers at the most.
const READERS: u32 = 8;

/// An open workspace file.
pub struct Store {
    path: PathBuf,
    key: Key,
    readers: r2d2::Pool<pool::Readers>,
    desk: Arc<Desk>,
    writer: Mutex<Option<JoinHandle<()>>>,
    changes: Arc<Changes>,
    clock: Arc<WallClock>,
    randomness: Arc<Randomness>,
    chain_key: [u8; 32],
    lock: Mutex<Option<open::Lock>>,
}

/// How to open a workspace.
pub struct Options {
    pub key: Key,
    /// Makes the file; otherwise it must exist.
    pub fresh: bool,
    /// Who holds the lock, for the sentence a second process sees.
    pub program: String,
    pub clock: Arc<WallClock>,
    pub randomness: Arc<Randomness>,
    /// The schema's steps; tests hand in others.
    pub migrations: &'static [Migration],
    /// Where to note what domain statements read from base tables.
    pub read_log: Option<Arc<ReadLog>>,
}

impl Options {
    /// Ordinary opening of an existing plain workspace by the running program.
    ///
    /// # Errors
    /// `internal` when the machine has no entropy.
    pub fn existing(program: &str) -> Result<Self> {
        Ok(Options {
            key: Key::Plain,
            fresh: false,
            program: program.to_string(),
            clock: Arc::new(WallClock::System),
            randomness: Arc::new(Randomness::system()?),
            migrations: known_migrations(),
            read_log: None,
        })
    }
}

impl Store {
    /// Opens or makes the workspace at `path`; brings its schema up to date, after a backup when there was one.
    ///
    /// # Errors
    /// `busy`, `corrupt`, `newer`, `wrong_key`, `read_only`, `disk_full`, `not_found`, `taken`.
    pub fn open(path: &Path, options: Options) -> Result<Arc<Self>> {
        if rusqlite::version_number() < SQLITE_FLOOR {
            return Err(Error::internal(format!("SQLite {} is too old", rusqlite::version())));
        }
        let path = &open::own_name(path)?;
        if !options.fresh {
            open::check_header(path, &options.key)?;
        }
        let lock = open::Lock::take(path, &options.program)?;
        let mut conn = open::open_file(path, &options.key, options.fresh)?;
        migrate_all(&mut conn, path, &options)?;
        let chain_key = chain_key(&conn, &options.randomness)?;
        let catalog = Arc::new(Catalog::read(&conn)?);
        let recorder = Arc::new(recorder::Recorder::default());
        let guarded = Guarded::new(conn, &catalog, Some(&recorder), options.read_log.as_ref())?;
        let changes = Arc::new(Changes::default());
        let pen = Pen::new(
            guarded,
            recorder,
            Arc::clone(&catalog),
            Arc::clone(&options.clock),
            Arc::clone(&options.randomness),
            Arc::clone(&changes),
            chain_key,
        );
        let desk = Arc::new(Desk::default());
        let at_desk = Arc::clone(&desk);
        let thread = std::thread::Builder::new()
            .name("store writer".into())
            .spawn(move || writer::run(pen, &at_desk))?;
        let readers = r2d2::Pool::builder().max_size(READERS).min_idle(Some(1)).build(pool::Readers::new(
            path,
            &options.key,
            &catalog,
            options.read_log,
        ))?;
        Ok(Arc::new(Store {
            path: path.to_path_buf(),
            key: options.key,
            readers,
            desk,
            writer: Mutex::new(Some(thread)),
            changes,
            clock: options.clock,
            randomness: options.randomness,
            chain_key,
            lock: Mutex::new(Some(lock)),
        }))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
    pub fn changes(&self) -> &Arc<Changes> {
        &self.changes
    }
    pub fn clock(&self) -> &Arc<WallClock> {
        &self.clock
    }
    pub fn randomness(&self) -> &Arc<Randomness> {
        &self.randomness
    }

    /// Reads in one snapshot.
    ///
    /// # Errors
    /// What the closure returns; the store's codes.
    pub fn read<T>(&self, scope: Scope, work: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        let guarded = self.readers.get()?;
        guarded.as_store(|conn| Ok(conn.prepare_cached("BEGIN")?.execute([])?))?;
        guarded.bind(scope);
        let outcome = work(&Read { guarded: &guarded });
        guarded.bind(Scope::Nothing);
        guarded.as_store(|conn| Ok(conn.prepare_cached("ROLLBACK")?.execute([])?))?;
        outcome
    }

    fn crossing<T>(&self, work: impl FnOnce(&rusqlite::Connection) -> Result<T>) -> Result<T> {
        self.readers.get()?.as_store(work)
    }

    /// Runs one write on the writer thread; returns after its commit.
    ///
    /// # Errors
    /// What the closure returns; `disk_full` when the commit failed; `no_workspace` after closing.
    pub fn write<T: Send + 'static>(
        &self,
        hand: Hand,
        action: Action,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<(T, Option<Uuid>)> {
        let (sender, receiver) = sync_channel(1);
        self.desk.put(
            Box::new(move |pen| {
                let outcome = pen.write(hand, action, work);
                Step {
                    finish: Box::new(move |committed| {
                        let _ = sender.send(committed.and(outcome));
                    }),
                    rows: 0,
                    flush: false,
                }
            }),
            false,
        )?;
        receiver.recv().map_err(|_| Error::internal("the writer is gone"))?
    }

    /// Gives the writer a write that comes by the dozen and may be run again; `then` is told its outcome after the commit,
    /// on the writer's thread, and must not wait for anything.
    ///
    /// # Errors
    /// `no_workspace` after closing; everything else goes to `then`.
    pub fn gather<T: Send + 'static>(
        &self,
        hand: Hand,
        action: Action,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
        then: impl FnOnce(Result<T>) + Send + 'static,
    ) -> Result<()> {
        self.desk.put(group::member(hand, action, work, then), false)
    }

    /// Lookup 1: memberships of a user.
    ///
    /// # Errors
    /// The store's codes.
    pub fn memberships_of(&self, user_key: i64) -> Result<Vec<OwnMembership>> {
        self.invitations_of(&Claim { user_key: Some(user_key), ..Claim::default() })
    }
    /// Lookup 1 with invitations: memberships of a user and what waits for an address or a code.
    ///
    /// # Errors
    /// The store's codes.
    pub fn invitations_of(&self, claim: &Claim<'_>) -> Result<Vec<OwnMembership>> {
        self.crossing(|conn| crossings::memberships_of(conn, claim))
    }
    /// Lookup 2: organizations one may ask to join.
    ///
    /// # Errors
    /// The store's codes.
    pub fn joinable(&self, address: &str, domain: &str) -> Result<Vec<(i64, Uuid, String)>> {
        self.crossing(|conn| crossings::joinable(conn, address, domain))
    }
    /// Lookup 3: (organization, role) pairs that whitelist an address or its domain.
    ///
    /// # Errors
    /// The store's codes.
    pub fn whitelisted(&self, address: &str, domain: &str) -> Result<Vec<(i64, i64)>> {
        self.crossing(|conn| crossings::whitelisted(conn, address, domain))
    }
    /// Lookup 4: where a slug lives: (organization, campaign).
    ///
    /// # Errors
    /// The store's codes.
    pub fn slug_home(&self, slug: &str) -> Result<Option<(i64, i64)>> {
        self.crossing(|conn| crossings::slug_home(conn, slug))
    }
    /// Lookup 5: is a slug taken.
    ///
    /// # Errors
    /// The store's codes.
    pub fn slug_taken(&self, slug: &str) -> Result<bool> {
        self.crossing(|conn| crossings::slug_taken(conn, slug))
    }
    /// Lookup 6: all organizations, for the workspace owner and the scheduler.
    ///
    /// # Errors
    /// The store's codes.
    pub fn organizations(&self) -> Result<Vec<(i64, Uuid, String)>> {
        self.crossing(crossings::organizations)
    }

    /// Lookup 7: deleted organizations that were not purged yet.
    ///
    /// # Errors
    /// The store's codes.
    pub fn deleted_organizations(&self) -> Result<Vec<DeletedOrganization>> {
        self.crossing(crossings::deleted_organizations)
    }

    /// Verifies one audit chain; organization 0 is the workspace's.
    ///
    /// # Errors
    /// The store's codes.
    pub fn verify_audit(&self, organization: i64, expected_head: Option<i64>) -> Result<ChainReport> {
        self.crossing(|conn| audit::verify(conn, &self.chain_key, organization, expected_head))
    }

    /// SQLite's own integrity check: `Ok(())` or its first complaint.
    ///
    /// # Errors
    /// `corrupt`.
    pub fn check_integrity(&self) -> Result<()> {
        self.crossing(|conn| {
            let snapshot = conn.unchecked_transaction()?;
            // FTS5 looks whether what it remembers of its segments is still so when it is searched, not when it is
            // checked: without this a reader would call segments missing that were merged since.
            search::warm(conn)?;
            let answer: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            snapshot.rollback()?;
            if answer == "ok" {
                return Ok(());
            }
            Err(Error::new(crate::Code::Corrupt, "A part of the workspace file is damaged.")
                .todo("Restore the newest backup.")
                .because(answer))
        })
    }

    /// Online backup into a new file, while others read and write; verified before it counts.
    ///
    /// # Errors
    /// `taken` when the target exists; `disk_full`; `corrupt` when the copy does not verify.
    pub fn backup(&self, target: &Path) -> Result<()> {
        self.crossing(|conn| open::back_up(conn, target, &self.key))
    }

    /// Limits the file to its present size and so many pages more, or lifts the limit: what happens on a full disk,
    /// tried on SQLite itself.
    ///
    /// # Errors
    /// The store's codes.
    pub fn limit_pages(&self, more: Option<i64>) -> Result<()> {
        let (sender, receiver) = sync_channel(1);
        self.desk.put(
            Box::new(move |pen| {
                let outcome = pen.guarded.as_store(|conn| {
                    let now: i64 = conn.query_row("PRAGMA page_count", [], |row| row.get(0))?;
                    let limit = more.map_or(4_294_967_294, |more| now + more);
                    conn.query_row(&format!("PRAGMA max_page_count = {limit}"), [], |_| Ok(()))?;
                    Ok(())
                });
                Step { finish: Box::new(move |_| drop(sender.send(outcome))), rows: 0, flush: false }
            }),
            false,
        )?;
        receiver.recv().map_err(|_| Error::internal("the writer is gone"))?
    }

    /// Lets the writer finish what it has, checkpoints, and frees the workspace for others.
    pub fn close(&self) {
        self.desk.close();
        let thread = self.writer.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
        self.lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.close();
    }
}

fn migrate_all(conn: &mut rusqlite::Connection, path: &Path, options: &Options) -> Result<()> {
    let pending = migrate::pending(conn, options.migrations)?;
    if pending.is_empty() {
        return Ok(());
    }
    if !options.fresh {
        let name = format!("before-migration-{}.reachly", pending[0].version);
        let target = companion(path).join("backups").join(name);
        if !target.exists() {
            open::back_up(conn, &target, &options.key)?;
        }
    }
    for migration in pending {
        migrate::apply(conn, migration, options.clock.now())?;
    }
    Ok(())
}

/// The key of the audit chains, made with the workspace.
fn chain_key(conn: &rusqlite::Connection, randomness: &Randomness) -> Result<[u8; 32]> {
    let found: Option<[u8; 32]> = conn
        .query_row("SELECT value FROM main.workspace_settings WHERE name = 'audit_chain_key'", [], |row| {
            row.get(0)
        })
        .optional()?;
    if let Some(key) = found {
        return Ok(key);
    }
    let key = randomness.bytes::<32>();
    conn.execute(
        "INSERT INTO main.workspace_settings (name, value) VALUES ('audit_chain_key', ?1)",
        rusqlite::params![key],
    )?;
    Ok(key)
}

/// The schema's steps as this program knows them.
pub fn known_migrations() -> &'static [Migration] {
    migrate::known()
}
