//! Joining: asking, accepting an invitation, and the whitelist that lets colleagues in at once.

pub mod commands;
mod queries;
pub mod types;

use reachly_address::{Checker, Reason, Rules};

use super::{parse_domain, parse_email};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::{Action, Actor, Hand, Scope, Tx};

/// Who was told no may ask again after a day.
const ASK_AGAIN_MS: i64 = super::members::DAY_MS;

/// A write inside an organization by somebody who is no member of it yet.
fn write_in<T: Send + 'static>(
    ctx: &Ctx,
    organization: i64,
    user: i64,
    action: Action,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    let hand = Hand { actor: Actor::Member(user), scope: Scope::Organization(organization) };
    Ok(ctx.store().write(hand, action, work)?.0)
}

/// `@domain` of an address key, as the whitelist names it.
fn domain_of(address_key: &str) -> String {
    format!("@{}", address_key.rsplit('@').next().unwrap_or_default())
}

/// An address key, or `@domain`.
fn parse_pattern(text: &str) -> Result<String> {
    let text = text.trim();
    let bare = text.strip_prefix('@').unwrap_or(text);
    if bare.contains('@') {
        return Ok(parse_email("pattern", bare)?.1);
    }
    parse_domain("pattern", bare)?
        .map(|domain| format!("@{domain}"))
        .ok_or_else(|| Error::invalid("pattern", "Give an e-mail address or a domain."))
}

/// Whether anyone can have an address there: a free provider, a relay or a throw-away domain.
fn is_public(pattern: &str) -> bool {
    let Some(domain) = pattern.strip_prefix('@') else { return false };
    let reasons = Checker::new(Rules::shipped()).check(&format!("someone@{domain}")).reasons;
    let public = [Reason::Free, Reason::Relay, Reason::Disposable, Reason::DisposablePossible];
    reasons.iter().any(|reason| public.contains(&reason))
}

/// Organizations whose whitelist names the address or its domain let a new person in at once.
///
/// # Errors
/// The store's codes.
pub(crate) fn join_whitelisted(ctx: &Ctx, address_key: &str) -> Result<()> {
    let matches = ctx.store().whitelisted(address_key, &domain_of(address_key))?;
    if matches.is_empty() {
        return Ok(());
    }
    let Some(user) = ctx.read_workspace(|read| super::queries::user_by_address(read, address_key))? else {
        return Ok(());
    };
    for (organization, role) in matches {
        let address = address_key.to_string();
        write_in(ctx, organization, user.key, Action::plain("member.joinedByWhitelist"), move |tx| {
            let id = super::queries::insert_membership(tx, user.key, role, "active")?;
            tx.about("membership", id);
            super::members::queries::close_invitations(tx, &address)
        })?;
    }
    super::members::tell_everyone(ctx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_an_address_or_a_domain() {
        assert_eq!(parse_pattern(" Harbor-Benefits.com ").unwrap(), "@harbor-benefits.com");
        assert_eq!(parse_pattern("@harbor-benefits.com").unwrap(), "@harbor-benefits.com");
        assert_eq!(parse_pattern("Ada@Harbor-Benefits.com").unwrap(), "ada@harbor-benefits.com");
        for bad in ["", "@", "no domain", "a@b@c", "@.com"] {
            assert_eq!(parse_pattern(bad).unwrap_err().field.as_deref(), Some("pattern"), "{bad}");
        }
    }

    #[test]
    fn a_domain_of_everybody_is_known() {
        assert!(is_public("@gmail.com"), "anyone can have an address there");
        assert!(!is_public("ada@gmail.com"), "one address there is one person's");
        assert!(!is_public("@harbor-benefits.com"), "an office's own domain is not");
    }
}
