//! The audience: the waterfall against a plain count, over invented people, lists, suppressions and deletions.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use reachly_core::audience::{self, types::Waterfall};
use reachly_core::store::Action;
use reachly_core::suppressions::{suppression_hash, suppression_key};
use rusqlite::params;
use serde_json::json;
use uuid::Uuid;

use crate::campaigns::{id_of, key_of, list};
use crate::support::TestApp;

/// One invented contact: on which lists (a bit each), status, whether it has an address, is deleted, is suppressed.
#[derive(Clone, Debug)]
struct Invented {
    lists: u8,
    status: u8,
    address: bool,
    deleted: bool,
    suppressed: bool,
}

fn invented() -> impl Strategy<Value = Invented> {
    (0_u8..32, 0_u8..5, prop::bool::weighted(0.85), prop::bool::weighted(0.15), prop::bool::weighted(0.2))
        .prop_map(|(lists, status, address, deleted, suppressed)| Invented {
            lists,
            status,
            address,
            deleted,
            suppressed,
        })
}

/// Puts the invented people and their five lists into A; answers the keys of people and the ids of lists.
fn populate(test: &TestApp, people: &[Invented], tag: &str) -> (Vec<i64>, Vec<Uuid>) {
    let ctx = test.ctx(&test.a);
    let key = suppression_key(&ctx).unwrap();
    let (people_here, tag_here) = (people.to_vec(), tag.to_string());
    let keys = ctx
        .write(Action::plain("test.people"), move |tx| {
            let organization = tx.organization_key()?;
            let mut keys = Vec::new();
            for (at, one) in people_here.iter().enumerate() {
                let (id, address) = (tx.new_id(), format!("{tag_here}-{at}@example.com"));
                let deleted = one.deleted.then_some(1_i64);
                keys.push(tx.insert(
                    "INSERT INTO main.contacts (id, organization_key, email, address_key, validation_status, created_at,
                     updated_at, deleted_at) VALUES (?1, ?2, ?3, ?3, ?4, 0, 0, ?5)",
                    params![id.as_bytes(), organization, one.address.then_some(&address), one.status, deleted],
                )?);
                if one.suppressed {
                    let (id, hash) = (tx.new_id(), suppression_hash(&key, &address));
                    // The address itself may be erased: only the hash counts.
                    tx.execute(
                        "INSERT INTO main.suppressions (id, organization_key, address_hash, reason, source, created_at)
                         VALUES (?1, ?2, ?3, 'erased', 'event', 0)",
                        params![id.as_bytes(), organization, hash],
                    )?;
                }
            }
            Ok(keys)
        })
        .unwrap();
    let lists = (0..5_usize)
        .map(|bit| {
            let on = |(at, one): (usize, &Invented)| (one.lists >> bit & 1 == 1).then_some(keys[at]);
            let members: Vec<i64> = people.iter().enumerate().filter_map(on).collect();
            list(test, &test.a, &format!("{tag} {bit}"), &members)
        })
        .collect();
    (keys, lists)
}

/// The waterfall counted the plain way, and the keys of who is mailable.
fn plain_count(people: &[Invented], keys: &[i64], include: u8, exclude: u8) -> (Waterfall, Vec<i64>) {
    let mut counts = Waterfall::default();
    let mut mailable = Vec::new();
    for (at, one) in people.iter().enumerate().filter(|(_, one)| one.lists & include != 0) {
        counts.on_lists += 1;
        if one.lists & exclude != 0 {
            counts.excluded += 1;
        } else if one.suppressed && one.address {
            counts.suppressed += 1;
        } else if one.deleted {
            counts.deleted += 1;
        } else if !one.address {
            counts.without_address += 1;
        } else if one.status > 2 {
            counts.not_mailable += 1;
        } else {
            counts.mailable += 1;
            counts.mailable_unchecked += u64::from(one.status == 0);
            counts.mailable_risky += u64::from(one.status == 2);
            mailable.push(keys[at]);
        }
    }
    (counts, mailable)
}

#[test]
fn the_waterfall_puts_everybody_into_exactly_one_bucket() {
    let test = TestApp::new();
    let (mut runner, mut case) = (proptest::test_runner::TestRunner::deterministic(), 0);
    let mut told_by_suppression = 0;
    let cases = (prop::collection::vec(invented(), 0..60), 0_u8..32, 0_u8..32);
    for _ in 0..40 {
        let (people, include, exclude) = cases.new_tree(&mut runner).unwrap().current();
        let exclude = exclude & !include;
        case += 1;
        let (keys, lists) = populate(&test, &people, &format!("case{case}"));
        let chosen = |bits: u8| -> Vec<Uuid> {
            (0..5).filter(|bit| bits >> bit & 1 == 1).map(|bit| lists[bit]).collect()
        };
        let made = test.ok("campaigns.create", json!({ "name": "Counted" }));
        let request = json!({ "campaign": made["id"], "version": made["version"],
            "includeLists": chosen(include), "excludeLists": chosen(exclude) });
        test.ok("campaigns.update", request);
        let (counted, mailable) = plain_count(&people, &keys, include, exclude);
        let told: Waterfall =
            serde_json::from_value(test.ok("audience.waterfall", json!({ "campaign": made["id"] }))).unwrap();
        assert_eq!(told, counted, "case {case}: {people:?}, lists {include:05b} without {exclude:05b}");
        assert_eq!(told.buckets().iter().sum::<u64>(), told.on_lists, "the buckets add up in case {case}");
        // The control: a count that forgets suppressions is another one.
        let forgetful: Vec<Invented> =
            people.iter().map(|one| Invented { suppressed: false, ..*one }).collect();
        told_by_suppression += usize::from(plain_count(&forgetful, &keys, include, exclude).0 != told);
        let ctx = test.ctx(&test.a);
        let hash_key = suppression_key(&ctx).unwrap();
        let campaign = key_of(&test, "campaigns", id_of(&made["id"]));
        let frozen = ctx.read(|read| audience::freeze(read, &hash_key, campaign)).unwrap();
        assert_eq!(frozen.waterfall, counted, "freezing counts the same in case {case}");
        assert_eq!(frozen.contact_keys, mailable, "the mailable, in the order of their keys, in case {case}");
        let ids: BTreeSet<&[u8; 16]> = frozen.contact_ids.iter().collect();
        assert_eq!(ids.len(), mailable.len(), "each with an id of its own in case {case}");
        assert!(
            frozen.statuses.iter().all(|status| *status <= 2),
            "none that cannot be mailed in case {case}"
        );
    }
    assert!(told_by_suppression > 10, "forgetting suppressions shows in {told_by_suppression} of 40 cases");
}

#[test]
fn a_deleted_list_adds_nobody_and_still_excludes() {
    let test = TestApp::new();
    let people = vec![
        Invented { lists: 0b011, status: 1, address: true, deleted: false, suppressed: false },
        Invented { lists: 0b101, status: 1, address: true, deleted: false, suppressed: false },
    ];
    let (_, lists) = populate(&test, &people, "two");
    let made = test.ok("campaigns.create", json!({ "name": "Lists" }));
    let request = json!({ "campaign": made["id"], "version": made["version"], "includeLists": [lists[0]], "excludeLists": [lists[1]] });
    test.ok("campaigns.update", request);
    let delete = |list: Uuid| {
        test.ctx(&test.a)
            .write(Action::plain("test.delete"), move |tx| {
                tx.execute(
                    "UPDATE main.contact_lists SET deleted_at = 1 WHERE id = ?1",
                    params![list.as_bytes()],
                )
            })
            .unwrap()
    };
    let mailable = || test.ok("audience.waterfall", json!({ "campaign": made["id"] }))["mailable"].clone();
    assert_eq!(mailable(), 1, "one of the two is excluded");
    delete(lists[1]);
    assert_eq!(mailable(), 1, "deleting the excluding list does not mail its members");
    delete(lists[0]);
    assert_eq!(mailable(), 0, "deleting the included list adds nobody any more");
    let findings = test.ok("campaigns.check", json!({ "campaign": made["id"] })).to_string();
    assert!(
        findings.contains("still left out") && findings.contains("adds nobody"),
        "the check says so: {findings}"
    );
}
