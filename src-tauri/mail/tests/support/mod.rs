//! Short ways to write sources, variables and values, and the checker that knows what a browser would run.
#![allow(dead_code)]

pub mod browser;
pub mod payloads;

use reachly_mail::{Kind, Problem, Source, Template, Variable, Variables, compile};
use serde_json::{Map, Value};

pub fn variables() -> Variables {
    let field = |name: &str, kind, sample: &str| Variable {
        name: name.into(),
        label: name.into(),
        kind,
        sample: sample.into(),
    };
    Variables::new(vec![
        field("first_name", Kind::Text, "Maria"),
        field("empty_nest", Kind::Boolean, "true"),
        field("premium", Kind::Number, "412.5"),
        field("renewal_date", Kind::Date, "2026-12-01"),
        field("note", Kind::Text, "A note"),
    ])
}

pub fn html(html: &str) -> Source {
    Source { html: html.into(), subject: "A subject".into(), ..Source::default() }
}

pub fn values(json: Value) -> Map<String, Value> {
    match json {
        Value::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

pub fn compiled(source: &Source) -> Template {
    compile(source, &variables()).unwrap_or_else(|problems| panic!("does not compile: {problems:?}"))
}

pub fn problems(source: &Source) -> Vec<Problem> {
    match compile(source, &variables()) {
        Ok(template) => template.warnings().to_vec(),
        Err(problems) => problems,
    }
}

pub fn codes(source: &Source) -> Vec<&'static str> {
    problems(source).iter().map(|problem| problem.code).collect()
}

pub fn is_refused_for(source: &Source, code: &str) -> bool {
    compile(source, &variables()).err().is_some_and(|found| found.iter().any(|problem| problem.code == code))
}
