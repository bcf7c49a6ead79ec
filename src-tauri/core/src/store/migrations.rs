//! The files of `migrations/`, embedded. A test compares this list with the folder.

use super::migrate::Migration;

macro_rules! migration {
    ($version:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/migrations/",
                stringify!($version),
                "_",
                $name,
                ".sql"
            )),
        }
    };
}

pub(super) const MIGRATIONS: &[Migration] = &[
    migration!(202611200900, "store"),
    migration!(202611200910, "access"),
    migration!(202611200920, "contacts"),
    migration!(202611200930, "campaigns"),
    migration!(202611200940, "events"),
    migration!(202611200950, "leads"),
    migration!(202611201000, "joining"),
    migration!(202611201010, "account"),
    migration!(202611201020, "launch"),
    migration!(202611201030, "fields"),
    migration!(202611201040, "documents"),
    migration!(202611201050, "search"),
];
