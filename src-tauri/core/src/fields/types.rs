//! What the doors of contact fields take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{Definition, Kind};

/// A field of the organization's own. Among other fields it is called `custom:` and its id.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContactField {
    pub id: Uuid,
    /// Name in templates, such as `plan_tier`; given once.
    pub name: String,
    pub label: String,
    pub description: String,
    pub field_type: Kind,
    /// Of a choice, in their order.
    pub choices: Vec<String>,
    /// A contact is not made without it.
    pub required: bool,
    /// No two contacts have the same value.
    pub unique: bool,
    /// What a new contact has unless told otherwise; empty: nothing.
    pub default: String,
    /// Hidden from those who may not see such fields; not in exports unless asked for.
    pub sensitive: bool,
    #[ts(type = "number")]
    pub position: i64,
    /// Contacts that have a value; null unless it was asked for.
    #[ts(type = "number | null")]
    pub used: Option<i64>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct FieldsRequest {
    /// Also how many contacts use each: all values are counted for that.
    #[ts(as = "Option<bool>")]
    pub counts: bool,
}

impl ContactField {
    pub(super) fn of(definition: Definition, used: Option<i64>) -> Self {
        ContactField {
            id: definition.id,
            name: definition.field,
            label: definition.label,
            description: definition.description,
            field_type: definition.kind,
            choices: definition.choices,
            required: definition.required,
            unique: definition.unique,
            default: definition.default,
            sensitive: definition.sensitive,
            position: definition.position,
            used,
        }
    }
}

/// What a definition says; its type stays once contacts have values.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldValues {
    pub label: String,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub description: String,
    pub field_type: Kind,
    /// At most 200; of a choice only.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub choices: Vec<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub required: bool,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub unique: bool,
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub default: String,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub sensitive: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateField {
    pub values: FieldValues,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateField {
    pub field: Uuid,
    pub values: FieldValues,
    /// Its new place among the fields, from 0.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub position: Option<i64>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FieldId {
    pub field: Uuid,
}
