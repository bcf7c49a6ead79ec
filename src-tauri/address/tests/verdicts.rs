//! Status, score and reasons: one address per reason, the edges of the score, and the owner's own rules.

use reachly_address::{Checker, EmailAddress, Evidence, Kind, Reason, Reasons, Rules, Status};

fn checker() -> Checker {
    Checker::new(Rules::shipped())
}

fn long_domain(labels: usize) -> String {
    format!("{}com", "abcdefghij.".repeat(labels))
}

/// An address for every reason that can be found offline.
fn examples() -> Vec<(String, Reason, Status)> {
    use Reason::*;
    use Status::{Invalid, Risky, Valid};
    let mut examples: Vec<(String, Reason, Status)> = [
        ("  \t", Empty, Invalid),
        ("a@acme.com; b@acme.com", MultipleAddresses, Invalid),
        ("a@acme.com, b@acme.com", MultipleAddresses, Invalid),
        ("a@acme.com b@acme.com", MultipleAddresses, Invalid),
        ("ann.acme.com", Syntax, Invalid),
        ("ann@acme", Syntax, Invalid),
        (".ann@acme.com", Syntax, Invalid),
        ("ann@ac_me.com", Syntax, Invalid),
        ("ann@ab--acme.com", Syntax, Invalid),
        ("an\u{200b}n@acme.com", UnsafeChar, Invalid),
        ("an\u{7}n@acme.com", UnsafeChar, Invalid),
        ("\"ann\"@acme.com", QuotedLocal, Invalid),
        ("ann@[127.0.0.1]", IpLiteral, Invalid),
        ("ann@xn--0.com", IdnaError, Invalid),
        ("ann@\u{2488}acme.com", IdnaError, Invalid),
        ("ann@127.0.0.1", NumericTld, Invalid),
        ("ann@printer.local", SpecialUseDomain, Invalid),
        ("ann@acme.notanending", UnknownSuffix, Invalid),
        ("ann@mailinator.com", Disposable, Risky),
        ("asdf@acme.com", Placeholder, Risky),
        ("none@none.com", Placeholder, Risky),
        ("ann@noemail.com", Placeholder, Risky),
        ("no-reply@acme.com", NoReply, Risky),
        ("billing-noreply@acme.com", NoReply, Risky),
        ("Do.Not.Reply@acme.com", NoReply, Risky),
        ("ann@gmial.com", TypoDomain, Risky),
        ("Support@acme.com", Role, Risky),
        ("j\u{f6}rg@acme.de", EaiLocal, Risky),
        ("ann@inbox.mailinator.com", DisposablePossible, Valid),
        ("ann@sify.com", DisposablePossible, Valid),
        ("xkjhdfgkq@acme.com", Gibberish, Valid),
        ("a7k2x9q1@acme.com", Gibberish, Valid),
        ("ann@p\u{430}ypal.com", MixedScript, Risky),
        ("ann@gmail.com", Free, Valid),
        ("ann+news@acme.com", PlusTag, Valid),
        ("ann@duck.com", Relay, Valid),
        ("ann@\u{ff47}mail.com", Normalised, Valid),
        ("ann@acme.com", DnsNotChecked, Valid),
    ]
    .map(|(text, reason, status)| (text.to_owned(), reason, status))
    .to_vec();
    examples.push((format!("{}@acme.com", "a".repeat(65)), LocalTooLong, Invalid));
    examples.push((format!("ann.lee.of.acme@{}", long_domain(22)), TooLong, Invalid));
    examples
}

#[test]
fn every_reason_found_offline_has_an_address_that_shows_it() {
    let checker = checker();
    let mut shown = Reasons::NONE;
    for (text, reason, status) in examples() {
        let verdict = checker.check(&text);
        let codes: Vec<_> = verdict.reasons.iter().map(Reason::code).collect();
        assert!(verdict.reasons.contains(reason), "{text:?} shows {reason}, not {codes:?}");
        assert_eq!(verdict.status, status, "{text:?} is {status}: {codes:?}");
        assert_eq!(
            verdict.key.is_some(),
            EmailAddress::parse(&text).is_ok(),
            "{text:?} has a key if it parses"
        );
        shown.insert(reason);
    }
    use Reason::*;
    let elsewhere = [
        NxDomain,
        NullMx,
        NoMxNoAddress,
        OnlyPrivateAddress,
        NoMxAndSpfRejectAll,
        HardBouncedBefore,
        AFallback,
        SoftBounced,
        DnsUnknown,
        BlockedDomain,
    ];
    let missing: Vec<_> =
        Reasons::ALL.without(shown).without(Reasons::from_iter(elsewhere)).iter().map(Reason::code).collect();
    assert!(missing.is_empty(), "no example for {missing:?}");
}

#[test]
fn ordinary_people_are_valid_without_a_point() {
    let checker = checker();
    for text in [
        "ann.lee@acme.com",
        " Ann@Acme.Com ",
        "o'brien@acme.co.uk",
        "m_hirsch-sprung@acme.org",
        "j2smith4u@acme.com",
        "christopher.wright@strength.com",
        "kschwartz@acme.de",
        "5551234567@acme.com",
        "jeff@\u{81fa}\u{7db2}\u{4e2d}\u{5fc3}.tw",
        "nora.doyle@acme.com",
        "donald@acme.com",
        "infante@acme.com",
        "test.driver@acme.com",
        "ann@example.com",
    ] {
        let verdict = checker.check(text);
        assert_eq!((verdict.status, verdict.score), (Status::Valid, 0), "{text:?}: {verdict:?}");
    }
}

#[test]
fn relay_and_tag_and_unknown_dns_together_are_just_risky() {
    let unknown = Evidence {
        reasons: Reasons::from_iter([Reason::DnsUnknown]),
        dns_checked: true,
        ..Evidence::default()
    };
    let text = "ann+news@privaterelay.appleid.com";
    let verdict = checker().check_with(text, &unknown);
    assert_eq!(
        (verdict.status, verdict.score),
        (Status::Risky, 30),
        "10 + 5 + 15 is the threshold: {verdict:?}"
    );
    let offline = checker().check(text);
    assert_eq!(
        (offline.status, offline.score),
        (Status::Valid, 15),
        "one reason fewer is valid: {offline:?}"
    );
    let mut lenient = Rules::shipped();
    lenient.risky_from = 31;
    let verdict = Checker::new(lenient).check_with(text, &unknown);
    assert_eq!(
        (verdict.status, verdict.score),
        (Status::Valid, 30),
        "control: a threshold of 31 lets it through"
    );
}

#[test]
fn the_first_matching_row_decides_and_points_stop_at_94() {
    let checker = checker();
    let judge = |reasons: &[Reason], bounces| checker.judge(reasons.iter().copied().collect(), bounces);
    use Reason::*;
    assert_eq!(judge(&[], 0), (Status::Valid, 0), "nothing known");
    assert_eq!(judge(&[Free, DnsNotChecked, Normalised], 0), (Status::Valid, 0), "informational");
    assert_eq!(judge(&[DisposablePossible], 0), (Status::Valid, 25), "25 is below the threshold");
    assert_eq!(judge(&[Role], 0), (Status::Risky, 30), "30 is the threshold");
    assert_eq!(judge(&[Disposable, Placeholder], 0), (Status::Risky, 94), "never more than 94");
    assert_eq!(
        judge(&[NxDomain, Disposable, Role], 0),
        (Status::Nonexistent, 98),
        "nonexistent before risky"
    );
    assert_eq!(
        judge(&[UnknownSuffix, NxDomain, Disposable], 0),
        (Status::Invalid, 100),
        "invalid before all"
    );
    assert_eq!(judge(&[SoftBounced], 0), (Status::Valid, 15), "a bounce without a count is one");
    for (bounces, score) in [(1, 15), (2, 30), (3, 45), (4, 45), (255, 45)] {
        assert_eq!(judge(&[SoftBounced], bounces).1, score, "{bounces} soft bounces");
    }
}

#[test]
fn evidence_is_added_and_cannot_make_an_address_malformed() {
    let gone = Evidence {
        reasons: Reasons::from_iter([Reason::NxDomain, Reason::Syntax]),
        soft_bounces: 2,
        dns_checked: true,
    };
    let verdict = checker().check_with("ann@acme.com", &gone);
    assert_eq!((verdict.status, verdict.score), (Status::Nonexistent, 98));
    assert!(verdict.reasons.contains(Reason::SoftBounced), "a count is a reason");
    assert!(!verdict.reasons.contains(Reason::DnsNotChecked), "it was looked up");
    assert!(!verdict.reasons.contains(Reason::Syntax), "syntax is not for others to say");
}

#[test]
fn the_owners_rules_count() {
    let mut rules = Rules::shipped();
    rules.blocked_domains = vec!["@Spam.example.org".into(), "not a domain".into()];
    rules.allowed_domains = vec!["mailinator.com".into(), "corp.internal".into(), "gmial.com".into()];
    rules.role_words = vec![" Broker ".into()];
    rules.enabled.remove(Reason::Placeholder);
    rules.enabled.remove(Reason::Syntax);
    rules.set_points(Reason::PlusTag, 30);
    let checker = Checker::new(rules);
    let has = |text: &str, reason| checker.check(text).reasons.contains(reason);
    assert!(
        has("a@spam.example.org", Reason::BlockedDomain)
            && has("a@x.spam.example.org", Reason::BlockedDomain)
    );
    assert!(!has("a@example.org", Reason::BlockedDomain), "the parent is not blocked");
    assert_eq!(checker.check("ann@mailinator.com").status, Status::Valid, "allowed beats the list");
    assert_eq!(
        checker.check("ann@mail.corp.internal").status,
        Status::Valid,
        "allowed beats the reserved names"
    );
    assert_eq!(checker.check("ann@gmial.com").suggestion, None, "allowed is no typing error");
    assert!(has("broker@acme.com", Reason::Role), "own role words count");
    assert_eq!(checker.check("asdf@acme.com").status, Status::Valid, "placeholder is switched off");
    assert_eq!(checker.check("asdf").status, Status::Invalid, "syntax cannot be switched off");
    assert_eq!(checker.check("ann+x@acme.com").status, Status::Risky, "own points count");
}

#[test]
fn codes_bits_and_numbers_are_what_is_stored() {
    for reason in Reason::ALL {
        assert_eq!(reason.code().parse(), Ok(*reason), "{reason} reads back");
        let set = Reasons::from_iter([*reason]);
        assert_eq!(set.bits(), 1 << *reason as u8);
        assert_eq!(Reasons::from_bits(set.bits()).iter().collect::<Vec<_>>(), [*reason]);
        assert!(i64::try_from(set.bits()).is_ok(), "{reason} fits a column");
        assert!(reason.sentence().ends_with('.'), "{reason} has a sentence");
        assert!(
            reason.kind() != Kind::Syntax || reason.row() == Status::Invalid,
            "{reason}: bad syntax is invalid"
        );
    }
    let stored: Vec<_> =
        [Reason::Empty, Reason::NxDomain, Reason::Disposable, Reason::Free].map(|r| r as u8).into();
    assert_eq!(stored, [0, 16, 24, 48], "stored numbers never change");
    assert_eq!(Reasons::from_bits(u64::MAX), Reasons::ALL, "unknown bits are left out");
    assert!(
        "GONE".parse::<Reason>().is_err()
            && "gone".parse::<Status>().is_err()
            && Status::try_from(4).is_err()
    );
    for (number, status) in (0_u8..).zip(Status::ALL) {
        assert_eq!((Status::try_from(number), status.as_str().parse()), (Ok(status), Ok(status)));
    }
}

#[test]
fn keys_and_mailboxes_compare_as_people_mean() {
    let key = |text: &str| EmailAddress::parse(text).map(|address| address.key().to_owned());
    assert_eq!(key(" Ann.Lee@ACME.Com "), Ok("ann.lee@acme.com".to_owned()));
    assert_eq!(key("J\u{d6}RG@B\u{dc}CHER.de"), Ok("j\u{f6}rg@xn--bcher-kva.de".to_owned()));
    assert_eq!(
        key("jo\u{308}rg@acme.de"),
        key("j\u{f6}rg@acme.de"),
        "both ways to write an umlaut are one key"
    );
    assert_eq!(key("ann@b\u{fc}cher.de"), key("ann@XN--BCHER-KVA.de"), "both forms of a domain are one key");
    assert_eq!(EmailAddress::parse(""), Err(vec![Reason::Empty]));
    let mailbox = |text: &str| EmailAddress::parse(text).expect("well formed").mailbox_key();
    assert_eq!(mailbox("A.n.n+x@GoogleMail.com"), "ann@gmail.com");
    assert_eq!(mailbox("ann.lee+x@outlook.com"), "ann.lee@outlook.com", "dots matter at Outlook");
    assert_eq!(mailbox("ann_lee@protonmail.com"), "annlee@proton.me");
    assert_eq!(mailbox("ann.lee+x@acme.com"), "ann.lee+x@acme.com", "unknown providers are left alone");
    assert_eq!(mailbox("+x@gmail.com"), "+x@gmail.com", "a tag needs a name");
}
