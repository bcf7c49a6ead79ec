//! SQL of validation rules and results.

use std::str::FromStr;

use reachly_address::{LIST_VERSIONS, Reason, Rules};
use rusqlite::params;

use super::types::ValidationRule;
use crate::contacts::queries::{Judged, key_list};
use crate::error::Result;
use crate::store::{Read, Tx};

pub(crate) fn newest_version(read: &Read<'_>) -> Result<i64> {
    read.one("SELECT coalesce(max(version), 0) FROM validation_rules", [], |row| row.get(0))
}

/// Writes a set of rules as the organization's next version.
pub(crate) fn ship(tx: &mut Tx<'_>, rules: &Rules) -> Result<()> {
    let version = newest_version(tx)? + 1;
    let (organization, now) = (tx.organization_key()?, tx.now().0);
    for reason in Reason::ALL {
        let id = tx.new_id();
        let config = serde_json::json!({ "points": rules.points(*reason) }).to_string();
        tx.execute(
            "INSERT INTO main.validation_rules (id, organization_key, version, reason, rule_type, rule_config, enabled, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                id.as_bytes(),
                organization,
                version,
                reason.code(),
                reason.kind().as_str(),
                config,
                rules.enabled.contains(*reason),
                now
            ],
        )?;
    }
    Ok(())
}

/// The newest version as the checker takes it.
pub(crate) fn rules(read: &Read<'_>) -> Result<Rules> {
    let mut rules = Rules::shipped();
    for rule in list(read)? {
        if let Ok(reason) = Reason::from_str(&rule.reason) {
            rules.set_points(reason, rule.points);
            if !rule.enabled {
                rules.enabled.remove(reason);
            }
        }
    }
    Ok(rules)
}

pub(crate) fn list(read: &Read<'_>) -> Result<Vec<ValidationRule>> {
    read.all(
        "SELECT reason, rule_type, rule_config ->> 'points', enabled, version FROM validation_rules
         WHERE version = (SELECT max(version) FROM validation_rules) ORDER BY key",
        [],
        |row| {
            let code: String = row.get(0)?;
            let sentence =
                Reason::from_str(&code).map_or(String::new(), |reason| reason.sentence().to_string());
            Ok(ValidationRule {
                sentence,
                reason: code,
                rule_type: row.get(1)?,
                points: row.get(2)?,
                enabled: row.get(3)?,
                version: row.get(4)?,
                contacts: 0,
            })
        },
    )
}

/// How many living contacts have each reason bit.
pub(crate) fn reason_counts(read: &Read<'_>) -> Result<[i64; 64]> {
    let mut counts = [0; 64];
    read.each("SELECT validation_reasons, count(*) FROM contacts GROUP BY validation_reasons", [], |row| {
        let (bits, count): (i64, i64) = (row.get(0)?, row.get(1)?);
        for (at, total) in counts.iter_mut().enumerate() {
            if bits.cast_unsigned() >> at & 1 == 1 {
                *total += count;
            }
        }
        Ok(true)
    })?;
    Ok(counts)
}

pub(crate) fn insert_run(tx: &mut Tx<'_>, trigger: &str) -> Result<i64> {
    let (id, organization, now, user) = (tx.new_id(), tx.organization_key()?, tx.now().0, tx.user_key());
    let version = newest_version(tx)?;
    let lists: serde_json::Map<String, serde_json::Value> =
        LIST_VERSIONS.iter().map(|(name, version)| ((*name).to_string(), (*version).into())).collect();
    tx.derive(
        "INSERT INTO main.validation_runs (id, organization_key, rules_version, list_versions, trigger_kind, validated_by, started_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id.as_bytes(),
            organization,
            version,
            serde_json::Value::Object(lists).to_string(),
            trigger,
            user,
            now
        ],
    )?;
    tx.one("SELECT max(key) FROM validation_runs", [], |row| row.get(0))
}

/// The newest run, if it has this cause, the rules of now and the same author, and began on this day of UTC.
pub(crate) fn run_of_today(tx: &Tx<'_>, trigger: &str) -> Result<Option<i64>> {
    const DAY_MS: i64 = 86_400_000;
    let today = tx.now().0 - tx.now().0.rem_euclid(DAY_MS);
    tx.first(
        "SELECT key FROM (SELECT * FROM validation_runs ORDER BY key DESC LIMIT 1)
         WHERE trigger_kind = ?1 AND validated_by IS ?2 AND started_at >= ?3
           AND rules_version = (SELECT coalesce(max(version), 0) FROM validation_rules)",
        params![trigger, tx.user_key(), today],
        |row| row.get(0),
    )
}

/// Logs judgements; contacts in ascending order keep the table's pages in order too.
pub(crate) fn append_results(tx: &mut Tx<'_>, run: i64, results: &[(i64, Judged)]) -> Result<()> {
    let now = tx.now().0;
    tx.append_rows(
        "validation_results",
        &[("run_key", run), ("validated_at", now)],
        ["contact_key", "status", "score", "reasons"],
        results.len(),
        |at| {
            let (contact, judged) = &results[at];
            [*contact, judged.status, judged.score, judged.reasons]
        },
    )?;
    Ok(())
}

/// Keys and addresses of contacts after `after`, in key order.
pub(crate) fn addresses(
    read: &Read<'_>,
    list: Option<i64>,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, String)>> {
    let sql = match list {
        Some(_) => {
            "SELECT c.key, c.email FROM list_members m JOIN contacts c ON c.key = m.contact_key
             WHERE m.list_key = ?1 AND m.contact_key > ?2 AND c.email IS NOT NULL ORDER BY m.contact_key LIMIT ?3"
        }
        None => {
            "SELECT key, email FROM contacts WHERE ?1 IS NULL AND key > ?2 AND email IS NOT NULL ORDER BY key LIMIT ?3"
        }
    };
    read.all(sql, params![list, after, limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(crate) fn how_many(read: &Read<'_>, list: Option<i64>) -> Result<i64> {
    match list {
        Some(list) => {
            read.one("SELECT total_count FROM contact_lists WHERE key = ?1", [list], |row| row.get(0))
        }
        None => read.one("SELECT count(*) FROM contacts", [], |row| row.get(0)),
    }
}

/// Writes judgements over contacts, those that say something new only. Returns how many changed.
pub(crate) fn judge(tx: &mut Tx<'_>, results: &[(i64, Judged)]) -> Result<usize> {
    let now = tx.now().0;
    let keys: Vec<u32> = results.iter().filter_map(|(key, _)| u32::try_from(*key).ok()).collect();
    let known = tx.all(
        "SELECT key, validation_status, validation_score, validation_reasons, validation_suggestion FROM contacts
         WHERE key IN rarray(?1)",
        [key_list(&keys)],
        |row| {
            let judged =
                Judged { status: row.get(1)?, score: row.get(2)?, reasons: row.get(3)?, suggestion: row.get(4)? };
            Ok((row.get::<_, i64>(0)?, judged))
        },
    )?;
    let known: std::collections::HashMap<i64, Judged> = known.into_iter().collect();
    let mut changed = 0;
    for (key, judged) in results {
        if known.get(key).is_some_and(|known| known == judged) {
            continue;
        }
        changed += tx.derive(
            "UPDATE main.contacts SET validation_status = ?2, validation_score = ?3, validation_reasons = ?4,
             validation_suggestion = ?5, last_validated_at = ?6, version = version + 1
             WHERE key = ?1 AND organization_key = current_org()",
            params![key, judged.status, judged.score, judged.reasons, judged.suggestion, now],
        )?;
    }
    tx.touch("contacts");
    Ok(changed)
}
