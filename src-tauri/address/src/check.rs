//! The check itself: reads an address, gathers its reasons, and turns them into a status and a score.

use crate::lists;
use crate::local;
use crate::reason::{Kind, Reason, Reasons};
use crate::rules::Rules;
use crate::status::Status;
use crate::syntax::{EmailAddress, Found, read};
use crate::typo;
use rustc_hash::FxHashSet;

/// Score of an invalid address.
const INVALID: u8 = 100;
/// Score of a nonexistent address.
const NONEXISTENT: u8 = 98;
/// The most that points can add up to.
const MOST_POINTS: u32 = 94;
/// Soft bounces beyond this many weigh no more (3 × 15 = 45 points as shipped).
const MOST_SOFT_BOUNCES: u8 = 3;
/// Domains that are never on the internet's mail system (RFC 3172, 6761, 6762, 7686; .internal: ICANN, 2024).
const SPECIAL_USE: [&str; 7] = ["arpa", "internal", "invalid", "local", "localhost", "onion", "test"];

/// What is known about one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The first matching row: invalid, nonexistent, risky, valid.
    pub status: Status,
    /// 0 (nothing known against it) to 100 (invalid); 98 is nonexistent.
    pub score: u8,
    /// Everything noticed, also what did not decide.
    pub reasons: Reasons,
    /// The whole address they may have meant, in the key's form.
    pub suggestion: Option<String>,
    /// The address key; present exactly when [`EmailAddress::parse`] accepts the address, whatever its status.
    pub key: Option<String>,
}

/// What is known about an address from elsewhere: unexpired DNS answers and the workspace's own bounces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Reasons of DNS and history; reasons of kind syntax are ignored.
    pub reasons: Reasons,
    /// Soft bounces so far; the fourth and later ones weigh nothing.
    pub soft_bounces: u8,
    /// The domain has been looked up, whatever came out.
    pub dns_checked: bool,
}

/// [`Rules`] made ready. Share one between threads by reference.
#[derive(Clone, Debug)]
pub struct Checker {
    rules: Rules,
    syntax: Reasons,
    invalid: Reasons,
    nonexistent: Reasons,
    blocked: FxHashSet<Box<str>>,
    allowed: FxHashSet<Box<str>>,
    roles: FxHashSet<Box<str>>,
}

impl Checker {
    /// Makes the rules ready. Own domains are read as domains (with or without a leading `@`, in any script);
    /// a line that is none matches nothing.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        lists::lists();
        let of =
            |wanted: &dyn Fn(Reason) -> bool| Reason::ALL.iter().copied().filter(|r| wanted(*r)).collect();
        Self {
            syntax: of(&|reason| reason.kind() == Kind::Syntax),
            invalid: of(&|reason| reason.row() == Status::Invalid),
            nonexistent: of(&|reason| reason.row() == Status::Nonexistent),
            blocked: own_domains(&rules.blocked_domains),
            allowed: own_domains(&rules.allowed_domains),
            roles: rules.role_words.iter().map(|word| word.trim().to_lowercase().into_boxed_str()).collect(),
            rules,
        }
    }

    /// The rules it was made of.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Checks one address offline. Surrounding white space is ignored; any text is answered.
    #[must_use]
    pub fn check(&self, raw: &str) -> Verdict {
        self.check_with(raw, &Evidence::default())
    }

    /// Checks one address together with what is known about it from DNS and history.
    #[must_use]
    pub fn check_with(&self, raw: &str, evidence: &Evidence) -> Verdict {
        let text = raw.trim();
        let found = match read(text) {
            Ok(found) => found,
            Err(reasons) => {
                let several = reasons.contains(Reason::MultipleAddresses);
                let suggestion = if several { None } else { typo::tidied(text) };
                return Verdict { status: Status::Invalid, score: INVALID, reasons, suggestion, key: None };
            }
        };
        let (mut reasons, suggestion) = self.classify(&found);
        reasons = reasons.union(evidence.reasons.without(self.syntax));
        if evidence.soft_bounces > 0 {
            reasons.insert(Reason::SoftBounced);
        }
        if !evidence.dns_checked {
            reasons.insert(Reason::DnsNotChecked);
        }
        reasons = reasons.intersection(self.rules.enabled);
        let (status, score) = self.judge(reasons, evidence.soft_bounces);
        Verdict { status, score, reasons, suggestion, key: Some(found.key) }
    }

    /// Status and score of a set of reasons: 100 with any invalid one, else 98 with any nonexistent one, else the sum of points,
    /// at most 94, risky from [`Rules::risky_from`] on. Soft bounces count once each, up to three.
    #[must_use]
    pub fn judge(&self, reasons: Reasons, soft_bounces: u8) -> (Status, u8) {
        if !reasons.intersection(self.invalid).is_empty() {
            return (Status::Invalid, INVALID);
        }
        if !reasons.intersection(self.nonexistent).is_empty() {
            return (Status::Nonexistent, NONEXISTENT);
        }
        let mut sum = 0;
        for reason in reasons.iter() {
            let times =
                if reason == Reason::SoftBounced { soft_bounces.clamp(1, MOST_SOFT_BOUNCES) } else { 1 };
            sum += u32::from(self.rules.points(reason)) * u32::from(times);
        }
        let status = if sum >= u32::from(self.rules.risky_from) { Status::Risky } else { Status::Valid };
        (status, u8::try_from(sum.min(MOST_POINTS)).unwrap_or(INVALID))
    }

    fn classify(&self, found: &Found) -> (Reasons, Option<String>) {
        let (name, domain) = (&found.key[..found.at], &found.key[found.at + 1..]);
        let flags = found.domain_flags;
        let mut reasons = found.notes.union(local::classify(name, &self.roles));
        if flags & lists::FREE != 0 {
            reasons.insert(Reason::Free);
        }
        if flags & lists::RELAY != 0 {
            // A relay makes up the name: that it looks random says nothing.
            reasons.insert(Reason::Relay);
            reasons.remove(Reason::Gibberish);
        }
        if flags & lists::PLACEHOLDER != 0 {
            reasons.insert(Reason::Placeholder);
        }
        if local::mixes_alphabets(name, domain) {
            reasons.insert(Reason::MixedScript);
        }
        let mut meant = None;
        if !is_own(&self.allowed, domain) {
            if is_own(&self.blocked, domain) {
                reasons.insert(Reason::BlockedDomain);
            }
            let (more, domain_meant) = domain_reasons(domain, flags);
            reasons = reasons.union(more);
            meant = domain_meant.filter(|_| self.rules.enabled.contains(Reason::TypoDomain));
        }
        (reasons, meant.map(|meant| format!("{name}@{meant}")))
    }
}

/// What the domain tells, and the domain they may have meant.
fn domain_reasons(domain: &str, flags: u8) -> (Reasons, Option<String>) {
    let mut reasons = Reasons::NONE;
    if flags & lists::DISPOSABLE != 0 {
        reasons.insert(Reason::Disposable);
    }
    if flags & lists::DISPOSABLE_POSSIBLE != 0 {
        reasons.insert(Reason::DisposablePossible);
    }
    if flags & lists::REAL != 0 {
        return (reasons, None);
    }
    let mut meant = typo::nearest(domain).map(str::to_owned);
    let ending = domain.rsplit('.').next().unwrap_or(domain);
    if SPECIAL_USE.contains(&ending) {
        reasons.insert(Reason::SpecialUseDomain);
    } else if !psl::suffix(domain.as_bytes()).is_some_and(|suffix| suffix.is_known()) {
        reasons.insert(Reason::UnknownSuffix);
        meant = meant.or_else(|| typo::with_known_ending(domain));
    }
    if meant.is_some() {
        reasons.insert(Reason::TypoDomain);
    }
    (reasons, meant)
}

fn own_domains(lines: &[String]) -> FxHashSet<Box<str>> {
    let read = |line: &String| {
        let domain = line.trim().trim_start_matches('@');
        EmailAddress::parse(&format!("a@{domain}")).ok().map(|address| Box::from(address.domain()))
    };
    lines.iter().filter_map(read).collect()
}

/// Is the domain, or one it lies below, in the set?
fn is_own(set: &FxHashSet<Box<str>>, domain: &str) -> bool {
    if set.is_empty() {
        return false;
    }
    let mut rest = Some(domain);
    while let Some(name) = rest {
        if set.contains(name) {
            return true;
        }
        rest = name.split_once('.').map(|(_, parent)| parent);
    }
    false
}
