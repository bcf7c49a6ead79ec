//! Positive controls: what the engine alone does with the inputs that the other tests see refused. If one of
//! these fails, the protection it stands for may have become unnecessary.

use std::process::Command;

fn engine() -> liquid::Parser {
    liquid::ParserBuilder::with_stdlib().build().unwrap_or_else(|error| panic!("{error}"))
}

fn alone(text: &str, values: &liquid::Object) -> String {
    let rendered = engine().parse(text).and_then(|template| template.render(values));
    rendered.unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn alone_it_does_not_escape() {
    let values = liquid::object!({"note": "<script>"});
    assert_eq!(alone("{{ note }}", &values), "<script>");
}

#[test]
fn alone_it_loops_and_doubles() {
    let none = liquid::Object::new();
    assert_eq!(alone("{% for i in (1..300000) %}x{% endfor %}", &none).len(), 300_000);
    let doubling =
        "{% assign a = 'x' %}".to_owned() + &"{% assign a = a | append: a %}".repeat(20) + "{{ a }}";
    assert_eq!(alone(&doubling, &none).len(), 1 << 20);
}

#[test]
fn alone_its_filters_multiply_memory() {
    let none = liquid::Object::new();
    let step = format!("| replace: 'x', '{}' ", "x".repeat(1_000));
    assert_eq!(alone(&format!("{{{{ 'x' {} }}}}", step.repeat(2)), &none).len(), 1_000_000);
    assert_eq!(alone("{{ '2026-12-01 00:00:00' | date: '%1000000Y' }}", &none).len(), 1_000_000);
}

#[test]
fn alone_it_fails_on_missing_values_and_reads_the_clock() {
    let none = liquid::Object::new();
    assert!(engine().parse("{{ note | default: 'x' }}").expect("parses").render(&none).is_err());
    assert_ne!(alone("{{ 'now' | date: '%Y' }}", &none), "now");
    assert_eq!(alone("{{ '2026-12-01' | date: '%Y' }}", &none), "2026-12-01");
}

#[test]
fn alone_it_panics_on_large_numbers() {
    let parser = engine();
    let parse = std::panic::AssertUnwindSafe(|| parser.parse("{{ 99999999999999999999 }}").is_ok());
    assert!(std::panic::catch_unwind(parse).is_err());
}

/// Set for the child process that is meant to die.
const CHILD: &str = "REACHLY_OVERFLOW_CHILD";

#[test]
fn overflows_only_in_a_child() {
    if std::env::var_os(CHILD).is_none() {
        // Here it would end this process: `alone_it_overflows_the_stack` runs it in one of its own.
        return;
    }
    let bomb = "{% if true %}".repeat(20_000) + &"{% endif %}".repeat(20_000);
    assert!(engine().parse(&bomb).is_ok());
}

#[test]
fn alone_it_overflows_the_stack() {
    let me = std::env::current_exe().expect("a path");
    let run = |name: &str| {
        let child = Command::new(&me).args(["--exact", name]).env(CHILD, "1").output();
        child.expect("runs").status
    };
    assert!(run("alone_it_does_not_escape").success(), "a harmless test passes in a process of its own");
    // An abort has no exit code of the test harness, which would be 101.
    let status = run("overflows_only_in_a_child");
    assert!(!status.success() && status.code() != Some(101), "{status}");
}
