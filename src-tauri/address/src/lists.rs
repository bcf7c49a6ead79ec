//! The word lists, compiled in and turned into two hash tables once: domain → flags and mailbox name → flags.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The domain gives out throw-away addresses.
pub const DISPOSABLE: u8 = 1;
/// The domain is listed as disposable but is a real portal or a suffix under which others live.
pub const DISPOSABLE_POSSIBLE: u8 = 1 << 1;
/// A free mail provider.
pub const FREE: u8 = 1 << 2;
/// Forwards to a hidden address.
pub const RELAY: u8 = 1 << 3;
/// A domain or mailbox name typed to fill a field.
pub const PLACEHOLDER: u8 = 1 << 4;
/// A real domain: never taken for a typing error.
pub const REAL: u8 = 1 << 5;
/// A mailbox name of a role.
pub const ROLE: u8 = 1 << 6;

/// Apple, DuckDuckGo and Mozilla hide a person's address behind one of these.
const RELAYS: [&str; 3] = ["duck.com", "mozmail.com", "privaterelay.appleid.com"];
/// On the disposable list, yet portals with many ordinary mailboxes.
const PORTALS: [&str; 2] = ["21cn.com", "sify.com"];

const DISPOSABLE_TEXT: &str = include_str!("lists/disposable.txt");
const FREE_TEXT: &str = include_str!("lists/free.txt");
const ROLES_TEXT: &str = include_str!("lists/roles.txt");
const PLACEHOLDERS_TEXT: &str = include_str!("lists/placeholders.txt");
const TYPO_TEXT: &str = include_str!("lists/typo.txt");

/// The tables; see [`lists`].
pub struct Lists {
    domains: FxHashMap<&'static str, u8>,
    names: FxHashMap<&'static str, u8>,
    /// Domains people mean when they mistype, longest-lived provider names only.
    pub typo_targets: Vec<&'static str>,
}

/// The one copy of the tables, built at first use (about 1 ms).
pub fn lists() -> &'static Lists {
    static LISTS: LazyLock<Lists> = LazyLock::new(Lists::build);
    &LISTS
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Lists {
    fn build() -> Self {
        let mut domains: FxHashMap<&'static str, u8> = FxHashMap::default();
        let mut names: FxHashMap<&'static str, u8> = FxHashMap::default();
        let mut typo_targets = Vec::new();
        let mut mark = |domain, flag| *domains.entry(domain).or_insert(0) |= flag;
        lines(DISPOSABLE_TEXT).for_each(|domain| mark(domain, DISPOSABLE));
        lines(FREE_TEXT).for_each(|domain| mark(domain, FREE | REAL));
        RELAYS.into_iter().for_each(|domain| mark(domain, RELAY | REAL));
        PORTALS.into_iter().for_each(|domain| mark(domain, DISPOSABLE_POSSIBLE | REAL));
        for line in lines(TYPO_TEXT) {
            if let Some(real) = line.strip_prefix('!') {
                mark(real, REAL);
            } else {
                mark(line, REAL);
                typo_targets.push(line);
            }
        }
        for line in lines(PLACEHOLDERS_TEXT) {
            match line.strip_prefix('@') {
                Some(domain) => mark(domain, PLACEHOLDER),
                None => *names.entry(line).or_insert(0) |= PLACEHOLDER,
            }
        }
        lines(ROLES_TEXT).for_each(|name| *names.entry(name).or_insert(0) |= ROLE);
        Self { domains, names, typo_targets }
    }

    /// Flags of a lower-case ASCII domain. Something below a disposable domain is only *possibly* disposable:
    /// the listed name may be a suffix that others rent names under.
    pub fn domain(&self, domain: &str) -> u8 {
        if let Some(flags) = self.domains.get(domain) {
            return *flags;
        }
        let mut rest = domain;
        while let Some((_, parent)) = rest.split_once('.').filter(|(_, parent)| parent.contains('.')) {
            if self.domains.get(parent).is_some_and(|flags| flags & DISPOSABLE != 0) {
                return DISPOSABLE_POSSIBLE;
            }
            rest = parent;
        }
        0
    }

    /// Flags of a lower-case mailbox name.
    pub fn name(&self, name: &str) -> u8 {
        self.names.get(name).copied().unwrap_or(0)
    }
}
