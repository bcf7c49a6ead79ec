//! "Did you mean": against mailcheck's cases, every difference listed; and our own typing errors and look-alike real domains.

use crate::fixtures;
use reachly_address::{Checker, Reason, Rules};
use serde_json::Value;

/// (input, what we suggest, why it is not what mailcheck suggests).
const DIFFERENCES: &[(&str, Option<&str>, &str)] = &[
    ("test@emaildomain.co", None, "emaildomain.com is a provider only in mailcheck's own test list"),
    ("test@comcast.nry", None, "two letters are wrong: we suggest at distance one only"),
    (
        "test@mail.randomsmallcompany.cmo",
        Some("mail.randomsmallcompany.com"),
        "we repair the ending below any domain",
    ),
];

/// Typing errors of a keyboard, each with the domain meant.
const TYPED: [(&str, &str); 24] = [
    ("gmial.com", "gmail.com"),
    ("gmal.com", "gmail.com"),
    ("gmaill.com", "gmail.com"),
    ("gmai.com", "gmail.com"),
    ("gnail.com", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("gmail.cm", "gmail.com"),
    ("gmail.comm", "gmail.com"),
    ("gmail.con", "gmail.com"),
    ("yaho.com", "yahoo.com"),
    ("yahooo.com", "yahoo.com"),
    ("yhaoo.com", "yahoo.com"),
    ("hotmial.com", "hotmail.com"),
    ("hotmai.com", "hotmail.com"),
    ("hotmil.com", "hotmail.com"),
    ("outlok.com", "outlook.com"),
    ("outloook.com", "outlook.com"),
    ("iclod.com", "icloud.com"),
    ("icoud.com", "icloud.com"),
    ("comcast.ne", "comcast.net"),
    ("verizon.nte", "verizon.net"),
    ("sbcglobl.net", "sbcglobal.net"),
    ("aol.co", "aol.com"),
    ("aol.con", "aol.com"),
];

/// Real domains that look like a provider's.
const REAL: [&str; 22] = [
    "gmail.com",
    "googlemail.com",
    "ymail.com",
    "email.com",
    "mail.com",
    "gmx.com",
    "gmx.net",
    "gmx.de",
    "gm.com",
    "ge.com",
    "fox.net",
    "love.com",
    "life.com",
    "line.com",
    "cloud.com",
    "hey.com",
    "aim.com",
    "all.com",
    "man.com",
    "yahoo.ca",
    "yahoo.co.jp",
    "hotmail.fr",
];

fn domain_of(suggestion: Option<&str>) -> Option<String> {
    suggestion.map(|address| address.rsplit_once('@').expect("a whole address").1.to_owned())
}

/// Inputs whose answer is neither mailcheck's nor the listed one, and listed ones that no longer differ.
fn unexpected(cases: &[Value], suggest: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for case in cases {
        let input = case["input"].as_str().expect("input");
        let theirs = case["suggest"].as_str().map(str::to_owned);
        let ours = suggest(input);
        match DIFFERENCES.iter().find(|(listed, _, _)| *listed == input) {
            Some(_) if ours == theirs => wrong.push(format!("{input:?} is listed and no longer differs")),
            Some((_, listed, _)) if ours.as_deref() == *listed => {}
            None if ours == theirs => {}
            _ => wrong.push(format!("{input:?}: {ours:?} instead of {theirs:?}")),
        }
    }
    wrong
}

#[test]
fn suggestions_are_mailchecks_or_listed() {
    let Some(text) = fixtures::text("mailcheck/suggest_cases.json") else { return };
    let fixture: Value = serde_json::from_str(&text).expect("JSON");
    let cases = fixture["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 23, "all cases were read");
    let checker = Checker::new(Rules::shipped());
    let wrong = unexpected(cases, |input| domain_of(checker.check(input).suggestion.as_deref()));
    println!(
        "mailcheck: {} cases, {} listed differences, {} others",
        cases.len(),
        DIFFERENCES.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");

    let mut rules = Rules::shipped();
    rules.enabled.remove(Reason::TypoDomain);
    let off = Checker::new(rules);
    let wrong = unexpected(cases, |input| domain_of(off.check(input).suggestion.as_deref()));
    println!("control, typing errors switched off: {} wrong", wrong.len());
    assert!(wrong.len() >= 8, "without the typo check the same comparison must fail: {wrong:?}");
}

#[test]
fn typing_errors_are_found_and_real_domains_left_alone() {
    let checker = Checker::new(Rules::shipped());
    for (typed, meant) in TYPED {
        let verdict = checker.check(&format!("Ann.Lee@{typed}"));
        assert_eq!(verdict.suggestion, Some(format!("ann.lee@{meant}")), "{typed} means {meant}");
        assert!(verdict.reasons.contains(Reason::TypoDomain), "{typed} is a typing error");
        assert!(verdict.score >= 55, "{typed} is at least risky: {verdict:?}");
    }
    for real in REAL {
        let verdict = checker.check(&format!("ann.lee@{real}"));
        assert_eq!(verdict.suggestion, None, "{real} is real");
        assert!(!verdict.reasons.contains(Reason::TypoDomain), "{real} is real");
    }
}

#[test]
fn an_address_that_can_be_read_once_tidied_is_offered() {
    let checker = Checker::new(Rules::shipped());
    for (typed, meant) in [
        ("Ann Lee <Ann.Lee@acme.com>", "ann.lee@acme.com"),
        ("mailto:ann@acme.com", "ann@acme.com"),
        ("ann@acme.com.", "ann@acme.com"),
        ("ann@gmail,com", "ann@gmail.com"),
        ("ann @ gmail.com", "ann@gmail.com"),
        ("ann..lee@acme.com", "ann.lee@acme.com"),
        ("ann@gmail", "ann@gmail.com"),
        ("ann\u{ff20}acme.com", "ann@acme.com"),
        ("\u{feff}ann@acme.com", "ann@acme.com"),
    ] {
        let verdict = checker.check(typed);
        assert_eq!(verdict.suggestion.as_deref(), Some(meant), "{typed:?}");
        assert_eq!(verdict.key, None, "{typed:?} is not an address, so it has no key");
    }
    for hopeless in [
        "",
        "ann",
        "a@b.com, c@d.com",
        "\"ann lee\"@acme.com",
        "ann@[127.0.0.1]",
        "call me",
        "@",
        "ann@@acme.com",
    ] {
        assert_eq!(checker.check(hopeless).suggestion, None, "{hopeless:?} is not guessed at");
    }
}
