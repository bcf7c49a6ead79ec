//! Writes that share a savepoint: one that errs loses only itself, and what they left to be done once is done once, for
//! exactly those that stand.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;

use reachly_core::store::{Action, Tx};
use reachly_core::{Code, Error, Result};
use rusqlite::params;

use crate::support::TestApp;

/// How often anything was settled, and for how many writes.
static SETTLED: AtomicU64 = AtomicU64::new(0);
static SHARES: AtomicU64 = AtomicU64::new(0);

fn settle(tx: &mut Tx<'_>, shares: Vec<Box<dyn Any + Send>>) -> Result<()> {
    SETTLED.fetch_add(1, Ordering::Relaxed);
    SHARES.fetch_add(shares.len() as u64, Ordering::Relaxed);
    let sum: i64 =
        shares.into_iter().filter_map(|share| share.downcast::<i64>().ok()).map(|share| *share).sum();
    tx.execute(
        "UPDATE main.contacts SET validation_reasons = validation_reasons + ?1
         WHERE organization_key = current_org() AND first_name = 'sum'",
        [sum],
    )?;
    Ok(())
}

fn add(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    let (id, organization) = (tx.new_id(), tx.organization_key()?);
    tx.execute(
        "INSERT INTO main.contacts (id, organization_key, first_name, created_at, updated_at) VALUES (?1, ?2, ?3, 0, 0)",
        params![id.as_bytes(), organization, name],
    )?;
    Ok(())
}

#[test]
fn an_erring_write_of_a_group_loses_only_itself() {
    let test = TestApp::new();
    let ctx = test.ctx(&test.a);
    ctx.write(Action::plain("test.add"), |tx| add(tx, "sum")).unwrap();
    let (sender, receiver) = channel();
    // One step holds the writer until all are queued, so that they meet in one transaction.
    let (open, gate) = channel::<()>();
    let store = std::sync::Arc::clone(ctx.store());
    let hand = ctx.hand();
    let holder = std::thread::spawn(move || {
        store.write(hand, Action::quiet("test.hold"), move |_| {
            let _ = gate.recv();
            Ok(())
        })
    });
    for number in 0..100_i64 {
        let sender = sender.clone();
        let work = move |tx: &mut Tx<'_>| {
            add(tx, "visit")?;
            tx.settle_later(number, settle);
            match number % 10 {
                7 => Err(Error::conflict("no")),
                8 if tx.now().0 > 0 => panic!("on purpose"),
                _ => Ok(number),
            }
        };
        ctx.store()
            .gather(ctx.hand(), Action::plain("test.visit"), work, move |outcome| {
                let _ = sender.send((number, outcome));
            })
            .unwrap();
    }
    open.send(()).unwrap();
    holder.join().unwrap().unwrap();
    drop(sender);
    let answers: Vec<(i64, Result<i64>)> = receiver.iter().collect();
    assert_eq!(answers.len(), 100, "each is answered, once");
    for (number, outcome) in &answers {
        match number % 10 {
            7 => assert_eq!(outcome.as_ref().unwrap_err().code, Code::Conflict, "its own error comes back"),
            8 => assert_eq!(outcome.as_ref().unwrap_err().code, Code::Internal, "a panic becomes an error"),
            _ => assert_eq!(outcome.as_ref().ok(), Some(number), "its own value comes back"),
        }
    }
    let seen = |sql: &str| ctx.read(|read| read.one(sql, [], |row| row.get::<_, i64>(0))).unwrap();
    assert_eq!(
        seen("SELECT count(*) FROM contacts WHERE first_name = 'visit'"),
        80,
        "the others stand, once each"
    );
    assert_eq!(
        seen("SELECT count(*) FROM audit_log WHERE action = 'test.visit'"),
        80,
        "each that stands is told once, none that does not"
    );
    let good: i64 = (0..100).filter(|number| !matches!(number % 10, 7 | 8)).sum();
    assert_eq!(
        seen("SELECT validation_reasons FROM contacts WHERE first_name = 'sum'"),
        good,
        "what is settled is the shares of those that stand"
    );
    assert_eq!(SHARES.load(Ordering::Relaxed), 80, "no share is settled twice");
    let settled = SETTLED.load(Ordering::Relaxed);
    assert!(settled < 80, "a group is settled together, not one by one: {settled} times");
}
