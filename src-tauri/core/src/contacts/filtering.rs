//! What a filter of contacts may ask: the shipped fields, what a contact is part of, what happened to it in a
//! campaign, and the organization's own fields.

use reachly_address::Reason;

use super::types::ContactView;
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::fields::{self, Definition, Kind};
use crate::filter::{FieldRule, Filter, Shape, Where, Within, to_sql_with};
use crate::store::Read;

/// Statuses in the order of their numbers in the store.
pub(crate) const STATUSES: &[(&str, i64)] =
    &[("unchecked", 0), ("valid", 1), ("risky", 2), ("invalid", 3), ("nonexistent", 4)];

/// Codes of reasons with their stored bits.
const REASONS: [(&str, i64); Reason::ALL.len()] = {
    let mut table = [("", 0_i64); Reason::ALL.len()];
    let mut at = 0;
    while at < table.len() {
        table[at] = (Reason::ALL[at].code(), 1_i64 << Reason::ALL[at] as u8);
        at += 1;
    }
    table
};

/// A contact of the campaign's standing run to which something happened.
macro_rules! in_campaign {
    ($column:literal) => {
        concat!(
            "key IN (SELECT a.contact_key FROM assignments a WHERE a.",
            $column,
            " IS NOT NULL AND a.run_key IN (SELECT r.key FROM runs r WHERE r.state IN ('running', 'done')
              AND r.campaign_key = (SELECT c.key FROM campaigns c WHERE c.id = ?)))"
        )
    };
}

const fn rule(name: &'static str, sql: &'static str, shape: Shape) -> FieldRule {
    FieldRule { name, sql, shape }
}

/// Fields a filter of contacts may name beside the organization's own.
pub(crate) const FIELDS: &[FieldRule] = &[
    rule("status", "validation_status", Shape::Choice(STATUSES)),
    rule("score", "validation_score", Shape::Number),
    rule("reason", "validation_reasons", Shape::Bits(&REASONS)),
    rule("hasSuggestion", "validation_suggestion IS NOT NULL", Shape::Flag),
    rule("name", "(first_name || ' ' || last_name)", Shape::Text),
    rule("firstName", "first_name", Shape::Text),
    rule("lastName", "last_name", Shape::Text),
    rule("email", "coalesce(email, '')", Shape::Text),
    rule("phone", "phone", Shape::Text),
    rule("company", "company", Shape::Text),
    rule("street", "street", Shape::Text),
    rule("city", "city", Shape::Text),
    rule("region", "region", Shape::Text),
    rule("postalCode", "postal_code", Shape::Text),
    rule("country", "country", Shape::Text),
    rule("birthDate", "birth_date", Shape::Word),
    rule("source", "source", Shape::Word),
    rule("createdAt", "created_at", Shape::Number),
    rule("updatedAt", "nullif(updated_at, 0)", Shape::Number),
    rule("validatedAt", "last_validated_at", Shape::Number),
    rule("hasEmail", "address_key IS NOT NULL", Shape::Flag),
    rule(
        "suppressed",
        "address_key IS NOT NULL AND address_key IN (SELECT s.address FROM suppressions s WHERE s.address IS NOT NULL)",
        Shape::Flag,
    ),
    rule(
        "list",
        "key IN (SELECT contact_key FROM list_members WHERE list_key = (SELECT key FROM contact_lists WHERE id = ?))",
        Shape::Belongs,
    ),
    rule(
        "onAnyList",
        "key IN (SELECT m.contact_key FROM contact_lists l JOIN list_members m ON m.list_key = l.key)",
        Shape::Flag,
    ),
    rule(
        "import",
        "key IN (WITH it AS (SELECT key, list_key FROM imports WHERE id = ?)
         SELECT c.key FROM it JOIN contact_imports r ON r.import_key = it.key
         JOIN contacts_with_deleted c ON c.key BETWEEN r.first_key AND r.last_key
         UNION ALL
         SELECT m.contact_key FROM it JOIN list_members m ON m.list_key = it.list_key AND m.import_key = it.key)",
        Shape::Belongs,
    ),
    rule("received", in_campaign!("delivered_at"), Shape::Belongs),
    rule("opened", in_campaign!("first_open_at"), Shape::Belongs),
    rule("clicked", in_campaign!("first_click_at"), Shape::Belongs),
    rule("submitted", in_campaign!("first_submit_at"), Shape::Belongs),
];

/// Fields whose answer follows the events of a campaign.
const OF_CAMPAIGNS: [&str; 4] = ["received", "opened", "clicked", "submitted"];

fn own_rule(field: &Definition) -> Within {
    let shape = match field.kind {
        Kind::Text | Kind::Email | Kind::Phone | Kind::Url => Shape::Text,
        Kind::Number => Shape::Decimal,
        Kind::Date | Kind::Choice => Shape::Word,
        Kind::Boolean => Shape::Flag,
    };
    Within {
        name: fields::name_of(field.id),
        before: format!(
            "key IN (SELECT v.contact_key FROM contact_field_values v WHERE v.field_key = {} AND ",
            field.key
        ),
        value: match field.kind {
            Kind::Number => "CAST(v.value AS REAL)",
            Kind::Boolean => "v.value = 'true'",
            _ => "v.value",
        },
        after: ")",
        shape,
    }
}

/// The WHERE of a filter over contacts.
pub(crate) fn condition(read: &Read<'_>, filter: &Filter) -> Result<Where> {
    let mut own = Vec::new();
    if names(filter, &|name| fields::named(name).is_some()) {
        own.extend(fields::queries::all(read)?.iter().map(own_rule));
    }
    to_sql_with(filter, FIELDS, &own)
}

fn names(filter: &Filter, wanted: &dyn Fn(&str) -> bool) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(|part| names(part, wanted)),
        Filter::Not(inner) => names(inner, wanted),
        Filter::Is(condition) => wanted(&condition.field),
    }
}

/// Whether events of campaigns make the view stale.
pub(super) fn follows_campaigns(view: &ContactView) -> bool {
    view.filter.as_ref().is_some_and(|filter| names(filter, &|name| OF_CAMPAIGNS.contains(&name)))
}

/// A view must not tell by its rows what its caller may not see.
///
/// # Errors
/// `invalid`, as for a field that does not exist.
pub(crate) fn check(ctx: &Ctx, view: &ContactView) -> Result<()> {
    let Some(filter) = &view.filter else { return Ok(()) };
    if fields::sees_sensitive(ctx) || !names(filter, &|name| fields::named(name).is_some()) {
        return Ok(());
    }
    let own = ctx.read(fields::queries::all)?;
    let hidden = |name: &str| {
        own.iter().any(|field| field.sensitive && name.eq_ignore_ascii_case(&fields::name_of(field.id)))
    };
    if names(filter, &hidden) {
        return Err(Error::invalid("filter", "There is no such field to filter by."));
    }
    Ok(())
}
