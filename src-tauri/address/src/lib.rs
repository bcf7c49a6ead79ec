//! Is this e-mail address good? A pure crate: syntax, domain, lists, likely typing errors, and a score; no network, no clock, no files.
//!
//! "Valid" means *no known problem*, never "this mailbox exists": that cannot be told without writing to it.
//! Way through: [`Checker::check`] → `syntax` (well formed? which key?) → `local`, `typo`, `lists` (what is it?) → [`Checker::judge`] (status and score).

mod check;
mod lists;
mod local;
mod mailbox;
mod reason;
mod rules;
mod status;
mod syntax;
mod typo;

pub use check::{Checker, Evidence, Verdict};
pub use reason::{Kind, Reason, Reasons};
pub use rules::Rules;
pub use status::{Status, UnknownCode};
pub use syntax::EmailAddress;

/// Version of the rules: goes up whenever the same address and rules could get another verdict. Stored with every result.
pub const RULESET_VERSION: u32 = 1;

/// Name and version of every list compiled in, stored with every result; sources and licences in `lists/README.md`.
pub const LIST_VERSIONS: &[(&str, &str)] = &[
    ("disposable-email-domains", "0.0.293"),
    ("email-providers", "2.26.0"),
    ("role-based-email-addresses", "3.1.0"),
    ("public-suffix-list", "2.1.246"),
    ("placeholders", "1"),
    ("typo-targets", "1"),
];
