//! The filter tree: the only place where a condition of a person becomes SQL. Used by contacts, and by leads and
//! reports with their own fields. Values are always bound, never pasted.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::store::Sql;

/// Deepest nesting, and most conditions, of one tree.
const DEPTH_MAX: usize = 8;
const CONDITIONS_MAX: usize = 100;

/// A tree of conditions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Filter {
    /// Every part holds; an empty list holds always.
    All(Vec<Filter>),
    /// At least one part holds; an empty list never holds.
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Is(Condition),
}

/// One condition on one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Condition {
    pub field: String,
    pub operator: Operator,
    /// Text, number, boolean or a list of them, as the field and operator take it; absent for `empty` and `filled`.
    #[serde(default)]
    #[ts(type = "string | number | boolean | Array<string | number> | null")]
    pub value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Operator {
    Equals,
    /// One of a list.
    AnyOf,
    Contains,
    StartsWith,
    /// Less than, or before.
    Below,
    /// Greater than, or after.
    Above,
    Empty,
    Filled,
}

/// How a field is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text, compared without regard to case.
    Text,
    /// A whole number or epoch milliseconds.
    Number,
    /// A number with a decimal point.
    Decimal,
    /// Words that stand for bits of a number: (word, bit) pairs; asked is whether one of them is set.
    Bits(&'static [(&'static str, i64)]),
    /// A word that stands for a number: (word, number) pairs.
    Choice(&'static [(&'static str, i64)]),
    /// A word kept as such.
    Word,
    /// True or false.
    Flag,
    /// `sql` is a subselect condition with one `?` for the id (a UUID) of something the row belongs to.
    Belongs,
}

/// A field a tree may name.
pub struct FieldRule {
    pub name: &'static str,
    /// The SQL of its value over the filtered view; never from outside.
    pub sql: &'static str,
    pub shape: Shape,
}

/// A field whose value stands in rows of another table: one row of it must fit.
pub struct Within {
    pub name: String,
    /// SQL up to the condition on the value, and what comes after it; never from outside.
    pub before: String,
    pub after: &'static str,
    /// The SQL of the value inside.
    pub value: &'static str,
    pub shape: Shape,
}

/// What is asked, and around it the way to where it stands.
struct Asked<'a> {
    name: &'a str,
    sql: &'a str,
    shape: Shape,
    around: Option<(&'a str, &'a str)>,
}

/// The fields a tree may name.
#[derive(Clone, Copy)]
struct Fields<'a> {
    plain: &'a [FieldRule],
    within: &'a [Within],
}

impl Fields<'_> {
    fn find(&self, name: &str) -> Option<Asked<'_>> {
        let plain = self.plain.iter().find(|field| field.name == name);
        let within = self.within.iter().find(|field| field.name == name);
        plain
            .map(|field| Asked { name: field.name, sql: field.sql, shape: field.shape, around: None })
            .or_else(|| {
                within.map(|field| Asked {
                    name: &field.name,
                    sql: field.value,
                    shape: field.shape,
                    around: Some((&field.before, field.after)),
                })
            })
    }
}

/// SQL with its bound values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Where {
    pub sql: String,
    pub values: Vec<Sql>,
}

/// Turns a tree into SQL.
///
/// # Errors
/// `invalid`, naming the field, for an unknown field, an operator or value that does not fit, or a tree too large.
pub fn to_sql(filter: &Filter, fields: &[FieldRule]) -> Result<Where> {
    to_sql_with(filter, fields, &[])
}

/// As [`to_sql`], with fields whose values stand elsewhere.
///
/// # Errors
/// As [`to_sql`].
pub fn to_sql_with(filter: &Filter, plain: &[FieldRule], within: &[Within]) -> Result<Where> {
    let fields = Fields { plain, within };
    let mut out = Where::default();
    let mut count = 0;
    write(filter, fields, 0, &mut count, &mut out)?;
    Ok(out)
}

fn write(
    filter: &Filter,
    fields: Fields<'_>,
    depth: usize,
    count: &mut usize,
    out: &mut Where,
) -> Result<()> {
    if depth > DEPTH_MAX {
        return Err(Error::invalid("filter", format!("A filter nests at most {DEPTH_MAX} deep.")));
    }
    let (parts, joint, nothing) = match filter {
        Filter::Is(condition) => {
            *count += 1;
            if *count > CONDITIONS_MAX {
                return Err(Error::invalid(
                    "filter",
                    format!("A filter has at most {CONDITIONS_MAX} conditions."),
                ));
            }
            return one(condition, fields, out);
        }
        Filter::Not(inner) => {
            out.sql.push_str("NOT coalesce(");
            write(inner, fields, depth + 1, count, out)?;
            out.sql.push_str(", 0)");
            return Ok(());
        }
        Filter::All(parts) => (parts, " AND ", "1"),
        Filter::Any(parts) => (parts, " OR ", "0"),
    };
    if parts.is_empty() {
        out.sql.push_str(nothing);
        return Ok(());
    }
    out.sql.push('(');
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.sql.push_str(joint);
        }
        write(part, fields, depth + 1, count, out)?;
    }
    out.sql.push(')');
    Ok(())
}

fn one(condition: &Condition, fields: Fields<'_>, out: &mut Where) -> Result<()> {
    let field = fields.find(&condition.field).ok_or_else(|| {
        Error::invalid("filter", format!("There is no field “{}” to filter by.", condition.field))
    })?;
    let Some((before, after)) = field.around else { return plain(condition, &field, out) };
    if matches!(condition.operator, Operator::Empty | Operator::Filled) {
        // A value that is nothing has no row.
        let none = if condition.operator == Operator::Empty { "NOT " } else { "" };
        out.sql.push_str(&format!("{none}{before}1{after}"));
        return Ok(());
    }
    out.sql.push_str(before);
    plain(condition, &field, out)?;
    out.sql.push_str(after);
    Ok(())
}

fn plain(condition: &Condition, field: &Asked<'_>, out: &mut Where) -> Result<()> {
    let unfit = || Error::invalid("filter", format!("This does not fit the field “{}”.", field.name));
    let bind = |out: &mut Where, value: Sql| {
        out.values.push(value);
        out.sql.push('?');
    };
    match (condition.operator, field.shape) {
        (Operator::Empty, Shape::Bits(_)) => out.sql.push_str(&format!("({}) = 0", field.sql)),
        (Operator::Filled, Shape::Bits(_)) => out.sql.push_str(&format!("({}) <> 0", field.sql)),
        (Operator::Empty, Shape::Text | Shape::Word | Shape::Number) => {
            out.sql.push_str(&format!("coalesce({}, '') = ''", field.sql));
        }
        (Operator::Filled, Shape::Text | Shape::Word | Shape::Number) => {
            out.sql.push_str(&format!("coalesce({}, '') <> ''", field.sql));
        }
        (Operator::Equals, Shape::Flag) => {
            let wanted = condition.value.as_bool().ok_or_else(unfit)?;
            out.sql.push_str(&format!("({}) = {}", field.sql, i64::from(wanted)));
        }
        (Operator::Equals | Operator::AnyOf, Shape::Bits(words)) => {
            let mut mask = 0;
            for value in list(condition)? {
                let word = value.as_str().ok_or_else(unfit)?;
                mask |= words.iter().find(|(name, _)| *name == word).ok_or_else(unfit)?.1;
            }
            out.sql.push_str(&format!("(({}) & ", field.sql));
            bind(out, Sql::Integer(mask));
            out.sql.push_str(") <> 0");
        }
        (Operator::Equals | Operator::AnyOf, Shape::Belongs) => belongs(condition, field, out)?,
        (Operator::Equals | Operator::AnyOf, shape) => {
            let values = list(condition)?;
            let text =
                if shape == Shape::Text { format!("folded({})", field.sql) } else { field.sql.to_string() };
            out.sql.push_str(&format!("coalesce({text} IN ("));
            for (at, value) in values.iter().enumerate() {
                out.sql.push_str(if at > 0 { ", " } else { "" });
                bind(out, bound(value, shape).ok_or_else(unfit)?);
            }
            out.sql.push_str("), 0)");
        }
        (Operator::Contains | Operator::StartsWith, Shape::Text) => {
            let text = condition.value.as_str().ok_or_else(unfit)?.to_lowercase();
            let pattern = crate::store::search::contains_pattern(&text);
            let pattern =
                if condition.operator == Operator::StartsWith { pattern[1..].to_string() } else { pattern };
            out.sql.push_str(&format!("coalesce(folded({}) LIKE ", field.sql));
            bind(out, Sql::Text(pattern));
            out.sql.push_str(" ESCAPE '\\', 0)");
        }
        (Operator::Below | Operator::Above, Shape::Number | Shape::Decimal | Shape::Word) => {
            let sign = if condition.operator == Operator::Below { "<" } else { ">" };
            out.sql.push_str(&format!("coalesce({} {sign} ", field.sql));
            bind(out, bound(&condition.value, field.shape).ok_or_else(unfit)?);
            out.sql.push_str(", 0)");
        }
        _ => return Err(unfit()),
    }
    Ok(())
}

fn belongs(condition: &Condition, field: &Asked<'_>, out: &mut Where) -> Result<()> {
    let unfit = || Error::invalid("filter", format!("This does not fit the field “{}”.", field.name));
    let ids = list(condition)?;
    out.sql.push_str(if ids.is_empty() { "0" } else { "(" });
    for (at, id) in ids.iter().enumerate() {
        let id: uuid::Uuid = id.as_str().and_then(|id| id.parse().ok()).ok_or_else(unfit)?;
        out.sql.push_str(if at > 0 { " OR " } else { "" });
        out.sql.push_str(field.sql);
        out.values.push(Sql::Blob(id.as_bytes().to_vec()));
    }
    out.sql.push_str(if ids.is_empty() { "" } else { ")" });
    Ok(())
}

fn list(condition: &Condition) -> Result<Vec<Value>> {
    match (&condition.value, condition.operator) {
        (Value::Array(values), Operator::AnyOf) if values.len() <= 1_000 => Ok(values.clone()),
        (value, Operator::Equals) if !value.is_array() => Ok(vec![value.clone()]),
        _ => Err(Error::invalid("filter", format!("“{}” needs another value.", condition.field))),
    }
}

fn bound(value: &Value, shape: Shape) -> Option<Sql> {
    match shape {
        Shape::Text => Some(Sql::Text(value.as_str()?.to_lowercase())),
        Shape::Word => Some(Sql::Text(value.as_str()?.to_string())),
        Shape::Number => Some(Sql::Integer(value.as_i64()?)),
        Shape::Decimal => Some(Sql::Real(value.as_f64()?)),
        Shape::Choice(words) => {
            let word = value.as_str()?;
            words.iter().find(|(name, _)| *name == word).map(|(_, number)| Sql::Integer(*number))
        }
        Shape::Flag | Shape::Belongs | Shape::Bits(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FIELDS: &[FieldRule] = &[
        FieldRule { name: "name", sql: "first_name", shape: Shape::Text },
        FieldRule {
            name: "status",
            sql: "validation_status",
            shape: Shape::Choice(&[("valid", 1), ("risky", 2)]),
        },
    ];

    fn parsed(text: Value) -> Filter {
        serde_json::from_value(text).unwrap()
    }

    #[test]
    fn values_are_bound_and_never_pasted() {
        let filter = parsed(json!({ "all": [
            { "is": { "field": "name", "operator": "contains", "value": "O'Neil; DROP" } },
            { "not": { "is": { "field": "status", "operator": "anyOf", "value": ["valid", "risky"] } } },
        ] }));
        let found = to_sql(&filter, FIELDS).unwrap();
        assert!(!found.sql.contains("DROP"), "the value is not in the text: {}", found.sql);
        assert_eq!(found.values.len(), 3, "three values are bound: {:?}", found.values);
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        for bad in [
            json!({ "is": { "field": "password_hash", "operator": "equals", "value": "x" } }),
            json!({ "is": { "field": "status", "operator": "equals", "value": "excellent" } }),
            json!({ "is": { "field": "status", "operator": "contains", "value": "val" } }),
            json!({ "is": { "field": "name", "operator": "above", "value": "x" } }),
        ] {
            let error = to_sql(&parsed(bad.clone()), FIELDS).unwrap_err();
            assert_eq!(error.field.as_deref(), Some("filter"), "{bad}");
        }
        let mut deep = Filter::All(vec![]);
        for _ in 0..20 {
            deep = Filter::Not(Box::new(deep));
        }
        assert!(to_sql(&deep, FIELDS).is_err(), "a tree too deep is refused");
    }
}
