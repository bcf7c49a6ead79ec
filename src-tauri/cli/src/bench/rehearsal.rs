//! A rehearsal of everyone, against the raw rate of the same run; and reading its results.

use std::fmt::Write as _;
use std::path::Path;

use reachly_core::store::measure;
use reachly_core::{Error, Result};
use serde_json::json;

use super::contacts::Bench;
use super::cost::of;
use super::{Figure, Wish};

fn figure(what: &str, seen: String, bar: &'static str, met: Option<bool>) -> Figure {
    Figure { what: what.to_string(), seen, bar, met }
}

pub(super) fn rehearsal(wish: &Wish, folder: &Path) -> Result<Vec<Figure>> {
    let people: u64 = if wish.full { 1_000_000 } else { 100_000 };
    let bench = Bench::new(folder, "rehearsal.reachly")?;
    let campaign = campaign(&bench, folder, people)?;
    let raw_rows = 1_000_000;
    let (done, raw) = of(|| measure::raw_inserts(&folder.join("raw-rehearsal.db"), raw_rows));
    done?;
    let before = bytes(&bench)?;
    let request = json!({ "campaign": campaign, "seed": 42 });
    let (started, cost) = of(|| {
        let started = bench.call("rehearsals.start", request.clone())?;
        bench.finish(&started)?;
        Ok::<_, Error>(started)
    });
    let run = bench.call("rehearsals.get", json!({ "run": started?["run"] }))?;
    let events = run["events"].as_f64().unwrap_or(0.0);
    let share = cost.rate(events) / raw.rate(raw_rows as f64);
    let grown = bytes(&bench)?.saturating_sub(before) as f64 / events.max(1.0);
    let (again, second) = of(|| {
        let started = bench.call("rehearsals.start", request)?;
        bench.finish(&started)?;
        bench.call("rehearsals.get", json!({ "run": started["run"] }))
    });
    let same = again?["digest"] == run["digest"];
    let ask = json!({ "campaign": campaign });
    let (report, read) =
        of(|| (0..20).map(|_| bench.call("reports.campaign", ask.clone())).collect::<Result<Vec<_>>>());
    report?;
    bench.app.replace(None);
    Ok(vec![
        figure(&format!("rehearsal of {people}: {events:.0} events"), cost.seconds(), "", None),
        figure(
            "events a CPU second against R, whole path",
            format!("{share:.2} R"),
            ">= 0.4 R",
            Some(share >= 0.4),
        ),
        figure("the file grows by, all tables of the run", format!("{grown:.1} bytes an event"), "", None),
        figure("the same again (taking the first back with it)", second.seconds(), "", None),
        figure("its digest is the same", same.to_string(), "true", Some(same)),
        figure(
            "results of the campaign",
            format!("{:.2} ms CPU", read.cpu.as_secs_f64() * 1e3 / 20.0),
            "<= 2 ms at 100 M",
            None,
        ),
    ])
}

fn bytes(bench: &Bench) -> Result<u64> {
    let path = bench.app.workspace()?.store.path().to_path_buf();
    let mut beside = path.as_os_str().to_os_string();
    beside.push("-wal");
    let wal = std::fs::metadata(beside).map_or(0, |meta| meta.len());
    Ok(std::fs::metadata(path)?.len() + wal)
}

/// A campaign to everyone of an imported file.
fn campaign(bench: &Bench, folder: &Path, people: u64) -> Result<serde_json::Value> {
    let mut text = String::from("email,first_name\n");
    for person in 0..people {
        writeln!(text, "person.{person}@firm{}.example.com,First{}", person % 5_000, person % 900)
            .map_err(|_| Error::internal("format"))?;
    }
    let path = folder.join("audience.csv");
    std::fs::write(&path, text)?;
    super::contacts::import(bench, &path, "Everyone")?;
    let lists = bench.call("lists.all", json!({}))?;
    let template = bench.call("templates.create", json!({ "name": "Letter", "starter": "plain-letter" }))?;
    let email = bench.call("templates.publish", json!({ "template": template["id"] }))?;
    let form = bench.call("forms.create", json!({ "name": "Call me" }))?;
    let form = bench.call("forms.publish", json!({ "form": form["id"] }))?;
    let made = bench.call("campaigns.create", json!({ "name": "Everyone" }))?;
    let request = json!({
        "campaign": made["id"], "version": made["version"], "includeLists": [lists[0]["id"]],
        "templateVersion": email["id"], "formVersion": form["id"],
    });
    bench.call("campaigns.update", request)?;
    Ok(made["id"].clone())
}
