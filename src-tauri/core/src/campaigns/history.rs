//! A row of the audit trail as the campaign's history tells it.

use serde_json::Value;

use super::types::CampaignChange;

/// Column → field of `campaigns.get`, for the columns a person knows.
const FIELDS: &[(&str, &str)] = &[
    ("name", "name"),
    ("description", "description"),
    ("objective", "objective"),
    ("folder_key", "folder"),
    ("status", "status"),
    ("template_version_key", "templateVersion"),
    ("form_version_key", "formVersion"),
    ("slug", "slug"),
    ("landing_headline", "landingHeadline"),
    ("landing_intro", "landingIntro"),
    ("budget_minor", "budgetMinor"),
    ("currency", "currency"),
    ("scheduled_at", "scheduledAt"),
    ("started_at", "startedAt"),
    ("ended_at", "endedAt"),
    ("start_date", "startDate"),
    ("end_date", "endDate"),
    ("deleted_at", "deletedAt"),
];

/// Facts a write tells as `[from, to]` because they stand in rows of their own.
pub(crate) const TOLD: [&str; 4] = ["includeLists", "excludeLists", "cost", "copyOf"];

/// The changes of one audit row; `name` turns a key of a folder or version into words.
pub(crate) fn changes(
    audited: &Value,
    mut name: impl FnMut(&str, i64) -> crate::Result<Option<String>>,
) -> crate::Result<Vec<CampaignChange>> {
    let mut out = Vec::new();
    let rows = audited["rows"].as_array().map(Vec::as_slice).unwrap_or_default();
    for row in rows.iter().filter(|row| row["table"] == "campaigns") {
        for (column, field) in FIELDS {
            let Some([from, to]) = row["fields"][column].as_array().and_then(|pair| pair.first_chunk::<2>())
            else {
                continue;
            };
            let mut readable = |value: &Value| -> crate::Result<Value> {
                Ok(match value.as_i64() {
                    Some(key) if column.ends_with("_key") => {
                        name(column, key)?.map_or(Value::Null, Value::String)
                    }
                    _ => value.clone(),
                })
            };
            let (from, to) = (readable(from)?, readable(to)?);
            out.push(CampaignChange { field: (*field).to_string(), from, to });
        }
    }
    for field in TOLD {
        if let Some([from, to]) = audited["detail"][field].as_array().and_then(|pair| pair.first_chunk::<2>())
        {
            out.push(CampaignChange { field: field.to_string(), from: from.clone(), to: to.clone() });
        }
    }
    Ok(out)
}
