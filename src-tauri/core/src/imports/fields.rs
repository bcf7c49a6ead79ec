//! What a column of an import can mean: the fields of a contact, and nothing.

use serde::Serialize;
use ts_rs::TS;

/// How a cell of a field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    Email,
    Text,
    /// Split into first and last name.
    FullName,
    Phone,
    /// Becomes `YYYY-MM-DD`.
    Date,
    /// Not taken.
    Ignore,
}

/// One meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    pub key: &'static str,
    pub label: &'static str,
    pub kind: FieldKind,
}

const fn field(key: &'static str, label: &'static str, kind: FieldKind) -> Field {
    Field { key, label, kind }
}

/// In the order in which they are offered.
pub const FIELDS: &[Field] = &[
    field("email", "E-mail", FieldKind::Email),
    field("first_name", "First name", FieldKind::Text),
    field("last_name", "Last name", FieldKind::Text),
    field("full_name", "Full name", FieldKind::FullName),
    field("phone", "Phone", FieldKind::Phone),
    field("company", "Company", FieldKind::Text),
    field("street", "Street", FieldKind::Text),
    field("city", "City", FieldKind::Text),
    field("region", "State or region", FieldKind::Text),
    field("postal_code", "Postal code", FieldKind::Text),
    field("country", "Country", FieldKind::Text),
    field("birth_date", "Birth date", FieldKind::Date),
    field(IGNORE, "Do not import", FieldKind::Ignore),
];

/// The key of a column that is not taken.
pub const IGNORE: &str = "ignore";

/// The field of this key.
pub fn field_of(key: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.key == key)
}
