//! The lists: sorted, lower case, without duplicates, of the versions we say, and with none of the mistakes their sources have.

use crate::fixtures;
use reachly_address::{Checker, LIST_VERSIONS, Reason, Rules, Status};
use std::collections::BTreeSet;

fn lines(name: &str) -> Vec<String> {
    let path = fixtures::root().join("src-tauri/address/src/lists").join(name);
    let text = std::fs::read_to_string(path).expect("a list");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn lists_are_sorted_lower_case_and_unique() {
    for (name, least) in [
        ("disposable.txt", 10_000),
        ("free.txt", 339),
        ("roles.txt", 140),
        ("placeholders.txt", 40),
        ("typo.txt", 28),
    ] {
        let lines = lines(name);
        assert!(lines.len() >= least, "{name} has {} lines", lines.len());
        let unique: BTreeSet<_> = lines.iter().collect();
        assert_eq!(unique.len(), lines.len(), "{name} has a line twice");
        for line in &lines {
            assert_eq!(*line, line.trim().to_lowercase(), "{name}: lower case, no blanks");
        }
    }
    let disposable = lines("disposable.txt");
    assert!(disposable.is_sorted(), "sorted, so that changes are easy to read");
}

#[test]
fn no_provider_is_called_disposable_or_a_role_a_name() {
    let disposable: BTreeSet<_> = lines("disposable.txt").into_iter().collect();
    for provider in lines("free.txt").iter().chain(lines("typo.txt").iter()) {
        assert!(!disposable.contains(provider.trim_start_matches('!')), "{provider} is a provider");
    }
    let roles = lines("roles.txt");
    for name in ["123", "abc", "no", "la", "us", "ann", "job", "it"] {
        assert!(!roles.iter().any(|role| role == name), "{name} is not a role");
    }
}

#[test]
fn every_listed_disposable_domain_is_found_and_every_provider_is_free() {
    let checker = Checker::new(Rules::shipped());
    for domain in lines("disposable.txt") {
        let verdict = checker.check(&format!("ann@{domain}"));
        assert!(verdict.reasons.contains(Reason::Disposable), "{domain}: {verdict:?}");
        assert_ne!(verdict.status, Status::Valid, "{domain}");
    }
    for domain in lines("free.txt").iter().filter(|domain| *domain != "test.com") {
        let verdict = checker.check(&format!("ann@{domain}"));
        assert!(verdict.reasons.contains(Reason::Free), "{domain}: {verdict:?}");
        assert_eq!((verdict.status, verdict.suggestion), (Status::Valid, None), "{domain}");
    }
}

#[test]
fn the_public_suffix_list_has_the_version_we_store() {
    let lock = std::fs::read_to_string(fixtures::root().join("Cargo.lock")).expect("Cargo.lock");
    let (_, stored) = LIST_VERSIONS.iter().find(|(name, _)| *name == "public-suffix-list").expect("listed");
    assert!(
        lock.contains(&format!("name = \"psl\"\nversion = \"{stored}\"")),
        "Cargo.lock holds another psl than {stored}: raise LIST_VERSIONS and RULESET_VERSION"
    );
}
