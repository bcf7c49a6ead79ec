//! The one full-text table: contentless trigrams of contacts, joined by rowid only. It is written here, after the
//! row was seen through its guarded view, and its hits are always re-checked on the view's own column.

use rusqlite::Connection;

use crate::error::Result;

/// Name of the full-text table; the only unguarded table a read may name.
pub const TABLE: &str = "contact_search";

/// What is looked through, over the columns of contacts: written to the table and re-checked by every search.
pub const CONTENT: &str =
    "folded(first_name || ' ' || last_name || ' ' || coalesce(email, '') || ' ' || phone || ' ' || company)";

pub(super) fn is_shadow(name: &str) -> bool {
    name.strip_prefix(TABLE).is_some_and(|rest| rest.starts_with('_'))
}

/// Lets FTS5 prepare what it prepares on first use, while the store's own statements are still let through.
pub(super) fn warm(conn: &Connection) -> Result<()> {
    let there: bool =
        conn.query_row("SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE name = ?1)", [TABLE], |row| {
            row.get(0)
        })?;
    if there {
        conn.query_row(&format!("SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH '\"zqx\"'"), [], |row| {
            row.get::<_, i64>(0)
        })?;
    }
    Ok(())
}

/// A MATCH expression for "contains every one of these words somewhere": quoted trigrams joined by AND. `None` when
/// no word has three characters, because then there is no trigram to ask for.
pub fn trigrams(text: &str) -> Option<String> {
    let mut asked = Vec::new();
    for word in text.split_whitespace() {
        let characters: Vec<char> = word.to_lowercase().chars().collect();
        for window in characters.windows(3) {
            let trigram: String = window.iter().collect();
            asked.push(format!("\"{}\"", trigram.replace('"', "\"\"")));
        }
    }
    asked.sort();
    asked.dedup();
    (!asked.is_empty()).then(|| asked.join(" AND "))
}

/// A LIKE pattern for "contains", with the wildcards of the text escaped by a backslash.
pub fn contains_pattern(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 2);
    out.push('%');
    for character in word.chars() {
        if matches!(character, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('%');
    out
}
