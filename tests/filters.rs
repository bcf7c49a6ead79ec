//! Every filter tree gives the rows that going through all contacts by hand gives.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fields::field;
use crate::imports::{preview, run};
use crate::rehearsals::{campaign, rehearse};
use crate::support::TestApp;

/// A small world with everything a filter can ask for.
struct World {
    test: TestApp,
    /// Whole contacts as `contacts.get` tells of them, with the imports they came by.
    contacts: Vec<Value>,
    lists: Vec<String>,
    import: String,
    own: Own,
}

struct Own {
    text: String,
    number: String,
    date: String,
    flag: String,
    choice: String,
}

const CITIES: [&str; 4] = ["Boston", "boston", "", "Größe 100%_"];

fn world() -> World {
    let test = TestApp::new();
    let own = Own {
        text: field(&test, "Nickname", "text", json!({})),
        number: field(&test, "Income", "number", json!({})),
        date: field(&test, "Since", "date", json!({})),
        flag: field(&test, "Opted in", "boolean", json!({})),
        choice: field(&test, "Tier", "choice", json!({ "choices": ["Gold", "Silver"] })),
    };
    let lists: Vec<String> = ["One", "Two", "Empty"]
        .iter()
        .map(|name| test.ok("lists.create", json!({ "name": name }))["id"].as_str().unwrap().to_string())
        .collect();
    let emails = [
        "a@harbor-benefits.com",
        "b@gmial.com",
        "not an address",
        "info@harbor-benefits.com",
        "c@mailinator.com",
    ];
    for at in 0..24_usize {
        let mut custom = json!({});
        if at % 2 == 0 {
            custom[&own.text] = json!(["Ann", "ANN", "bob"][at / 2 % 3]);
        }
        if at % 3 != 0 {
            custom[&own.number] = json!(["-1.5", "0", "10", "9"][at % 4]);
        }
        if at % 4 != 0 {
            custom[&own.date] = json!(["2020-01-01", "2021-06-30"][at % 2]);
        }
        if at % 5 < 3 {
            custom[&own.flag] = json!(["yes", "no"][at % 2]);
        }
        if at % 3 == 1 {
            custom[&own.choice] = json!(["Gold", "Silver"][at % 2]);
        }
        let email = if at % 6 == 5 { String::new() } else { format!("{at}{}", emails[at % 5]) };
        let fields = json!({
            "email": email, "firstName": format!("First{}", at % 3), "lastName": format!("Last{at}"),
            "city": CITIES[at % 4], "birthDate": if at % 2 == 0 { "1970-05-05" } else { "" }, "custom": custom,
        });
        let joined: Vec<&String> =
            lists.iter().take(2).enumerate().filter(|(n, _)| at % (n + 2) == 0).map(|(_, l)| l).collect();
        test.ok("contacts.create", json!({ "fields": fields, "lists": joined }));
    }
    let text = "email,first_name,city\nnew1@harbor-benefits.com,Ina,Boston\n,Nobody,\n0a@harbor-benefits.com,First0,Salem\n";
    let (import, _) = preview(&test, "few.csv", text.as_bytes(), Some("Imported"));
    run(&test, &import);
    let everyone = test.ok("contacts.page", json!({ "view": {}, "offset": 0, "limit": 500 }));
    let rows = everyone["rows"].as_array().unwrap().clone();
    let contacts: Vec<Value> =
        rows.iter().map(|row| test.ok("contacts.get", json!({ "contact": row["id"] }))).collect();
    World { import: import.as_str().unwrap().to_string(), test, contacts, lists, own }
}

/// What is true of a contact, by hand.
fn holds(world: &World, contact: &Value, filter: &Value) -> bool {
    let (kind, inner) = filter.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "all" => inner.as_array().unwrap().iter().all(|part| holds(world, contact, part)),
        "any" => inner.as_array().unwrap().iter().any(|part| holds(world, contact, part)),
        "not" => !holds(world, contact, inner),
        _ => one(world, contact, inner),
    }
}

fn one(world: &World, contact: &Value, condition: &Value) -> bool {
    let (field, operator) = (condition["field"].as_str().unwrap(), condition["operator"].as_str().unwrap());
    let wanted = match &condition["value"] {
        Value::Array(many) => many.clone(),
        single => vec![single.clone()],
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_lowercase();
    let own = |id: &String| contact["row"]["custom"].get(id).cloned();
    let folded = |held: String| match operator {
        "equals" | "anyOf" => wanted.iter().any(|one| text(one) == held),
        "contains" => held.contains(&text(&wanted[0])),
        "startsWith" => held.starts_with(&text(&wanted[0])),
        "empty" => held.is_empty(),
        _ => !held.is_empty(),
    };
    let word = |held: Option<String>| match operator {
        "equals" | "anyOf" => held.is_some_and(|held| wanted.iter().any(|one| one.as_str() == Some(&held))),
        "below" => held.is_some_and(|held| held.as_str() < wanted[0].as_str().unwrap()),
        "above" => held.is_some_and(|held| held.as_str() > wanted[0].as_str().unwrap()),
        "empty" => held.is_none(),
        _ => held.is_some(),
    };
    let string = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let lists: Vec<String> =
        contact["lists"].as_array().unwrap().iter().map(|list| string(&list["id"])).collect();
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    match field {
        "status" => wanted.contains(&contact["row"]["status"]),
        "city" => folded(text(&contact["row"]["city"])),
        "email" => folded(text(&contact["row"]["email"])),
        "name" => folded(format!("{} {}", text(&contact["firstName"]), text(&contact["lastName"]))),
        "birthDate" => word(filled(string(&contact["birthDate"]))),
        "source" => word(Some(string(&contact["source"]))),
        "score" => {
            let (held, asked) = (contact["row"]["score"].as_i64().unwrap(), wanted[0].as_i64().unwrap());
            if operator == "below" { held < asked } else { held > asked }
        }
        "hasEmail" => contact["row"]["email"].is_string() == wanted[0].as_bool().unwrap(),
        "hasSuggestion" => contact["row"]["suggestion"].is_string() == wanted[0].as_bool().unwrap(),
        "onAnyList" => lists.is_empty() != wanted[0].as_bool().unwrap(),
        "reason" => {
            let held = contact["row"]["reasons"].as_array().unwrap();
            match operator {
                "empty" => held.is_empty(),
                "filled" => !held.is_empty(),
                _ => wanted.iter().any(|one| held.contains(one)),
            }
        }
        "list" => wanted.iter().any(|one| lists.contains(&string(one))),
        "import" => {
            let came = contact["source"] == "import" || contact["lists"].to_string().contains("Imported");
            came && wanted.iter().any(|one| one.as_str() == Some(&world.import))
        }
        _ => own_one(world, field, operator, &wanted, &own, &folded, &word),
    }
}

type Words<'a> = &'a dyn Fn(Option<String>) -> bool;

fn own_one(
    world: &World,
    field: &str,
    operator: &str,
    wanted: &[Value],
    own: &dyn Fn(&String) -> Option<Value>,
    folded: &dyn Fn(String) -> bool,
    word: Words<'_>,
) -> bool {
    let id = field.strip_prefix("custom:").unwrap().to_string();
    let held = own(&id).map(|value| value.as_str().unwrap().to_string());
    match operator {
        "empty" => held.is_none(),
        "filled" => held.is_some(),
        _ if id == world.own.text => held.is_some_and(|held| folded(held.to_lowercase())),
        _ if id == world.own.number => {
            let Some(held) = held.map(|held| held.parse::<f64>().unwrap()) else { return false };
            match operator {
                "below" => held < wanted[0].as_f64().unwrap(),
                "above" => held > wanted[0].as_f64().unwrap(),
                _ => wanted.iter().any(|one| one.as_f64() == Some(held)),
            }
        }
        _ if id == world.own.flag => held.is_some_and(|held| json!(held == "true") == wanted[0]),
        _ => word(held),
    }
}

fn is(field: &str, operator: &str, value: Value) -> Value {
    json!({ "is": { "field": field, "operator": operator, "value": value } })
}

/// A condition on one of the fields, by two numbers.
fn condition(world: &World, field: usize, way: usize) -> Value {
    let own = &world.own;
    let custom = |id: &str| format!("custom:{id}");
    let texts = ["boston", "BOS", "", "100%", "_", "o", "first1 last4"];
    let text_ways = ["equals", "contains", "startsWith", "empty", "filled"];
    let text = texts[way % texts.len()];
    let text_way = text_ways[way / 7 % text_ways.len()];
    let dates = ["1970-05-05", "2020-01-01", "2020-12-31"];
    let word_ways = ["equals", "below", "above", "empty", "filled"];
    match field % 18 {
        0 => is("status", "anyOf", json!([["valid", "risky"], ["invalid", "unchecked"]][way % 2])),
        1 => is("city", text_way, json!(text)),
        2 => is("email", text_way, json!(text)),
        3 => is("name", text_way, json!(text)),
        4 => is("birthDate", word_ways[way % 5], json!(dates[way % 3])),
        5 => is("source", "equals", json!(["import", "manual"][way % 2])),
        6 => is("score", ["below", "above"][way % 2], json!(way % 60)),
        7 => is("hasEmail", "equals", json!(way.is_multiple_of(2))),
        8 => is("hasSuggestion", "equals", json!(way.is_multiple_of(2))),
        9 => is("onAnyList", "equals", json!(way.is_multiple_of(2))),
        10 => {
            is("reason", ["anyOf", "empty", "filled"][way % 3], json!(["TYPO_DOMAIN", "ROLE"][..way % 2 + 1]))
        }
        11 => is("list", "anyOf", json!(world.lists[way % 3..])),
        12 => is("import", "equals", json!(world.import)),
        13 => is(&custom(&own.text), text_way, json!(["ann", "AN", "b"][way % 3])),
        14 => is(
            &custom(&own.number),
            ["equals", "below", "above", "empty"][way % 4],
            json!([9, 0, -1][way % 3]),
        ),
        15 => is(&custom(&own.date), word_ways[way % 5], json!(dates[way % 3])),
        16 => is(&custom(&own.flag), ["equals", "filled"][way % 2], json!(way.is_multiple_of(4))),
        _ => is(&custom(&own.choice), ["anyOf", "empty"][way % 2], json!(["Gold", "Silver"][..way % 2 + 1])),
    }
}

/// A tree without its conditions: they come from the world.
#[derive(Clone, Debug)]
enum Shape {
    Leaf(usize, usize),
    All(Vec<Shape>),
    Any(Vec<Shape>),
    Not(Box<Shape>),
}

fn shapes() -> impl Strategy<Value = Shape> {
    let leaf = (0_usize..18, 0_usize..200).prop_map(|(field, way)| Shape::Leaf(field, way));
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Shape::All),
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Shape::Any),
            inner.prop_map(|one| Shape::Not(Box::new(one))),
        ]
    })
}

fn tree(world: &World, shape: &Shape) -> Value {
    let many = |parts: &[Shape]| parts.iter().map(|part| tree(world, part)).collect::<Vec<_>>();
    match shape {
        Shape::Leaf(field, way) => condition(world, *field, *way),
        Shape::All(parts) => json!({ "all": many(parts) }),
        Shape::Any(parts) => json!({ "any": many(parts) }),
        Shape::Not(inner) => json!({ "not": tree(world, inner) }),
    }
}

fn ids(world: &World, filter: &Value) -> BTreeSet<String> {
    let request = json!({ "view": { "filter": filter }, "offset": 0, "limit": 500 });
    let page = world.test.ok("contacts.page", request);
    page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_string()).collect()
}

fn by_hand(world: &World, filter: &Value) -> BTreeSet<String> {
    let fitting = world.contacts.iter().filter(|contact| holds(world, contact, filter));
    fitting.map(|contact| contact["row"]["id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn every_tree_gives_the_rows_that_looking_at_each_contact_gives() {
    let world = world();
    assert!(world.contacts.len() > 24, "there are people to find");
    for field in 0..18 {
        let (mut some, mut not_all) = (false, false);
        for way in 0..40 {
            let filter = condition(&world, field, way);
            let found = ids(&world, &filter);
            assert_eq!(found, by_hand(&world, &filter), "{filter}");
            some |= !found.is_empty();
            not_all |= found.len() < world.contacts.len();
        }
        assert!(some && not_all, "conditions on field {field} tell contacts apart");
    }
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&shapes(), |shape| {
            let filter = tree(&world, &shape);
            prop_assert_eq!(ids(&world, &filter), by_hand(&world, &filter), "{}", filter);
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_happened_in_a_campaign_can_be_asked_and_follows_its_run() {
    let test = TestApp::new();
    let campaign = campaign(&test, 400);
    let asked = |what: &str| {
        let filter = is(what, "equals", json!(campaign));
        let request = json!({ "selection": { "matching": { "filter": filter } } });
        test.ok("contacts.count", request)["rows"].as_u64().unwrap()
    };
    assert_eq!(asked("received"), 0, "before its run nobody received anything");
    rehearse(&test, &campaign, json!({}));
    let counts: Vec<u64> =
        ["received", "opened", "clicked", "submitted"].iter().map(|what| asked(what)).collect();
    assert!(counts[0] > counts[1] && counts[1] > counts[2] && counts[2] > 0, "a funnel: {counts:?}");
    let counted = |column: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM assignments WHERE {column} IS NOT NULL");
        test.ctx(&test.a).read(|read| read.one(&sql, [], |row| row.get(0))).unwrap()
    };
    assert_eq!(counts[1], counted("first_open_at").unsigned_abs(), "as many as the run says");
    let foreign =
        json!({ "selection": { "matching": { "filter": is("opened", "equals", json!(campaign)) } } });
    let other = test.call(&test.b, "contacts.count", foreign).unwrap();
    assert_eq!(other["rows"], 0, "another organization learns nothing of it");
}
