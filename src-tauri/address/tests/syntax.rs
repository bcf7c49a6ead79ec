//! Address syntax against python-email-validator's cases: every difference is listed with its reason, and nothing else may differ.

use crate::fixtures;
use reachly_address::{Checker, EmailAddress, Reason, Rules, Status, Verdict};
use serde_json::Value;
use std::collections::BTreeSet;

/// Our documented policy where it differs from theirs; `Gap` is a difference we would rather not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// They accept a quoted local part when asked to; we never do: QUOTED_LOCAL.
    Quoted,
    /// They accept a name beside the address when asked to; we take the address alone (and suggest it): SYNTAX.
    DisplayName,
    /// They test with endings that do not exist; an unknown ending is invalid: UNKNOWN_SUFFIX.
    UnknownSuffix,
    /// They refuse blanks around an address; we take them off, as spreadsheets are full of them.
    Trimmed,
    /// They accept symbols beyond ASCII before the @; we take letters, digits and marks only: UNSAFE_CHAR.
    Symbol,
    /// We are wrong.
    Gap,
}

impl Why {
    const ALL: [Self; 6] =
        [Self::Quoted, Self::DisplayName, Self::UnknownSuffix, Self::Trimmed, Self::Symbol, Self::Gap];

    /// The verdict differs for the reason given, and for no other.
    fn explains(self, input: &str, verdict: &Verdict) -> bool {
        let only = |reason| verdict.reasons.iter().filter(|r| r.row() == Status::Invalid).eq([reason]);
        match self {
            Self::Quoted => only(Reason::QuotedLocal),
            Self::DisplayName => input.ends_with('>') && verdict.reasons.contains(Reason::Syntax),
            Self::UnknownSuffix => only(Reason::UnknownSuffix) && EmailAddress::parse(input).is_ok(),
            Self::Trimmed => input != input.trim() && verdict.status != Status::Invalid,
            Self::Symbol => only(Reason::UnsafeChar),
            Self::Gap => true,
        }
    }
}

struct Case {
    group: String,
    input: String,
    valid: bool,
}

const VALID: &str = "test_email_valid";
const INTERNATIONAL: &str = "test_email_valid_intl_local_part";
const INVALID: &str = "test_email_invalid_syntax";
const ISEMAIL: &str = "test_pyisemail_tests";

/// (group, input, why): all differences there are.
const DIFFERENCES: &[(&str, &str, Why)] = &[
    (INVALID, "\nmy@example.com", Why::Trimmed),
    (INVALID, "my@example.com\n", Why::Trimmed),
    (VALID, "!#$%&'*+-/=?^_`.{|}~@example.tld", Why::UnknownSuffix),
    (VALID, "\"My.\\\"Na\\\\me\\\".Is\" <\"me \\\" \\\\ me\"@example.org>", Why::DisplayName),
    (VALID, "\"de-quoted.local.part\"@example.org", Why::Quoted),
    (VALID, "\"escaped.quote.\\\".local.part\"@example.org", Why::Quoted),
    (VALID, "\"quoted local part\"@example.org", Why::Quoted),
    (VALID, "\"unnecessary.escaped.\\x.local.part\"@example.org", Why::Quoted),
    (VALID, "Abc@example.tld", Why::UnknownSuffix),
    (VALID, "My Name <me@example.org>", Why::DisplayName),
    (VALID, "MyName <me@example.org>", Why::DisplayName),
    (VALID, "user+mailbox/department=shipping@example.tld", Why::UnknownSuffix),
    (INTERNATIONAL, "\"s\u{323}\u{307}\" <s\u{323}\u{307}@nfc.tld>", Why::DisplayName),
    (INTERNATIONAL, "ñoñó@example.tld", Why::UnknownSuffix),
    (INTERNATIONAL, "θσερ@εχαμπλε.ψομ", Why::UnknownSuffix),
    (INTERNATIONAL, "чебурашкаящик-с-апельсинами.рф@example.tld", Why::UnknownSuffix),
    (INTERNATIONAL, "उदाहरण.परीक\u{94d}ष@domain.with.idn.tld", Why::UnknownSuffix),
    (INTERNATIONAL, "राम@मोहन.ईन\u{94d}फो", Why::UnknownSuffix),
    (INTERNATIONAL, "伊昭傑@郵件.商務", Why::UnknownSuffix),
    (INTERNATIONAL, "我買@example.tld", Why::UnknownSuffix),
    (INTERNATIONAL, "甲斐黒川日本@example.tld", Why::UnknownSuffix),
    (INTERNATIONAL, "＠@fullwidth.at", Why::Symbol),
    (ISEMAIL, "\ntest@iana.org", Why::Trimmed),
    (ISEMAIL, "\r\n \r\n test@iana.org", Why::Trimmed),
    (ISEMAIL, "\r\n \r\ntest@iana.org", Why::Trimmed),
    (ISEMAIL, "\r\n test@iana.org", Why::Trimmed),
    (ISEMAIL, "\r\ntest@iana.org", Why::Trimmed),
    (ISEMAIL, "\rtest@iana.org", Why::Trimmed),
    (ISEMAIL, " \r\n\r\n test@iana.org", Why::Trimmed),
    (ISEMAIL, " \r\n\r\ntest@iana.org", Why::Trimmed),
    (ISEMAIL, " \r\n \r\ntest@iana.org", Why::Trimmed),
    (ISEMAIL, " \r\n test@iana.org", Why::Trimmed),
    (ISEMAIL, " \r\ntest@iana.org", Why::Trimmed),
    (ISEMAIL, " test@iana.org", Why::Trimmed),
    (ISEMAIL, "test@iana.org\n", Why::Trimmed),
    (ISEMAIL, "test@iana.org\r", Why::Trimmed),
    (ISEMAIL, "test@iana.org\r\n", Why::Trimmed),
    (ISEMAIL, "test@iana.org\r\n ", Why::Trimmed),
    (ISEMAIL, "test@iana.org\r\n \r\n", Why::Trimmed),
    (ISEMAIL, "test@iana.org\r\n \r\n ", Why::Trimmed),
    (ISEMAIL, "test@iana.org ", Why::Trimmed),
    (ISEMAIL, "test@iana.org \r\n", Why::Trimmed),
    (ISEMAIL, "test@iana.org \r\n\r\n", Why::Trimmed),
    (ISEMAIL, "test@iana.org \r\n\r\n ", Why::Trimmed),
    (ISEMAIL, "test@iana.org \r\n ", Why::Trimmed),
    (ISEMAIL, "test@iana.org \r\n \r\n", Why::Trimmed),
    (ISEMAIL, "test@xn--hxajbheg2az3al.xn--jxalpdlp", Why::UnknownSuffix),
];

/// The text between quotes of Python's `['text', 'STATUS']`, and the status.
fn from_python(pair: &str) -> (String, String) {
    let inner = pair.trim_start_matches('[').trim_end_matches(']');
    let (text, status) = inner.rsplit_once(", ").expect("two items");
    let mut out = String::new();
    let mut chars = text[1..text.len() - 1].chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next().expect("something after the backslash") {
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'x' => {
                let hex: String = chars.by_ref().take(2).collect();
                out.push(char::from(u8::from_str_radix(&hex, 16).expect("two hex digits")));
            }
            other => out.push(other),
        }
    }
    (out, status.trim_matches('\'').to_owned())
}

fn cases() -> Option<Vec<Case>> {
    let text = fixtures::text("python-email-validator/syntax_cases.json")?;
    // A lone surrogate cannot stand in a Rust string: by the time text reaches us it is the replacement character.
    let groups: Value = serde_json::from_str(&text.replace("\"\\ud800\"", "\"\\ufffd\"")).expect("JSON");
    let mut cases = Vec::new();
    for (group, list) in groups.as_object().expect("groups") {
        for case in list.as_array().expect("cases") {
            let first = case[0].as_str().expect("input").to_owned();
            let (input, valid) = match group.as_str() {
                "test_email_valid" | "test_email_valid_intl_local_part" => (first, true),
                "test_email_unsafe_character" => (format!("{first}@example.com"), false),
                "test_pyisemail_tests" => {
                    let (input, status) = from_python(&first);
                    (input, status == "ISEMAIL_VALID")
                }
                _ => (first, false),
            };
            cases.push(Case { group: group.clone(), input, valid });
        }
    }
    Some(cases)
}

/// What differs: (group, input), each once.
fn differing(cases: &[Case], is_valid: impl Fn(&str) -> bool) -> BTreeSet<(&str, &str)> {
    let wrong = |case: &&Case| is_valid(&case.input) != case.valid;
    cases.iter().filter(wrong).map(|case| (case.group.as_str(), case.input.as_str())).collect()
}

/// Compares with the table: what is not listed, what is listed and no longer differs, and the share that goes as the policy says.
fn compare(cases: &[Case], is_valid: impl Fn(&str) -> bool) -> (Vec<(&str, &str)>, Vec<&'static str>, f64) {
    let differing = differing(cases, is_valid);
    let listed = |found: &(&str, &str)| DIFFERENCES.iter().find(|(g, i, _)| (*g, *i) == *found);
    let unlisted: Vec<_> = differing.iter().copied().filter(|found| listed(found).is_none()).collect();
    let stale =
        DIFFERENCES.iter().filter(|(g, i, _)| !differing.contains(&(*g, *i))).map(|(_, i, _)| *i).collect();
    let gaps =
        differing.iter().filter(|found| listed(found).is_none_or(|(_, _, why)| *why == Why::Gap)).count();
    (unlisted, stale, 100.0 - 100.0 * gaps as f64 / cases.len() as f64)
}

#[test]
fn syntax_goes_as_the_documented_policy_says() {
    let Some(cases) = cases() else { return };
    assert_eq!(cases.len(), 286, "all cases were read");
    let checker = Checker::new(Rules::shipped());
    let ours = |text: &str| checker.check(text).status != Status::Invalid;
    let (unlisted, stale, share) = compare(&cases, ours);
    for why in Why::ALL {
        println!("{why:?}: {} cases", DIFFERENCES.iter().filter(|(_, _, w)| *w == why).count());
    }
    println!("as the policy says: {share:.1} % of {} cases", cases.len());
    assert!(unlisted.is_empty(), "differences that nobody listed: {unlisted:#?}");
    assert!(stale.is_empty(), "listed, but no longer different: {stale:#?}");
    for (_, input, why) in DIFFERENCES {
        let verdict = checker.check(input);
        assert!(why.explains(input, &verdict), "{input:?} differs, but not because of {why:?}: {verdict:?}");
    }
    assert!(share >= 98.0, "at least 98 % go as the policy says, not {share:.1} %");
}

/// The grammar crate alone, without limits, IDNA, suffixes, reserved names and trimming, must not pass.
#[test]
fn control_the_grammar_alone_fails_the_same_comparison() {
    let Some(cases) = cases() else { return };
    let (unlisted, stale, share) = compare(&cases, email_address::EmailAddress::is_valid);
    println!("control: {share:.1} %, {} unlisted, {} stale", unlisted.len(), stale.len());
    assert!(share < 98.0, "the bare grammar reaches {share:.1} %: the comparison proves nothing");
    assert!(!unlisted.is_empty(), "the bare grammar differs where nobody listed it");
}
