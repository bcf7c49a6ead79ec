//! Forms sent to the landing server by 64 visitors at once, each answered only when it is durable.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use reachly_core::{Error, Result};
use reachly_landing::pages::{self, Limits, Options};
use serde_json::json;

use super::contacts::Bench;
use super::{Figure, Wish};

const VISITORS: usize = 64;
/// Nobody is turned away for coming too often: the limits themselves are tested elsewhere.
const UNLIMITED: u32 = 100_000_000;

pub(super) fn submissions(wish: &Wish, folder: &Path) -> Result<Vec<Figure>> {
    let total = if wish.full { 200_000 } else { 20_000 };
    let bench = Bench::new(folder, "submissions.reachly")?;
    campaign(&bench)?;
    let limits = Limits { page: UNLIMITED, form: UNLIMITED, link: UNLIMITED, all: UNLIMITED, fastest_ms: 0 };
    let running = pages::serve(&bench.app, Options { port: Some(0), limits })?;
    let address = running.address();
    let mut figures = Vec::new();
    for (name, people) in [("500 known people", 500), ("new people", usize::MAX)] {
        let seen = rush(address, total, people)?;
        figures.push(Figure {
            what: format!("forms sent by {VISITORS} at once, {name}"),
            seen: format!("{:.0}/s", seen.rate),
            bar: ">= 10000/s",
            met: Some(seen.rate >= 10_000.0),
        });
        figures.push(Figure {
            what: format!("the slowest of a hundred, {name}"),
            seen: format!("{:.1} ms", seen.slow_ms),
            bar: "<= 50 ms",
            met: Some(seen.slow_ms <= 50.0),
        });
    }
    let leads = bench.call("leads.page", json!({ "view": {}, "offset": 0, "limit": 1 }))?["total"].as_u64();
    if leads != Some(2 * total as u64) {
        return Err(Error::internal(format!("{leads:?} leads of {} answered forms", 2 * total)));
    }
    drop(running);
    bench.app.replace(None);
    Ok(figures)
}

/// A draft with a form, which answers under its slug.
fn campaign(bench: &Bench) -> Result<()> {
    let form = bench.call("forms.create", json!({ "name": "Bench form" }))?;
    let published = bench.call("forms.publish", json!({ "form": form["id"] }))?;
    let campaign = bench.call("campaigns.create", json!({ "name": "Bench page" }))?;
    let change =
        json!({ "campaign": campaign["id"], "version": campaign["version"], "formVersion": published["id"] });
    bench.call("campaigns.update", change)?;
    Ok(())
}

struct Seen {
    rate: f64,
    /// 99 of 100 were answered within this.
    slow_ms: f64,
}

fn rush(address: SocketAddr, total: usize, people: usize) -> Result<Seen> {
    let stamp = stamp(address)?;
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let visitors: Vec<_> = (0..VISITORS)
        .map(|_| {
            let (next, stamp) = (Arc::clone(&next), stamp.clone());
            std::thread::spawn(move || visitor(address, &next, total, people, &stamp))
        })
        .collect();
    let mut waits = Vec::with_capacity(total);
    for visitor in visitors {
        waits.extend(visitor.join().map_err(|_| Error::internal("a visitor panicked"))??);
    }
    let rate = total as f64 / began.elapsed().as_secs_f64();
    waits.sort_unstable();
    Ok(Seen { rate, slow_ms: waits[(waits.len() - 1) * 99 / 100] as f64 / 1e3 })
}

/// One connection that sends forms until enough were sent; microseconds until each answer.
fn visitor(
    address: SocketAddr,
    next: &AtomicUsize,
    total: usize,
    people: usize,
    stamp: &str,
) -> Result<Vec<u64>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let (mut waits, mut answer) = (Vec::new(), vec![0_u8; 8192]);
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= total {
            return Ok(waits);
        }
        let person = number % people;
        let body = format!(
            "id={people:016x}{number:016x}&stamp={stamp}&token=&website=&full_name=Person+{person}&email=p{person}%40mailbox.org&phone=555+010+1234&consent=yes"
        );
        let request = format!(
            "POST /l/bench-page HTTP/1.1\r\nHost: {address}\r\nUser-Agent: Mozilla/5.0 Firefox/150.0\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let sent = Instant::now();
        stream.write_all(request.as_bytes())?;
        let mut filled = 0;
        while !answer[..filled].windows(4).any(|four| four == b"\r\n\r\n") {
            let more = stream.read(&mut answer[filled..])?;
            if more == 0 {
                return Err(Error::internal("the landing server hung up"));
            }
            filled += more;
        }
        if !answer.starts_with(b"HTTP/1.1 303") {
            return Err(Error::internal(String::from_utf8_lossy(&answer[..filled]).into_owned()));
        }
        waits.push(u64::try_from(sent.elapsed().as_micros()).unwrap_or(u64::MAX));
    }
}

/// The signed time stamp of a page that was just shown.
fn stamp(address: SocketAddr) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    let request = format!("GET /l/bench-page HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut page = String::new();
    stream.read_to_string(&mut page)?;
    let after = page.split("name=\"stamp\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    after.map(str::to_string).ok_or_else(|| Error::internal("the page shows no form"))
}
