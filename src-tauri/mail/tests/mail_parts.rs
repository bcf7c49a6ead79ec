//! Lints, links and their rewriting, starters.

mod support;

use reachly_mail::{
    Additions, HTML_MAX_BYTES, HTML_WARN_BYTES, SUBJECT_WARN_CHARS, Source, Variables, compile,
    rewrite_links, safe_preview, starter_templates,
};
use serde_json::json;
use support::{codes, compiled, html, is_refused_for, values};

const GOOD: &str = "<p>{{ organization_address }} <a href=\"{{ landing_url }}\">Go</a> \
    <a href=\"{{ unsubscribe_url }}\">Unsubscribe</a></p>";

fn subject(text: &str) -> Source {
    Source { subject: text.into(), ..html(GOOD) }
}

#[test]
fn a_good_mail_has_no_findings() {
    assert_eq!(codes(&html(GOOD)), Vec::<&str>::new());
}

#[test]
fn each_lint_fires_on_its_fault_and_only_there() {
    let without = |part: &str| html(&GOOD.replace(part, "https://example.com"));
    let with = |part: &str| html(&(GOOD.to_owned() + part));
    for (code, source) in [
        ("no_unsubscribe_link", without("{{ unsubscribe_url }}")),
        ("no_landing_link", without("{{ landing_url }}")),
        ("no_postal_address", without("{{ organization_address }}")),
        ("no_fallback", with("{{ first_name }}")),
        ("no_fallback", subject("Hi {{ first_name }}")),
        ("no_alt", with("<img src=\"x.png\">")),
        ("http_link", with("<a href=\"http://example.com\">x</a>")),
        ("html_large", with(&"x".repeat(HTML_WARN_BYTES))),
        ("subject_long", subject(&"x".repeat(SUBJECT_WARN_CHARS + 1))),
        ("subject_capitals", subject("RENEW NOW {{ first_name | default: 'x' }}")),
        ("subject_empty", subject(" ")),
        ("subject_empty", subject("{% if false %}x{% endif %}")),
        ("html_too_large", with(&"x".repeat(HTML_MAX_BYTES))),
    ] {
        assert_eq!(codes(&source), [code], "{}", source.subject);
    }
    for fine in [
        with("{{ first_name | default: 'x' }}{% if first_name %}{{ first_name }}{% endif %}"),
        with("<img src=\"x.png\" alt=\"\"><a href=\"https://example.com\">x</a>"),
        with(&"x".repeat(HTML_WARN_BYTES - GOOD.len())),
        subject(&"x".repeat(SUBJECT_WARN_CHARS)),
        subject("ACA 2027"),
    ] {
        assert_eq!(codes(&fine), Vec::<&str>::new(), "{}", fine.subject);
    }
}

#[test]
fn a_fallback_is_missed_again_outside_the_question() {
    for text in [
        "{% if first_name %}x{% else %}{{ first_name }}{% endif %}",
        "{% unless first_name %}{{ first_name }}{% endunless %}",
        "{% if first_name %}x{% endif %}{{ first_name }}",
    ] {
        assert_eq!(codes(&html(&(GOOD.to_owned() + text))), ["no_fallback"], "{text}");
    }
}

#[test]
fn only_errors_refuse_a_mail() {
    assert!(is_refused_for(&subject(""), "subject_empty"));
    assert!(is_refused_for(&html(&"x".repeat(HTML_MAX_BYTES + 1)), "html_too_large"));
    assert_eq!(compiled(&html("x")).warnings().len(), 3);
}

const LINKED: &str = "<body><a href=\"https://a.example/?x=1&amp;y=2\">First <b>one</b></a>\
    {% if note %}<a href=\"https://b.example\"><img src=x alt=\"Second\"></a>{% endif %}\
    <a data-link=\"9\" href=\"{{ landing_url }}\">Third</a><a href=\"https://a.example/?x=1&y=2\">again</a>\
    <a href=\"mailto:a@example.com\">m</a><a href=\"#top\">t</a><a name=\"n\">n</a></body>";

#[test]
fn links_are_listed_in_order_each_address_once() {
    let template = compiled(&html(LINKED));
    let links: Vec<_> =
        template.links().iter().map(|l| (l.number, l.href.as_str(), l.text.as_str())).collect();
    assert_eq!(
        links,
        [
            (1, "https://a.example/?x=1&y=2", "First one"),
            (2, "https://b.example", "Second"),
            (3, "{{ landing_url }}", "Third"),
        ]
    );
}

#[test]
fn a_link_keeps_its_number_when_a_condition_drops_the_one_before() {
    for (with, expected) in [
        (json!({"note": "x", "landing_url": "https://l.example/a"}), vec![1, 2, 3, 1]),
        (json!({"landing_url": "https://l.example/a"}), vec![1, 3, 1]),
        (json!({"landing_url": null}), vec![1, 1]),
    ] {
        let mail = compiled(&html(LINKED)).render(&values(with)).expect("renders");
        let mut seen = Vec::new();
        let out = rewrite_links(&mail.html, &Additions::default(), |number, href| {
            seen.push(number);
            format!("https://t.example/{number}?to=\"{href}&")
        })
        .expect("rewrites");
        assert_eq!(seen, expected);
        assert!(!out.contains("data-link"), "{out}");
        assert!(
            out.contains("href=\"https://t.example/1?to=&quot;https://a.example/?x=1&amp;y=2&amp;\""),
            "{out}"
        );
        assert!(out.contains("mailto:a@example.com") && out.contains("href=\"#top\""), "{out}");
    }
}

#[test]
fn links_of_foreign_html_are_counted_the_same_way() {
    let mut seen = Vec::new();
    let page =
        "<a href=https://a.example>1</a><a href='https://b.example'>2</a><a href=https://a.example>1</a>";
    rewrite_links(page, &Additions::default(), |number, href| {
        seen.push((number, href.to_owned()));
        href.to_owned()
    })
    .expect("rewrites");
    let numbers: Vec<u32> = seen.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 2, 1]);
}

#[test]
fn preheader_and_pixel_go_into_the_body() {
    let additions =
        Additions { preheader: Some("Save <b> & more"), open_pixel: Some("https://t.example/o?a=1&b=\"") };
    for (page, before, after) in [
        (
            "<!doctype html><head><title>t</title></head><body class=x><p>x</p></body></html>",
            "<body class=x>",
            "</body>",
        ),
        ("<head><title>t</title></head><p>x</p>", "</head>", ""),
        ("<!DOCTYPE html><p>x</p>", "<!DOCTYPE html>", ""),
        ("<body><p>x</p>", "<body>", ""),
    ] {
        let out = rewrite_links(page, &additions, |_, href| href.to_owned()).expect("rewrites");
        let hidden = out.find("<div style=\"display:none").expect("preheader");
        assert!(out[..hidden].ends_with(before), "{out}");
        assert!(out.contains("Save &lt;b&gt; &amp; more"), "{out}");
        let pixel = out.find("<img src=\"https://t.example/o?a=1&amp;b=&quot;\"").expect("pixel");
        assert!(pixel > out.find("<p>").expect("paragraph"), "{out}");
        assert!(out[pixel..].split_once('>').is_some_and(|(_, rest)| rest.starts_with(after)), "{out}");
        assert_eq!((out.matches("<img").count(), out.matches("display:none").count()), (1, 1), "{out}");
    }
    let plain = rewrite_links("<body>x</body>", &Additions::default(), |_, href| href.to_owned());
    assert_eq!(plain.expect("rewrites"), "<body>x</body>");
}

#[test]
fn starters_compile_without_findings_and_make_whole_mails() {
    let variables = Variables::new(vec![reachly_mail::Variable {
        name: "first_name".into(),
        label: "First name".into(),
        kind: reachly_mail::Kind::Text,
        sample: "Maria".into(),
    }]);
    let starters = starter_templates();
    assert_eq!(starters.len(), 3);
    for starter in starters {
        let template =
            compile(&starter.source, &variables).unwrap_or_else(|p| panic!("{}: {p:?}", starter.key));
        assert_eq!(template.warnings(), [], "{}", starter.key);
        assert_eq!(template.links().len(), 2, "{}", starter.key);
        let mail = template.render(&variables.samples()).expect("renders");
        assert!(mail.html.contains("Maria") && mail.text.contains("Maria"), "{}", mail.text);
        assert!(
            mail.html.contains("Springfield")
                && mail.text.contains("unsubscribe") | mail.text.contains("/u/")
        );
        let preview = safe_preview(&mail.html);
        assert_eq!(support::browser::dangers(&preview), Vec::<String>::new(), "{}", starter.key);
        assert!(preview.contains("@media (max-width: 620px)"), "{}", starter.key);
    }
}
