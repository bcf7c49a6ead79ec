//! What one person's mail looks like: escaping, fallbacks, filters, bounds, plain text.

mod support;

use reachly_mail::{MAX_OUTPUT_BYTES, Mail, Part, Source};
use serde_json::{Value, json};
use support::{compiled, html, is_refused_for, values};

fn rendered(source: &Source, with: Value) -> Mail {
    compiled(source).render(&values(with)).unwrap_or_else(|problem| panic!("{problem}"))
}

fn line(liquid: &str, with: Value) -> String {
    let source = Source { text: Some(liquid.into()), ..html("<p>x</p>") };
    rendered(&source, with).text
}

#[test]
fn values_are_escaped_in_html_and_raw_elsewhere() {
    let source = Source {
        html: "<p title=\"{{ note | default: '' }}\">{{ note | default: '' }}</p>".into(),
        subject: "{{ note | default: '' }}".into(),
        preheader: "{{ note | default: '' }}".into(),
        text: Some("{{ note | default: '' }}".into()),
    };
    let hostile = "<script>alert(\"1\")</script> & 'co'";
    let mail = rendered(&source, json!({ "note": hostile }));
    let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;";
    assert_eq!(mail.html, format!("<p title=\"{escaped}\">{escaped}</p>"));
    assert_eq!(
        (mail.subject.as_str(), mail.preheader.as_str(), mail.text.as_str()),
        (hostile, hostile, hostile)
    );
}

#[test]
fn filters_work_on_the_value_and_escaping_comes_last_and_once() {
    let part = |liquid: &str| {
        let mail = rendered(&html(liquid), json!({ "note": "<b>&\"</b>" }));
        mail.html
    };
    assert_eq!(part("{{ note | escape | default: '' }}"), "&lt;b&gt;&amp;&quot;&lt;/b&gt;");
    assert_eq!(part("{{ note | truncate: 4, '' | default: '' }}"), "&lt;b&gt;&amp;");
    assert_eq!(part("{{ note | upcase | default: '' }}"), "&lt;B&gt;&amp;&quot;&lt;/B&gt;");
    assert_eq!(part("{{ note | replace: '<', '<<' | truncate: 3, '' | default: '' }}"), "&lt;&lt;b");
    assert_eq!(part("{% if note == '<b>&\"</b>' %}same{% endif %}"), "same");
    assert_eq!(part("{{ 'a & b' }}"), "a &amp; b");
    assert_eq!(line("{{ note | escape | default: '' }}", json!({"note": "a & b"})), "a &amp; b");
}

#[test]
fn missing_null_empty_and_blank_values_take_the_fallback() {
    for with in
        [json!({}), json!({"first_name": null}), json!({"first_name": ""}), json!({"first_name": " \t"})]
    {
        assert_eq!(line("Hi {{ first_name | default: 'there' }}", with.clone()), "Hi there");
        assert_eq!(line("{% if first_name %}yes{% else %}no{% endif %}", with.clone()), "no");
        assert_eq!(line("{% if first_name contains 'a' %}yes{% else %}no{% endif %}", with.clone()), "no");
        assert_eq!(line("[{{ first_name }}]", with), "[]");
    }
    assert_eq!(line("Hi {{ first_name | default: 'there' }}", json!({"first_name": "Ann"})), "Hi Ann");
    assert_eq!(line("{{ first_name | default: note | default: 'x' }}", json!({"note": "n"})), "n");
}

#[test]
fn numbers_dates_and_truth_are_written_as_people_read_them() {
    let with = json!({"premium": 412.456, "renewal_date": "2026-12-01", "empty_nest": true});
    assert_eq!(line("{{ premium | round: 2 }}", with.clone()), "412.46");
    assert_eq!(line("{{ premium | round }}", with.clone()), "412");
    assert_eq!(line("{{ premium | round }}", json!({"premium": null})), "");
    assert_eq!(line("{{ premium | round }}", json!({"premium": "n/a"})), "n/a");
    assert_eq!(line("{{ renewal_date | date: '%A, %-d %B %Y' }}", with.clone()), "Tuesday, 1 December 2026");
    assert_eq!(
        line("{{ renewal_date | date: '%H:%M' }}", json!({"renewal_date": "2026-12-01T09:30:00Z"})),
        "09:30"
    );
    assert_eq!(line("{% if empty_nest %}yes{% endif %}", with.clone()), "yes");
    assert_eq!(line("{% if premium > 400 %}high{% else %}low{% endif %}", with), "high");
    for odd in ["soon", "2026-13-01", "2026-02-30", "2026-12-01x", "99999-01-01", "1", "é-é"] {
        assert_eq!(line("{{ renewal_date | date: '%Y' }}", json!({ "renewal_date": odd })), odd);
    }
}

#[test]
fn no_date_reads_the_clock() {
    for word in ["now", "today", "Now "] {
        assert_eq!(line("{{ renewal_date | date: '%Y' }}", json!({ "renewal_date": word })), word);
    }
}

#[test]
fn branches_choose() {
    let text = "{% case note %}{% when 'a', 'b' %}1{% when 'c' or 'd' %}2{% else %}3{% endcase %}";
    for (note, expected) in [("a", "1"), ("b", "1"), ("d", "2"), ("x", "3")] {
        assert_eq!(line(text, json!({ "note": note })), expected);
    }
    let text = "{%- unless note -%} none {%- else -%} some {%- endunless -%}";
    assert_eq!(line(text, json!({})), "none");
    let text = "{% if note == 'a' and premium >= 1 or first_name %}1{% elsif note %}2{% else %}3{% endif %}";
    assert_eq!(line(text, json!({"note": "a", "premium": 1})), "1");
    assert_eq!(line(text, json!({"note": "a", "premium": 0})), "2");
    assert_eq!(line(text, json!({})), "3");
}

#[test]
fn the_subject_is_one_line() {
    let source = Source {
        subject: "Hi\r\n{{ note | default: '' }}".into(),
        preheader: "a\n{{ note | default: '' }}".into(),
        ..html("x")
    };
    let mail = rendered(&source, json!({"note": "you\r\nBcc: all@example.com\u{0}\u{85}x"}));
    assert_eq!(mail.subject, "Hi you Bcc: all@example.com x");
    assert_eq!(mail.preheader, "a you Bcc: all@example.com x");
}

#[test]
fn output_stops_at_512_kb_and_names_the_part() {
    let many = "{{ note | default: '' }}".repeat(8);
    let fits = "x".repeat(MAX_OUTPUT_BYTES / 8);
    let too_much = "x".repeat(MAX_OUTPUT_BYTES / 8 + 1);
    for part in [Part::Html, Part::Subject, Part::Preheader, Part::Text] {
        let mut source = Source { text: Some("x".into()), ..html("x") };
        match part {
            Part::Html => source.html = many.clone(),
            Part::Subject => source.subject = many.clone(),
            Part::Preheader => source.preheader = many.clone(),
            Part::Text => source.text = Some(many.clone()),
        }
        let template = compiled(&source);
        assert!(template.render(&values(json!({ "note": fits }))).is_ok(), "{part}");
        let problem = template.render(&values(json!({ "note": too_much }))).expect_err("too much");
        assert_eq!((problem.code, problem.part), ("output_too_large", part));
    }
}

#[test]
fn no_filter_multiplies_memory() {
    let step = format!("| replace: 'x', '{}' ", "x".repeat(1_000));
    let bomb = Source { text: Some(format!("{{{{ 'x' {} }}}}", step.repeat(6))), ..html("x") };
    assert!(is_refused_for(&bomb, "render"));
    let inside = Source { text: Some(format!("{{{{ 'x' {step} }}}}")), ..html("x") };
    assert_eq!(rendered(&inside, json!({})).text.len(), 1_000);
    let wide = |format: &str| Source {
        text: Some(format!("{{{{ renewal_date | date: '{format}' }}}}")),
        ..html("x")
    };
    for format in ["%1000000000Y", "%-010d", "%^99999999B", "%"] {
        assert!(is_refused_for(&wide(format), "render"), "{format}");
    }
    assert_eq!(line("{{ note | replace: '', 'yyyy' }}", json!({"note": "ab"})), "ab");
}

#[test]
fn a_value_that_is_not_one_value_is_an_error() {
    let template = compiled(&html("{{ note | default: '' }}"));
    for odd in [json!({"note": [1]}), json!({"note": {"a": 1}})] {
        assert_eq!(template.render(&values(odd)).expect_err("refused").code, "value");
    }
    assert!(template.render(&values(json!({"unused": [1]}))).is_ok());
}

#[test]
fn a_variable_outside_quotes_inside_a_tag_is_refused() {
    for bad in ["<a href={{ landing_url }}>x</a>", "<p {{ note }}>x</p>", "<p class=a{{ note }}>x</p>"] {
        assert!(is_refused_for(&html(bad), "unquoted_variable"), "{bad}");
    }
    for good in [
        "<a href=\"{{ landing_url }}\">x</a>",
        "<p title='{{ note | default: \"a > b\" }}' {% if note %}class=\"a\"{% endif %}>x</p>",
    ] {
        compiled(&html(good));
    }
}

#[test]
fn liquid_with_quotes_and_angles_does_not_disturb_the_html() {
    let source = html(
        "<a href=\"https://example.com/{{ note | default: \"x\" }}\" {% if premium < 1 %}class=\"a\"{% endif %}>\
         {{ note | default: '<i>' }}</a>",
    );
    let mail = rendered(&source, json!({"premium": 0, "note": "n"}));
    assert!(mail.html.contains("href=\"https://example.com/n\""), "{}", mail.html);
    assert!(mail.html.contains("class=\"a\"") && mail.html.contains(">n</a>"), "{}", mail.html);
}

#[test]
fn plain_text_is_made_from_html_without_table_borders() {
    let source = html(
        "<table border=1><tr><td><h1>Title</h1></td></tr><tr><td>Hi {{ first_name | default: 'there' }}, see \
         <a href=\"https://example.com/a\">this page</a>.</td></tr></table>",
    );
    let text = rendered(&source, json!({"first_name": "A & B"})).text;
    assert!(text.contains("Title") && text.contains("Hi A & B"), "{text}");
    assert!(text.contains("https://example.com/a"), "{text}");
    assert!(!text.contains(['─', '│', '┼', '┬', '┴']), "{text}");
    let written = Source { text: Some("as written\n".into()), ..source };
    assert_eq!(rendered(&written, json!({})).text, "as written\n");
}

#[test]
fn a_template_can_be_shared_by_threads() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    is_shared(&compiled(&html("x")));
}
