//! The preview: every row of the staged file gets one decision, with the version of the row it met.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufReader, BufWriter, Read, Write};

use reachly_address::Checker;
use uuid::Uuid;

use super::format::Format;
use super::mapping::{self, DateOrder, Plan};
use super::notes::Notes;
use super::types::{ImportCounts, ImportRow};
use super::{Decision, stage};
use crate::contacts::queries::{self as contacts, Judged};
use crate::contacts::{self as people, Person};
use crate::context::Ctx;
use crate::csv::{Reader, Row};
use crate::error::{Error, Result};
use crate::fields::{self as own_fields, imported};
use crate::jobs::Job;

/// Rows decided together: one look at the store for all of them.
const CHUNK: usize = 10_000;

/// One row's decision, 16 bytes in the plan file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub decision: Decision,
    /// Version of the contact that was met; 0 for a new one.
    pub version: u32,
    /// Key of the contact that was met; 0 for a new one.
    pub contact: i64,
}

impl Step {
    fn bytes(self) -> [u8; 16] {
        let mut out = [0; 16];
        out[0] = self.decision as u8;
        out[4..8].copy_from_slice(&self.version.to_le_bytes());
        out[8..].copy_from_slice(&self.contact.to_le_bytes());
        out
    }

    fn read(bytes: [u8; 16]) -> Result<Self> {
        let (mut version, mut contact) = ([0; 4], [0; 8]);
        version.copy_from_slice(&bytes[4..8]);
        contact.copy_from_slice(&bytes[8..]);
        Ok(Step {
            decision: Decision::from_byte(bytes[0])
                .ok_or_else(|| Error::internal("a plan cannot be read"))?,
            version: u32::from_le_bytes(version),
            contact: i64::from_le_bytes(contact),
        })
    }
}

/// What the plan is made from.
pub(super) struct Source {
    pub import: Uuid,
    pub file_hash: Vec<u8>,
    pub format: Format,
    pub mapping: Vec<Option<String>>,
}

impl Source {
    /// The mapping, compiled; the order of day and month is decided on the file's own dates.
    pub(super) fn plan(&self, ctx: &Ctx) -> Result<Plan> {
        let chosen =
            || self.mapping.iter().enumerate().filter_map(|(at, field)| Some((at, field.as_deref()?)));
        let chosen = || chosen().filter(|(_, field)| own_fields::named(field).is_none());
        let mut order = None;
        if let Some((column, _)) = chosen().find(|(_, field)| *field == "birth_date") {
            let head = stage::head(ctx, self.import)?;
            let (_, rows) = super::commands::first_rows(&head, &self.format)?;
            order = mapping::date_order(rows.iter().filter_map(|row| row.get(column)).map(String::as_str));
        }
        Plan::new(chosen(), order.unwrap_or(DateOrder::Mdy))
    }

    /// The columns that go to own fields, each with the order of its own dates.
    fn own(&self, ctx: &Ctx) -> Result<Vec<imported::Column>> {
        let mut columns = ctx.read(|read| imported::columns(read, &self.mapping, true))?;
        if columns.iter().any(|column| column.field.kind == own_fields::Kind::Date) {
            let (_, rows) = super::commands::first_rows(&stage::head(ctx, self.import)?, &self.format)?;
            for column in &mut columns {
                let cells = rows.iter().filter_map(|row| row.get(column.index)).map(String::as_str);
                column.order = mapping::date_order(cells).unwrap_or_default();
            }
        }
        Ok(columns)
    }
}

/// A row as the run takes it.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    pub line: u64,
    pub person: Person,
    pub judged: Judged,
    /// Set when the row cannot be taken: why, and the value it is about.
    pub fault: Option<(String, String)>,
    /// Values of own fields.
    pub own: imported::Values,
    /// A cell that was left out: why, and its value.
    pub left_out: Option<(String, String)>,
}

/// Reads and judges the rows of the staged file, one after the other.
pub(super) struct Rows<'a> {
    reader: Reader<BufReader<File>>,
    row: Row,
    plan: Plan,
    raw: mapping::Person,
    own: Vec<imported::Column>,
    checker: &'a Checker,
}

impl<'a> Rows<'a> {
    pub(super) fn open(ctx: &Ctx, source: &Source, checker: &'a Checker) -> Result<Self> {
        let file = stage::open(ctx, source.import, &source.file_hash)?;
        let plan = source.plan(ctx)?;
        let reader = Reader::new(BufReader::with_capacity(1 << 18, file), &source.format)?;
        let (raw, own) = (mapping::Person::default(), source.own(ctx)?);
        Ok(Rows { reader, row: Row::new(), plan, raw, own, checker })
    }

    /// The next row, or `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Taken>> {
        let Some(line) = self.reader.next(&mut self.row)? else { return Ok(None) };
        if let Some(fault) = line.fault {
            let value = self.row.get(0).chars().take(80).collect();
            let fault = Some((fault.detail, value));
            return Ok(Some(Taken { line: line.number, fault, ..Taken::default() }));
        }
        self.plan.apply(&self.row, &mut self.raw);
        let mut taken = Taken { line: line.number, ..Taken::default() };
        taken.person = person(&mut self.raw);
        if taken.person.is_nobody() {
            let value = (0..self.row.len()).map(|at| self.row.get(at)).find(|text| !text.trim().is_empty());
            let value = value.unwrap_or_default().chars().take(80).collect();
            taken.fault = Some(("The row has neither an e-mail address nor a name.".into(), value));
            return Ok(Some(taken));
        }
        let verdict = people::judge(self.checker, taken.person.email.as_deref());
        taken.person.address_key = verdict.as_ref().and_then(|verdict| verdict.key.clone());
        if let (Some(email), None) = (&taken.person.email, &taken.person.address_key) {
            taken.person.address_key = Some(email.to_lowercase());
        }
        taken.judged = Judged::of(verdict.as_ref());
        (taken.own, taken.left_out) = imported::read_row(&self.own, &self.row);
        if let Some(fault) = self.raw.faults.first() {
            let cell = self.row.get(fault.column).chars().take(80).collect();
            taken.left_out = Some((format!("The birth date was left out: {}", fault.detail), cell));
        }
        Ok(Some(taken))
    }
}

fn person(raw: &mut mapping::Person) -> Person {
    let take = std::mem::take::<String>;
    let email = take(&mut raw.email);
    let birth_date = take(&mut raw.birth_date);
    Person {
        email: (!email.is_empty()).then_some(email),
        address_key: None,
        first_name: take(&mut raw.first_name),
        last_name: take(&mut raw.last_name),
        phone: take(&mut raw.phone),
        company: take(&mut raw.company),
        street: take(&mut raw.street),
        city: take(&mut raw.city),
        region: take(&mut raw.region),
        postal_code: take(&mut raw.postal_code),
        country: take(&mut raw.country),
        birth_date: (!birth_date.is_empty()).then_some(birth_date),
    }
}

pub(super) fn hash(address: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    address.hash(&mut hasher);
    hasher.finish()
}

/// What came in, over what is there: values that are not empty win.
pub(super) fn merged(known: &Person, new: &Person) -> Person {
    let text = |new: &String, known: &String| if new.is_empty() { known.clone() } else { new.clone() };
    Person {
        email: known.email.clone().or_else(|| new.email.clone()),
        address_key: known.address_key.clone().or_else(|| new.address_key.clone()),
        first_name: text(&new.first_name, &known.first_name),
        last_name: text(&new.last_name, &known.last_name),
        phone: text(&new.phone, &known.phone),
        company: text(&new.company, &known.company),
        street: text(&new.street, &known.street),
        city: text(&new.city, &known.city),
        region: text(&new.region, &known.region),
        postal_code: text(&new.postal_code, &known.postal_code),
        country: text(&new.country, &known.country),
        birth_date: new.birth_date.clone().or_else(|| known.birth_date.clone()),
    }
}

/// The finished preview.
pub(super) struct Planned {
    pub counts: ImportCounts,
    pub hash: [u8; 32],
}

struct Decider {
    /// Hash of the address → key of the contact that has it.
    known: HashMap<u64, u32>,
    seen: HashSet<u64>,
    counts: ImportCounts,
    output: BufWriter<File>,
    hasher: blake3::Hasher,
    notes: Notes,
}

/// Decides every row of the staged file.
pub(super) fn make(ctx: &Ctx, job: &Job, source: &Source, checker: &Checker) -> Result<Planned> {
    let folder = stage::folder(ctx, source.import);
    let mut known = HashMap::new();
    ctx.read(|read| {
        contacts::each_address(read, |key, address| {
            known.insert(hash(address), key);
        })
    })?;
    let mut decider = Decider {
        known,
        seen: HashSet::new(),
        counts: ImportCounts::default(),
        output: BufWriter::new(File::create(folder.join("plan"))?),
        hasher: blake3::Hasher::new(),
        notes: Notes::create(&folder)?,
    };
    let mut rows = Rows::open(ctx, source, checker)?;
    let mut chunk = Vec::with_capacity(CHUNK);
    loop {
        let row = rows.next()?;
        let end = row.is_none();
        chunk.extend(row);
        if chunk.len() == CHUNK || (end && !chunk.is_empty()) {
            decider.decide(ctx, &chunk)?;
            chunk.clear();
            job.at(decider.counts.rows)?;
        }
        if end {
            break;
        }
    }
    decider.output.flush()?;
    decider.output.get_ref().sync_all()?;
    decider.notes.finish()?;
    Ok(Planned { counts: decider.counts, hash: *decider.hasher.finalize().as_bytes() })
}

impl Decider {
    fn decide(&mut self, ctx: &Ctx, chunk: &[Taken]) -> Result<()> {
        let keys: Vec<u32> = chunk
            .iter()
            .filter_map(|row| self.known.get(&hash(row.person.address_key.as_deref()?)).copied())
            .collect();
        let met = ctx.read(|read| contacts::people(read, &keys))?;
        let any_own = chunk.iter().any(|row| !row.own.is_empty());
        let own = if any_own { ctx.read(|read| imported::known(read, &keys))? } else { HashMap::new() };
        for row in chunk {
            let (step, note) = self.one(row, &met, &own);
            self.count(row, step.decision);
            let bytes = step.bytes();
            self.hasher.update(&bytes);
            self.output.write_all(&bytes)?;
            if let Some((reason, value)) = note {
                let decision = step.decision.word().to_string();
                self.notes.add(&ImportRow { line: row.line, decision, reason, value })?;
            }
        }
        Ok(())
    }

    fn one(
        &mut self,
        row: &Taken,
        met: &HashMap<u32, contacts::Met>,
        own: &HashMap<u32, imported::Values>,
    ) -> (Step, Option<(String, String)>) {
        let plain = |decision| Step { decision, version: 0, contact: 0 };
        if let Some(fault) = &row.fault {
            return (plain(Decision::Rejected), Some(fault.clone()));
        }
        let Some(address) = &row.person.address_key else {
            return (plain(Decision::New), row.left_out.clone());
        };
        let email = row.person.email.clone().unwrap_or_default();
        if !self.seen.insert(hash(address)) {
            return (
                plain(Decision::Duplicate),
                Some(("The address stands further up in the file.".into(), email)),
            );
        }
        let reasons = people::reason_codes(row.judged.reasons);
        let note = (row.judged.status > 1)
            .then(|| (reasons.first().map_or(String::new(), |reason| reason.sentence().to_string()), email))
            .or_else(|| row.left_out.clone());
        let contact = self.known.get(&hash(address)).and_then(|key| met.get(key).map(|met| (*key, met)));
        // A hash can be the same for two addresses; the address itself decides.
        let Some((key, met)) = contact.filter(|(_, met)| met.person.address_key.as_ref() == Some(address))
        else {
            return (plain(Decision::New), note);
        };
        let changed = met.deleted
            || merged(&met.person, &row.person) != met.person
            || imported::differs(own.get(&key), &row.own);
        let decision = if changed { Decision::Updated } else { Decision::Unchanged };
        (Step { decision, version: met.version, contact: i64::from(key) }, note)
    }

    fn count(&mut self, row: &Taken, decision: Decision) {
        let counts = &mut self.counts;
        counts.rows += 1;
        match decision {
            Decision::New => counts.new += 1,
            Decision::Updated => counts.updated += 1,
            Decision::Unchanged => counts.unchanged += 1,
            Decision::Duplicate => counts.duplicate += 1,
            Decision::Rejected => counts.rejected += 1,
        }
        if matches!(decision, Decision::New | Decision::Updated | Decision::Unchanged) {
            match row.judged.status {
                1 => counts.valid += 1,
                2 => counts.risky += 1,
                3 | 4 => counts.invalid += 1,
                _ => counts.without_address += 1,
            }
        }
    }
}

/// The decisions of a plan, in the order of the rows.
pub(super) struct Steps {
    input: BufReader<File>,
}

impl Steps {
    /// Opens a plan and checks that it is the one that was shown.
    pub(super) fn open(ctx: &Ctx, import: Uuid, hash: &[u8]) -> Result<Self> {
        let path = stage::folder(ctx, import).join("plan");
        let mut hasher = blake3::Hasher::new();
        std::io::copy(&mut File::open(&path).map_err(stage::gone)?, &mut hasher)?;
        if hasher.finalize().as_bytes().as_slice() != hash {
            return Err(Error::conflict("The preview of this import was changed.").todo("Preview it again."));
        }
        Ok(Steps { input: BufReader::with_capacity(1 << 18, File::open(path)?) })
    }

    pub(super) fn next(&mut self) -> Result<Step> {
        let mut bytes = [0; 16];
        self.input.read_exact(&mut bytes)?;
        Step::read(bytes)
    }
}
