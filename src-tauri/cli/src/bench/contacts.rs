//! Import, validation, search and pages, beside bare SQLite doing the like.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use reachly_core::app::{App, Caller};
use reachly_core::context::Door;
use reachly_core::store::measure;
use reachly_core::{Error, Result};
use serde_json::{Value, json};
use uuid::Uuid;

use super::cost::{Cost, of};
use super::{Figure, Wish};

/// One broker over a fresh workspace.
pub(super) struct Bench {
    pub app: Arc<App>,
    pub caller: Caller,
}

impl Bench {
    pub(super) fn new(folder: &Path, name: &str) -> Result<Self> {
        let app = App::new(folder.to_path_buf(), "a bench");
        let mut caller = Caller { door: Door::Cli, session: None, organization: None };
        app.call(&caller, "workspace.create", json!({ "path": folder.join(name) }))?;
        let account = json!({ "name": "Bench", "email": "bench@example.com", "password": "bench bench" });
        let up = app.call(&caller, "access.signUp", account)?;
        caller.session = up["session"]["token"].as_str().map(str::to_string);
        let organization = json!({ "name": "Bench", "reportingZone": "America/New_York", "currency": "USD" });
        let made = app.call(&caller, "organizations.create", organization)?;
        caller.organization = serde_json::from_value(made["id"].clone())?;
        Ok(Bench { app, caller })
    }

    pub(super) fn call(&self, name: &str, request: Value) -> Result<Value> {
        self.app.call(&self.caller, name, request)
    }

    /// Waits for a job and returns its result.
    pub(super) fn finish(&self, started: &Value) -> Result<Value> {
        let id: Uuid = serde_json::from_value(started["job"].clone())?;
        self.app.workspace()?.jobs.wait(id);
        let jobs = self.call("jobs.list", json!({}))?;
        let job =
            jobs.as_array().and_then(|jobs| jobs.iter().find(|job| job["id"] == started["job"])).cloned();
        let job = job.ok_or_else(|| Error::internal("a job is gone"))?;
        if job["state"] == "done" { Ok(job["result"].clone()) } else { Err(Error::internal(job.to_string())) }
    }
}

fn figure(what: &str, seen: String, bar: &'static str, met: Option<bool>) -> Figure {
    Figure { what: what.to_string(), seen, bar, met }
}

/// R, the raw rate: events are measured against it.
pub(super) fn raw(_: &Wish, folder: &Path) -> Result<Vec<Figure>> {
    let rows = 2_000_000;
    let (done, cost) = of(|| measure::raw_inserts(&folder.join("raw.db"), rows));
    done?;
    let rate = cost.rate(rows as f64) / 1e6;
    Ok(vec![figure(
        "R: raw inserts of nine integers",
        format!("{rate:.2} M rows/s CPU"),
        "(yardstick)",
        None,
    )])
}

/// Addresses as files have them.
fn address(row: u64) -> String {
    let scrambled = row.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let domain = match row % 10 {
        0..=4 => ["gmail.com", "yahoo.com", "outlook.com", "icloud.com", "aol.com"][(row % 5) as usize],
        5 => "gmial.com",
        6 => "mailinator.com",
        _ => return format!("person.{scrambled}@firm{}.com", scrambled % 50_000),
    };
    format!("person.{scrambled}@{domain}")
}

pub(super) fn validation(_: &Wish, _: &Path) -> Result<Vec<Figure>> {
    let addresses: Vec<String> = (0..1_000_000).map(address).collect();
    let checker = reachly_address::Checker::new(reachly_address::Rules::shipped());
    let (valid, cost) = of(|| {
        addresses.iter().filter(|one| checker.check(one).status == reachly_address::Status::Valid).count()
    });
    if valid == 0 || valid == addresses.len() {
        return Err(Error::internal("the validation bench judged all alike"));
    }
    let rate = cost.rate(1e6) / 1e6;
    let seen = format!("{rate:.2} M addresses/s CPU");
    Ok(vec![figure("offline validation", seen, ">= 3 M a core second", Some(rate >= 3.0))])
}

fn people(path: &Path, rows: u64, from: u64) -> Result<()> {
    let mut text = String::from("email,first_name,last_name,phone,city\n");
    for row in from..from + rows {
        let scrambled = row.wrapping_mul(0xD134_2543_DE82_EF95) >> 40;
        writeln!(
            text,
            "{},First{},Last{scrambled},+1 617 555 {:04},City{}",
            address(row),
            row % 997,
            row % 10_000,
            row % 89
        )
        .map_err(|_| Error::internal("format"))?;
    }
    Ok(std::fs::write(path, text)?)
}

/// Imports a file with its guessed mapping; the answer, the cost of the preview and of the run.
pub(super) fn import(bench: &Bench, path: &Path, list: &str) -> Result<(Value, Cost, Cost)> {
    let staged = bench.call("imports.stage", json!({ "path": path, "fileName": "people.csv" }))?;
    let import = &staged["import"];
    let columns = staged["columns"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mapping: Vec<&Value> = columns.iter().map(|column| &column["field"]).collect();
    let request =
        json!({ "import": import["id"], "format": import["format"], "mapping": mapping, "newList": list });
    let (planned, preview) = of(|| bench.call("imports.preview", request).and_then(|job| bench.finish(&job)));
    planned?;
    let start = json!({ "import": import["id"] });
    let (done, run) = of(|| bench.call("imports.start", start).and_then(|job| bench.finish(&job)));
    Ok((done?, preview, run))
}

pub(super) fn contacts(wish: &Wish, folder: &Path) -> Result<Vec<Figure>> {
    let rows: u64 = if wish.full { 1_000_000 } else { 100_000 };
    let (first, second) = (folder.join("people.csv"), folder.join("more.csv"));
    people(&first, rows, 0)?;
    people(&second, rows, rows)?;
    let (plain, baseline) = of(|| measure::plain_import(&folder.join("plain.db"), &first));
    plain?;
    let bench = Bench::new(folder, "contacts.reachly")?;
    let mut figures = Vec::new();
    let (done, preview, run) = import(&bench, &first, "One")?;
    let whole = preview.cpu + run.cpu;
    let ratio = baseline.cpu.as_secs_f64() / whole.as_secs_f64();
    figures.push(figure(
        &format!("bare SQLite, {rows} rows into the same tables"),
        baseline.seconds(),
        "(yardstick)",
        None,
    ));
    figures.push(figure(
        "import: preview (parse, validate, de-duplicate, decide)",
        preview.seconds(),
        "",
        None,
    ));
    figures.push(figure("import: run", run.seconds(), "", None));
    figures.push(figure(
        "import into an empty workspace against it",
        format!("{ratio:.2} x"),
        ">= 2 x",
        Some(ratio >= 2.0),
    ));
    let (second_done, second_preview, second_run) = import(&bench, &second, "Two")?;
    let second_whole = second_preview.cpu + second_run.cpu;
    let ratio = baseline.cpu.as_secs_f64() / second_whole.as_secs_f64();
    figures.push(figure("import on top of as many", format!("{ratio:.2} x"), ">= 1.3 x", Some(ratio >= 1.3)));
    pages(&bench, rows * 2, &mut figures)?;
    let undo = json!({ "change": second_done["undo"] });
    let (undone, cost) = of(|| bench.call("changes.undo", undo).and_then(|answer| bench.finish(&answer)));
    undone?;
    let ratio = cost.cpu.as_secs_f64() / second_whole.as_secs_f64();
    figures.push(figure(
        "undo of that import against the import",
        format!("{ratio:.2} x"),
        "<= 2 x",
        Some(ratio <= 2.0),
    ));
    if done["counts"]["new"].as_u64() == Some(0) {
        return Err(Error::internal("the import bench imported nothing"));
    }
    bench.app.replace(None);
    Ok(figures)
}

/// Milliseconds of CPU, the middle of several tries.
fn middle(tries: usize, mut work: impl FnMut(usize) -> Result<Value>) -> Result<f64> {
    let mut seen = Vec::new();
    for at in 0..tries {
        let (done, cost) = of(|| work(at));
        done?;
        seen.push(cost.cpu.as_secs_f64() * 1e3);
    }
    seen.sort_by(f64::total_cmp);
    Ok(seen[seen.len() / 2])
}

fn pages(bench: &Bench, rows: u64, figures: &mut Vec<Figure>) -> Result<()> {
    for (name, view) in [
        ("by name", json!({})),
        (
            "by status, risky only",
            json!({
            "filter": { "is": { "field": "status", "operator": "equals", "value": "risky" } },
            "sort": { "by": "status", "descending": true } }),
        ),
        ("by e-mail", json!({ "sort": { "by": "email", "descending": false } })),
    ] {
        // Offset 1 asks for the sorted keys: that is the build.
        let ask = |offset: u64| {
            bench.call("contacts.page", json!({ "view": view, "offset": offset, "limit": 100 }))
        };
        let (built, cost) = of(|| ask(1));
        let total = built?["total"].as_u64().unwrap_or(0);
        let build = cost.cpu.as_secs_f64() * 1e3;
        figures.push(figure(
            &format!("view of {total} of {rows}, {name}: build"),
            format!("{build:.0} ms CPU"),
            "<= 300 ms at 1 M",
            Some(build <= 300.0),
        ));
        let page = middle(21, |at| ask((total * at as u64 / 21).max(1)))?;
        figures.push(figure(
            &format!("page anywhere in it, {name}"),
            format!("{page:.2} ms CPU"),
            "<= 20 ms",
            Some(page <= 20.0),
        ));
    }
    for search in ["person.1234", "last99 city", "zqxj", "fi"] {
        let view = json!({ "search": search });
        let mut calls = 0;
        let found = middle(11, |_| {
            calls += 1;
            // Another offset each time would be the same view: a fresh count is asked instead.
            bench.call("contacts.page", json!({ "view": { "search": format!("{search}{}", " ".repeat(calls)) }, "offset": 0, "limit": 100 }))
        })?;
        let total =
            bench.call("contacts.page", json!({ "view": view, "offset": 0, "limit": 1 }))?["total"].clone();
        figures.push(figure(
            &format!("search \u{201c}{search}\u{201d} ({total} found)"),
            format!("{found:.2} ms CPU"),
            "<= 10 ms",
            Some(found <= 10.0),
        ));
    }
    Ok(())
}
