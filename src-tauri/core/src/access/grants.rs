//! Permissions as they are given: which there are, how far they reach, and that nobody gives what they do not hold.

use super::permissions::{PERMISSIONS, Permission};
use super::types::Grant;
use crate::error::{Code, Error, Result};

/// Permission key and reach, `own` or `all`, as the store keeps them.
pub(crate) type Held = (String, String);

/// Grants as a person gave them: every key is of the catalogue and stands once, every reach is one the permission
/// has. In the order of the catalogue.
///
/// # Errors
/// `invalid`.
pub(crate) fn parse(field: &str, grants: &[Grant]) -> Result<Vec<Held>> {
    for (at, grant) in grants.iter().enumerate() {
        let Some(permission) = Permission::find(&grant.permission) else {
            return Err(Error::invalid(field, format!("There is no permission “{}”.", grant.permission)));
        };
        match grant.reach.as_str() {
            "all" => {}
            "own" if permission.has_own() => {}
            "own" => {
                let what = permission.description;
                return Err(Error::invalid(field, format!("“{what}” is held for all or not at all.")));
            }
            _ => return Err(Error::invalid(field, "A permission reaches own or all.")),
        }
        if grants[..at].iter().any(|other| other.permission == grant.permission) {
            let what = permission.description;
            return Err(Error::invalid(field, format!("“{what}” stands there twice.")));
        }
    }
    let given = |permission: &Permission| {
        let grant = grants.iter().find(|grant| grant.permission == permission.key)?;
        Some((grant.permission.clone(), grant.reach.clone()))
    };
    Ok(PERMISSIONS.iter().filter_map(given).collect())
}

/// The first of the wanted grants that `held` does not reach.
pub(crate) fn missing<'a>(held: &[Held], wanted: &'a [Held]) -> Option<&'a Held> {
    wanted.iter().find(|(key, reach)| {
        !held.iter().any(|(other, far)| other == key && (far == "all" || reach == "own"))
    })
}

/// Nobody gives what they do not hold.
///
/// # Errors
/// `forbidden`, naming the first permission that is missing.
pub(crate) fn may_give(held: &[Held], wanted: &[Held]) -> Result<()> {
    let Some((key, _)) = missing(held, wanted) else { return Ok(()) };
    let what = Permission::find(key).map_or(key.as_str(), |permission| permission.description);
    Err(Error::new(
        Code::Forbidden,
        format!("This would give a permission that you do not hold yourself: “{what}”."),
    )
    .kept("Nothing was changed.")
    .todo("Ask an Admin of the organization."))
}

/// Whoever, or whatever role, may do more than oneself is not one's to change.
///
/// # Errors
/// `forbidden`, with the given sentence.
pub(crate) fn may_change(held: &[Held], theirs: &[Held], sentence: &str) -> Result<()> {
    if missing(held, theirs).is_none() {
        return Ok(());
    }
    Err(Error::new(Code::Forbidden, sentence)
        .kept("Nothing was changed.")
        .todo("Ask an Admin of the organization."))
}

/// As the doors tell them, in the order of the catalogue; of a permission held twice the farther reach.
pub(crate) fn told(held: &[Held]) -> Vec<Grant> {
    let far = |permission: &Permission| {
        let mut reaches = held.iter().filter(|(key, _)| key == permission.key).map(|(_, reach)| reach);
        let first = reaches.next()?;
        let reach = if first == "all" || reaches.any(|reach| reach == "all") { "all" } else { "own" };
        Some(Grant { permission: permission.key.to_string(), reach: reach.to_string() })
    };
    PERMISSIONS.iter().filter_map(far).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(permission: &str, reach: &str) -> Grant {
        Grant { permission: permission.into(), reach: reach.into() }
    }

    fn held(pairs: &[(&str, &str)]) -> Vec<Held> {
        pairs.iter().map(|(key, reach)| (key.to_string(), reach.to_string())).collect()
    }

    #[test]
    fn only_known_permissions_with_a_reach_they_have_are_taken() {
        let good = parse("permissions", &[grant("lead.write", "own"), grant("contact.read", "all")]).unwrap();
        assert_eq!(good, held(&[("contact.read", "all"), ("lead.write", "own")]), "in the catalogue's order");
        for bad in [
            vec![grant("everything", "all")],
            vec![grant("lead.write", "some")],
            vec![grant("contact.delete", "own")],
            vec![grant("member.manage", "own")],
            vec![grant("lead.write", "own"), grant("lead.write", "all")],
        ] {
            let error = parse("permissions", &bad).unwrap_err();
            assert_eq!(error.field.as_deref(), Some("permissions"), "{bad:?}");
        }
    }

    #[test]
    fn own_is_less_than_all() {
        let (own, all) = (held(&[("lead.write", "own")]), held(&[("lead.write", "all")]));
        assert!(may_give(&all, &own).is_ok() && may_give(&own, &own).is_ok(), "what is held can be given");
        assert_eq!(may_give(&own, &all).unwrap_err().code, Code::Forbidden, "all is more than own");
        assert_eq!(may_give(&[], &own).unwrap_err().code, Code::Forbidden, "nothing gives nothing");
        let twice = held(&[("lead.write", "own"), ("lead.write", "all")]);
        assert_eq!(told(&twice).len(), 1, "a permission is told once");
        assert_eq!(told(&twice)[0].reach, "all", "with the farther reach");
    }
}
