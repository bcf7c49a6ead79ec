//! Readers: a pool of guarded connections that may only read.

use std::sync::Arc;

use r2d2::ManageConnection;
use r2d2_sqlite::SqliteConnectionManager;

use super::catalog::Catalog;
use super::guarded::Guarded;
use super::open::{Key, tune};
use super::read_log::ReadLog;
use crate::error::Error;

/// Makes guarded readers out of r2d2_sqlite's connections.
pub(super) struct Readers {
    inner: SqliteConnectionManager,
    catalog: Arc<Catalog>,
    read_log: Option<Arc<ReadLog>>,
}

impl Readers {
    pub(super) fn new(
        path: &std::path::Path,
        key: &Key,
        catalog: &Arc<Catalog>,
        read_log: Option<Arc<ReadLog>>,
    ) -> Self {
        let key = key.clone();
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let inner =
            SqliteConnectionManager::file(path).with_flags(flags).with_init(move |conn| tune(conn, &key));
        Readers { inner, catalog: Arc::clone(catalog), read_log }
    }
}

impl ManageConnection for Readers {
    type Connection = Guarded;
    type Error = Error;

    fn connect(&self) -> Result<Guarded, Error> {
        let conn = self.inner.connect()?;
        let guarded = Guarded::new(conn, &self.catalog, None, self.read_log.as_ref())?;
        // Only now: the guard's own views are written to the temporary schema.
        guarded.as_store(|conn| Ok(conn.pragma_update(None, "query_only", true)?))?;
        Ok(guarded)
    }

    fn is_valid(&self, _: &mut Guarded) -> Result<(), Error> {
        Ok(())
    }

    fn has_broken(&self, _: &mut Guarded) -> bool {
        false
    }
}
