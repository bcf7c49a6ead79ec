//! For any text whatever: an answer, never a panic; and keys that stay themselves.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use reachly_address::{Checker, EmailAddress, Rules, Status};

/// Text near an address: pieces that matter to some rule, joined at random.
fn nearly_an_address() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9.+_-]{1,12}",
        2 => Just("@".to_owned()),
        2 => prop::sample::select(vec![
            "gmail.com", "xn--", "xn--bcher-kva.de", "mailto:", "<", ">", "\"", "[", "]", "..", "-", ",", ";", " ", "\u{feff}",
            "\u{ff20}", "\u{130}", "\u{3a3}", "\u{345}", "\u{308}", "\u{fb2c}", "\u{1e9e}", "\u{ff0e}", "\u{94d}", ".con",
        ]).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A well-formed address, mostly: word characters of many scripts before the @.
fn wide_address() -> impl Strategy<Value = String> {
    (
        "[\\p{L}\\p{N}\\p{M}.]{1,12}",
        "[\\p{L}\\p{N}]{1,8}",
        prop::sample::select(vec!["com", "de", "jp", "рф"]),
    )
        .prop_map(|(local, domain, ending)| format!("{local}@{domain}.{ending}"))
}

fn holds(checker: &Checker, text: &str) -> Result<(), TestCaseError> {
    let verdict = checker.check(text);
    let parsed = EmailAddress::parse(text);
    prop_assert_eq!(verdict.key.as_deref(), parsed.as_ref().ok().map(EmailAddress::key));
    prop_assert!(verdict.status == Status::Invalid || verdict.key.is_some());
    prop_assert!(!verdict.reasons.is_empty() && verdict.score <= 100);
    if let Ok(address) = parsed {
        prop_assert!(
            address.domain().is_ascii() && address.key().len() <= 254 && address.local().len() <= 64
        );
        let again = EmailAddress::parse(address.key());
        prop_assert_eq!(
            again.as_ref().map(EmailAddress::key),
            Ok(address.key()),
            "the key of a key is itself"
        );
        prop_assert!(!address.mailbox_key().is_empty());
    }
    if let Some(suggestion) = verdict.suggestion {
        prop_assert!(
            EmailAddress::parse(&suggestion).is_ok(),
            "a suggestion is an address: {:?}",
            suggestion
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        holds(&Checker::new(Rules::shipped()), &text)?;
    }

    #[test]
    fn text_near_an_address_is_answered(text in nearly_an_address()) {
        holds(&Checker::new(Rules::shipped()), &text)?;
    }

    #[test]
    fn addresses_of_any_script_are_answered(text in wide_address()) {
        holds(&Checker::new(Rules::shipped()), &text)?;
    }
}

/// The property is not empty: most wide addresses do parse, and a naive key is not its own key.
#[test]
fn control_the_property_meets_addresses_and_a_naive_key_fails_it() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let parsed = (0..500)
        .filter(|_| {
            EmailAddress::parse(&wide_address().new_tree(&mut runner).expect("a case").current()).is_ok()
        })
        .count();
    println!("of 500 generated addresses {parsed} are well formed");
    assert!(parsed >= 100, "only {parsed} of 500 were well formed: the property says little");
    let naive = |text: &str| text.to_uppercase();
    let typed = "stra\u{df}e@b\u{fc}cher.de";
    assert_ne!(
        EmailAddress::parse(&naive(typed)).expect("well formed").key(),
        naive(typed),
        "an upper-cased key changes"
    );
}

#[test]
fn huge_fields_are_answered_at_once() {
    let checker = Checker::new(Rules::shipped());
    for text in
        ["a".repeat(10_000_000), "@".repeat(10_000_000), "\u{308}".repeat(2_000_000), " ".repeat(10_000_000)]
    {
        assert_eq!(checker.check(&text).status, Status::Invalid);
    }
}
