//! What `compile` refuses: every limit with an input just beyond it and one just inside, and every wrong word
//! with its place.

mod support;

use proptest::prelude::*;
use reachly_mail::{
    MAX_CHAIN, MAX_ELSIF, MAX_HTML_DEPTH, MAX_NESTING, MAX_SOURCE_BYTES, MAX_TAGS, Part, Severity, Source,
    compile,
};
use support::{compiled, html, is_refused_for, problems, values, variables};

fn with_text(text: String) -> Source {
    Source { text: Some(text), ..html("<p>x</p>") }
}

fn nested(depth: usize) -> String {
    "{% if note %}".repeat(depth) + "x" + &"{% endif %}".repeat(depth)
}

#[test]
fn a_part_may_have_256_kb() {
    assert!(compile(&with_text("x".repeat(MAX_SOURCE_BYTES)), &variables()).is_ok());
    for part in [Part::Html, Part::Subject, Part::Preheader, Part::Text] {
        let mut source = with_text("x".into());
        let long = "x".repeat(MAX_SOURCE_BYTES + 1);
        match part {
            Part::Html => source.html = long,
            Part::Subject => source.subject = long,
            Part::Preheader => source.preheader = long,
            Part::Text => source.text = Some(long),
        }
        let found = problems(&source);
        assert!(found.iter().any(|p| p.code == "source_too_large" && p.part == part), "{part}: {found:?}");
    }
}

#[test]
fn a_part_may_have_500_tags() {
    let tags = |count: usize| with_text("{{ note | default: '' }}".repeat(count));
    compiled(&tags(MAX_TAGS));
    assert!(is_refused_for(&tags(MAX_TAGS + 1), "too_many_tags"));
}

#[test]
fn blocks_may_be_nested_20_deep() {
    compiled(&with_text(nested(MAX_NESTING)));
    assert!(is_refused_for(&with_text(nested(MAX_NESTING + 1)), "nested_too_deep"));
}

#[test]
fn twenty_thousand_nested_blocks_are_an_error_and_not_a_stack_overflow() {
    let open_only = "{% if note %}".repeat(19_000);
    for bomb in [nested(10_000), open_only, "{% unless note %}{% case note %}".repeat(6_000)] {
        let source = with_text(bomb.chars().take(MAX_SOURCE_BYTES).collect());
        assert!(compile(&source, &variables()).is_err());
        let in_html = html(source.text.as_deref().unwrap_or_default());
        assert!(compile(&in_html, &variables()).is_err());
    }
}

#[test]
fn conditions_filters_and_branches_have_limits() {
    let filters = |n: usize| with_text(format!("{{{{ note {} }}}}", "| upcase ".repeat(n)));
    let terms = |n: usize| with_text(format!("{{% if note {} %}}x{{% endif %}}", "and note ".repeat(n - 1)));
    let branches =
        |n: usize| with_text(format!("{{% if note %}}a{}{{% endif %}}", "{% elsif note %}b".repeat(n)));
    let whens = |n: usize| {
        with_text(format!("{{% case note %}}{{% when 1{} %}}{{% endcase %}}", ", 1".repeat(n - 1)))
    };
    compiled(&filters(MAX_CHAIN));
    compiled(&terms(MAX_CHAIN));
    compiled(&branches(MAX_ELSIF));
    compiled(&whens(MAX_CHAIN));
    assert!(is_refused_for(&filters(MAX_CHAIN + 1), "chain_too_long"));
    assert!(is_refused_for(&terms(MAX_CHAIN + 1), "chain_too_long"));
    assert!(is_refused_for(&branches(MAX_ELSIF + 1), "nested_too_deep"));
    assert!(is_refused_for(&whens(MAX_CHAIN + 1), "chain_too_long"));
    // The engine recurses over each of these: without limits they would end the process.
    for bomb in [filters(20_000), terms(20_000), whens(30_000)] {
        assert!(is_refused_for(&bomb, "chain_too_long"));
    }
}

#[test]
fn html_elements_may_be_nested_200_deep() {
    let nested = |depth: usize| html(&("<div>".repeat(depth) + "x" + &"</div>".repeat(depth)));
    compiled(&nested(MAX_HTML_DEPTH)).render(&values(serde_json::json!({}))).expect("renders");
    assert!(is_refused_for(&nested(MAX_HTML_DEPTH + 1), "html_too_deep"));
    assert!(is_refused_for(&nested(20_000), "html_too_deep"));
    // Elements that are never closed, as people write them, are not nesting.
    compiled(&html(&"<tr><td><p>x<li>y</td>".repeat(1_000)));
}

#[test]
fn loops_assignments_and_inclusions_are_unknown_tags() {
    for bomb in [
        "{% for i in (1..3000000) %}x{% endfor %}",
        "{% assign a = note %}{% assign a = a | append: a %}",
        "{% include 'self' %}",
        "{% render 'self' %}",
        "{% tablerow i in (1..9) %}{% endtablerow %}",
        "{% capture a %}x{% endcapture %}",
        "{% raw %}{{ x }}{% endraw %}",
        "{% increment a %}",
    ] {
        assert!(is_refused_for(&with_text(bomb.into()), "unknown_tag"), "{bomb}");
    }
    let found = problems(&with_text("{% for i in note %}{% endfor %}".into()));
    assert!(found.iter().any(|p| p.message.contains("“for”") && p.part == Part::Text), "{found:?}");
}

#[test]
fn what_the_engine_would_panic_or_recurse_on_is_refused_before() {
    for bomb in [
        "{{ 99999999999999999999 }}".to_owned(),
        "{{ note | truncate: -99999999999999999999 }}".to_owned(),
        format!("{{{{ note{} }}}}", "[note".repeat(20_000)),
        "{{ note.size }}".to_owned(),
        "{% if (1..9) contains note %}{% endif %}".to_owned(),
    ] {
        assert!(compile(&with_text(bomb.clone()), &variables()).is_err(), "{}", &bomb[..20]);
    }
}

#[test]
fn an_unknown_variable_names_part_place_and_the_nearest_name() {
    let source =
        Source { preheader: "Größe\nfür {{ frist_name | default: 'x' }}".into(), ..html("<p>x</p>") };
    let found = problems(&source);
    let unknown = found.iter().find(|p| p.code == "unknown_variable").expect("found");
    assert_eq!((unknown.part, unknown.line, unknown.column), (Part::Preheader, 2, 8));
    assert_eq!(unknown.severity, Severity::Error);
    assert!(unknown.message.contains("frist_name") && unknown.message.contains("first_name"), "{unknown}");
    let far = problems(&html("<p>{{ shoe_size_in_furlongs }}</p>"));
    assert!(far.iter().any(|p| p.code == "unknown_variable" && !p.message.contains("mean")), "{far:?}");
}

#[test]
fn variables_are_checked_in_conditions_arguments_and_branches_never_taken() {
    for text in [
        "{% if nme %}{% endif %}",
        "{{ note | default: nme }}",
        "{% if false %}{{ nme }}{% endif %}",
        "{% case note %}{% when nme %}{% endcase %}",
        "{% if note contains nme %}{% endif %}",
    ] {
        assert!(is_refused_for(&with_text(text.into()), "unknown_variable"), "{text}");
    }
}

#[test]
fn every_fault_is_listed_not_only_the_first() {
    let found = problems(&html("{{ nme }}\n{{ note | shout }}\n{{ note | default }}\n{{ note note }}"));
    let at: Vec<_> =
        found.iter().filter(|p| p.severity == Severity::Error).map(|p| (p.code, p.line)).collect();
    let expected = [("unknown_variable", 1), ("unknown_filter", 2), ("filter_arguments", 3), ("syntax", 4)];
    assert_eq!(at, expected);
}

#[test]
fn broken_structure_names_the_tag_to_blame() {
    for (text, line) in [
        ("a\n{% if note %}b", 2),
        ("a\n\n{% endif %}", 3),
        ("{% if note %}\n{% endunless %}", 2),
        ("{% if note %}{% else %}\n{% elsif note %}{% endif %}", 2),
        ("{% unless note %}\n{% elsif note %}{% endunless %}", 2),
        ("{% if note %}\n{% when 1 %}{% endif %}", 2),
        ("a\n{{ note", 2),
        ("a\n{{ 'note }}", 2),
        ("\n{{ }}", 2),
        ("\n{% %}", 2),
        ("\n{% if %}{% endif %}", 2),
        ("\n{% if note == %}{% endif %}", 2),
        ("\n{% else now %}", 2),
    ] {
        let found = problems(&with_text(text.into()));
        let errors: Vec<_> = found.iter().filter(|p| p.severity == Severity::Error).collect();
        assert!(!errors.is_empty() && errors[0].line == line, "{text:?}: {found:?}");
    }
}

#[test]
fn braces_of_style_sheets_are_not_tags() {
    let template = compiled(&html("<style>@media print{p{color:red}}</style><p>50 %} off }}</p>"));
    let mail = template.render(&values(serde_json::json!({}))).expect("renders");
    assert!(mail.html.contains("{p{color:red}}</style><p>50 %} off }}"), "{}", mail.html);
}

fn fragments() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{{",
        "}}",
        "{%",
        "%}",
        "{{-",
        "-}}",
        " note ",
        " first_name ",
        "|",
        ":",
        ",",
        " default: 'x'",
        "date: '%Y'",
        "truncate: 3",
        "round: 2",
        "replace: 'a','b'",
        "{% if note %}",
        "{% else %}",
        "{% endif %}",
        "{% case note %}",
        "{% when 1 %}",
        "{% endcase %}",
        "'",
        "\"",
        "<a href=\"",
        "\">",
        "</a>",
        "<table>",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "<style>",
        "</style>",
        "<script>",
        "<select><xmp>",
        "&amp;",
        "\u{FDD0}",
        "\u{0}",
        "ß",
        "0",
        "9.5",
        "==",
        "contains",
        " and ",
        "\r\n",
        "<svg>",
        "<title>",
        "</",
        ">",
        "<img alt=x>",
        "</body>",
    ]);
    prop::collection::vec(prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => ".{0,6}"], 0..40)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(
        page in prop_oneof![fragments(), ".{0,200}"],
        subject in prop_oneof![fragments(), ".{0,40}"],
        text in prop::option::of(fragments()),
        note in ".{0,40}",
    ) {
        let source = Source { html: page.clone(), subject, preheader: note.clone(), text };
        if let Ok(template) = compile(&source, &variables()) {
            let mail = template.render(&values(serde_json::json!({"note": note, "first_name": page})));
            if let Ok(mail) = mail {
                prop_assert!(!mail.subject.contains(['\r', '\n']));
                let _ = reachly_mail::rewrite_links(&mail.html, &Default::default(), |_, href| href.to_owned());
            }
        }
        let _ = reachly_mail::safe_preview(&page);
        let _ = reachly_mail::sanitize_page(&page);
    }
}
