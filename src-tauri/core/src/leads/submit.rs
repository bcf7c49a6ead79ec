//! What a visitor of a landing page does: look, send, follow, leave. Each is one write, durable before it is answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use reachly_address::Checker;
use reachly_rehearsal::{Device, EventKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::queries::{self, NewLead, Open};
use crate::campaigns::links::{Token, TokenKind};
use crate::campaigns::types::CampaignStatus;
use crate::contacts::queries as contacts;
use crate::contacts::{self as people, Person};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::events::{self, LandingEvent, NewVisit};
use crate::forms::rules::{FieldError, FieldType, Submitted};
use crate::forms::types::FormContent;
use crate::store::{Action, Actor, Tx};
use crate::suppressions::queries::NewSuppression;
use crate::suppressions::types::{SuppressionReason, SuppressionSource};
use crate::suppressions::{queries as suppressions, suppression_hash, suppression_key};
use crate::validation;

/// Longest user agent kept, characters.
const AGENT_MAX: usize = 400;

/// A campaign's landing page as it is now.
#[derive(Clone)]
pub struct Page {
    pub campaign_key: i64,
    pub campaign: Uuid,
    pub slug: String,
    pub status: CampaignStatus,
    pub organization_name: String,
    pub postal_address: String,
    /// `#rrggbb`.
    pub brand_color: String,
    pub headline: String,
    /// Harmless HTML.
    pub intro: String,
    /// `None`: the campaign has no form yet.
    pub form: Option<Arc<FormContent>>,
    form_version_key: Option<i64>,
    campaign_name: String,
    checker: Arc<Checker>,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Page").field("slug", &self.slug).field("status", &self.status).finish_non_exhaustive()
    }
}

impl Page {
    /// Whether it answers: from draft (as a preview) until the campaign is over.
    pub fn open(&self) -> bool {
        is_open(self.status)
    }
}

fn is_open(status: CampaignStatus) -> bool {
    !matches!(status, CampaignStatus::Completed | CampaignStatus::Cancelled)
}

/// A context for a visitor of an organization, named by a slug or by a token of ours.
///
/// # Errors
/// `not_found` when the organization is gone.
pub fn visitor(ctx: &Ctx, organization_key: i64) -> Result<Ctx> {
    let inside = Ctx::inside(Arc::clone(&ctx.workspace), Actor::Visitor, organization_key, Uuid::nil());
    let id = inside.read(queries::living_organization)?;
    Ok(Ctx::inside(Arc::clone(&ctx.workspace), Actor::Visitor, organization_key, id))
}

/// The page of a campaign.
///
/// # Errors
/// `not_found`; the store's codes.
pub fn page(ctx: &Ctx, campaign_key: i64) -> Result<Page> {
    let checker = validation::checker(ctx)?;
    ctx.read(|read| {
        let found = queries::landing(read, campaign_key)?;
        let form = match found.form_version_key {
            Some(key) => Some(Arc::new(crate::forms::version_content(read, key)?)),
            None => None,
        };
        Ok(Page {
            campaign_key,
            campaign: found.id,
            slug: found.slug,
            status: found.status,
            organization_name: found.organization_name,
            postal_address: found.postal_address,
            brand_color: found.brand_color,
            headline: found.headline,
            // Cleaned when it was saved, and again here: what stands in the file is not trusted.
            intro: reachly_mail::sanitize_page(&found.intro),
            form,
            form_version_key: found.form_version_key,
            campaign_name: found.name,
            checker,
        })
    })
}

/// Who comes, as one request tells.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    /// What ties the requests of one browser together.
    pub session: String,
    pub device: Device,
    /// Family of the browser; empty when unknown.
    pub client: String,
}

impl Visitor {
    /// What a request says of its sender.
    pub fn of(ip_address: Option<String>, user_agent: Option<String>, session: String) -> Self {
        let agent = user_agent.as_deref().unwrap_or_default();
        let has = |part: &str| agent.contains(part);
        let device = match agent {
            "" => Device::None,
            _ if has("Mobi") || has("Android") => Device::Mobile,
            _ => Device::Desktop,
        };
        // Browsers name those they are like before themselves: the most particular name comes first here.
        let families = [
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ];
        let client = families.iter().find(|(mark, _)| has(mark)).map_or("", |(_, name)| name).to_string();
        let user_agent = user_agent.map(|agent| agent.chars().take(AGENT_MAX).collect());
        Visitor { ip_address, user_agent, session, device, client }
    }

    fn visit(&self, campaign_key: i64) -> NewVisit {
        NewVisit {
            campaign_key,
            ip_address: self.ip_address.clone(),
            user_agent: self.user_agent.clone(),
            session: self.session.clone(),
        }
    }

    fn event(&self, campaign_key: i64, kind: EventKind, contact: Option<i64>, visit: i64) -> LandingEvent {
        LandingEvent {
            campaign_key,
            kind,
            contact_key: contact,
            link: None,
            device: self.device,
            client: self.client.clone(),
            flags: 0,
            visit_key: visit,
        }
    }
}

/// The contact of a token, if it is one of this campaign and the contact is still there.
fn contact_of(tx: &Tx<'_>, campaign_key: i64, token: Option<Token>) -> Result<Option<i64>> {
    let fits = |token: &Token| token.campaign_key == campaign_key && token.organization_key > 0;
    match token.filter(fits) {
        Some(token) if tx.organization_key()? == token.organization_key => {
            queries::living_contact(tx, token.contact_key)
        }
        _ => Ok(None),
    }
}

/// Notes that the form was seen; answers the key of the visit.
///
/// # Errors
/// The store's codes.
pub fn saw(ctx: &Ctx, campaign_key: i64, visitor: Visitor, token: Option<Token>) -> Result<i64> {
    ctx.write_gathered(Action::quiet("landing.view"), move |tx| {
        tx.unrecorded(|tx| {
            let contact = contact_of(tx, campaign_key, token)?;
            let visit = events::visit(tx, &visitor.visit(campaign_key))?;
            events::record(tx, &visitor.event(campaign_key, EventKind::FormView, contact, visit))?;
            Ok(visit)
        })
    })
}

/// Everything one sending of the form brings.
#[derive(Clone, Debug)]
pub struct Submission {
    pub answers: BTreeMap<String, Submitted>,
    /// `utm_…` parameters.
    pub utm: BTreeMap<String, String>,
    pub token: Option<Token>,
    /// Visit that showed the form; a new one is noted without it.
    pub visit: Option<i64>,
    /// The same twice is answered as the first time and makes one lead.
    pub idempotency_key: String,
    pub visitor: Visitor,
}

/// What a sending made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub lead: Uuid,
    pub response: Uuid,
}

/// Why nothing was made.
#[derive(Debug)]
pub enum SubmitRefused {
    /// The visitor can correct it.
    Fields(Vec<FieldError>),
    /// The campaign is over, or its form was changed while it was filled in.
    Closed,
    Failed(Error),
}

impl From<Error> for SubmitRefused {
    fn from(error: Error) -> Self {
        SubmitRefused::Failed(error)
    }
}

/// Takes a form: held to its rules first, then response, lead, contact, event and answer in one write. Returns before
/// that is durable: `then` is told how it ended, on the writer's thread, and must not wait for anything.
///
/// # Errors
/// What is known at once, and then `then` is not called: which fields are wrong; that the page is closed; `no_workspace`.
pub fn submit(
    ctx: &Ctx,
    page: &Page,
    submission: Submission,
    then: impl FnOnce(std::result::Result<Sent, SubmitRefused>) + Send + 'static,
) -> std::result::Result<(), SubmitRefused> {
    let (Some(form), Some(version), true) = (&page.form, page.form_version_key, page.open()) else {
        return Err(SubmitRefused::Closed);
    };
    let answers = form.definition.check(&submission.answers).map_err(SubmitRefused::Fields)?.0;
    let person = person_of(form, &answers);
    let made = Made {
        campaign: page.campaign_key,
        version,
        title: super::title(&form.definition.fields, &answers, &format!("From {}", page.campaign_name)),
        values: super::indexed_values(&form.definition.fields, &answers)
            .map(|(field, value)| (field.to_string(), value))
            .collect(),
        judged: people::judge(&page.checker, person.email.as_deref()),
        person,
        answers,
    };
    let work = move |tx: &mut Tx<'_>| {
        if let Some(before) = tx.answered::<Sent>(&submission.idempotency_key)? {
            return Ok(Some(before));
        }
        match queries::open_campaign(tx, made.campaign, submission.visit)? {
            Some(open) if open.form_version_key == Some(made.version) && is_open(open.status) => {
                // Everything here is new; its images would be kept for nobody.
                tx.unrecorded(|tx| write(tx, &made, &open, &submission)).map(Some)
            }
            _ => Ok(None),
        }
    };
    ctx.store().gather(ctx.hand(), Action::plain("lead.submit"), work, move |outcome| {
        then(outcome.map_err(SubmitRefused::from).and_then(|sent| sent.ok_or(SubmitRefused::Closed)));
    })?;
    Ok(())
}

/// What is known before the write.
struct Made {
    campaign: i64,
    version: i64,
    title: String,
    answers: Map<String, Value>,
    values: Vec<(String, String)>,
    person: Person,
    judged: Option<reachly_address::Verdict>,
}

fn person_of(form: &FormContent, answers: &Map<String, Value>) -> Person {
    let fields = &form.definition.fields;
    let of = |kind| super::answer_of(fields, answers, kind).map(str::to_string);
    let (first_name, last_name) = super::names(answers);
    let email = of(FieldType::Email);
    Person {
        address_key: email.as_deref().and_then(people::address_key),
        email,
        first_name,
        last_name,
        phone: of(FieldType::Tel).unwrap_or_default(),
        ..Person::default()
    }
}

fn write(tx: &mut Tx<'_>, made: &Made, open: &Open, submission: &Submission) -> Result<Sent> {
    let attributed = contact_of(tx, made.campaign, submission.token)?;
    let contact = match attributed {
        Some(contact) => Some(contact),
        None => contact_by_address(tx, made)?,
    };
    let visit = match open.visit {
        Some(visit) => visit,
        None => events::visit(tx, &submission.visitor.visit(made.campaign))?,
    };
    let (response_key, response) = queries::insert_response(
        tx,
        made.campaign,
        made.version,
        open.clock,
        visit,
        [serde_json::to_string(&made.answers)?, serde_json::to_string(&submission.utm)?],
    )?;
    let new = NewLead {
        campaign_key: Some(made.campaign),
        contact_key: contact,
        response_key: Some(response_key),
        title: made.title.clone(),
        source: if attributed.is_some() { "email_campaign" } else { "direct_form" },
        // What is sent from the preview of a draft is a trial.
        rehearsed: open.status == CampaignStatus::Draft,
        owner_key: open.owner_key,
        value_minor: None,
        note: String::new(),
        at: open.clock,
    };
    let (lead_key, lead) = queries::insert(tx, &new)?;
    for (field, value) in &made.values {
        queries::insert_value(tx, made.version, field, value, lead_key)?;
    }
    let visitor = &submission.visitor;
    events::record(tx, &visitor.event(made.campaign, EventKind::FormSubmit, contact, visit))?;
    tx.about("lead", lead);
    for topic in ["leads", "form_responses"] {
        tx.touch(topic);
    }
    let sent = Sent { lead, response };
    tx.answer(&submission.idempotency_key, &sent)?;
    Ok(sent)
}

/// The contact with the address that was given; made when it is new and may exist. Nothing of a known one is changed:
/// anybody can type anybody's address.
fn contact_by_address(tx: &mut Tx<'_>, made: &Made) -> Result<Option<i64>> {
    let Some(address) = &made.person.address_key else { return Ok(None) };
    match contacts::by_address(tx, address)? {
        Some((key, _, false)) => Ok(Some(key)),
        // A deleted contact stays deleted; the lead has what was sent.
        Some((_, _, true)) => Ok(None),
        None => {
            let judged = contacts::Judged::of(made.judged.as_ref());
            let (key, _) = contacts::insert(tx, &made.person, &judged, "form")?;
            validation::log_new(tx, key, &judged, "edit")?;
            tx.touch("contacts");
            tx.tell("contact", "new");
            Ok(Some(key))
        }
    }
}

/// Where a followed link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed {
    /// The campaign's own landing page.
    Landing { slug: String },
    /// A link of the campaign's e-mail, as its pinned version has it.
    Link(String),
}

/// Notes a click, and says where it leads.
///
/// # Errors
/// `not_found` when the campaign is gone; the store's codes.
pub fn followed(ctx: &Ctx, token: Token, visitor: Visitor) -> Result<Followed> {
    let (slug, link) = ctx.read(|read| queries::link(read, token.campaign_key, token.link))?;
    let target = link.filter(|href| is_elsewhere(href));
    let named = target.clone();
    ctx.write_gathered(Action::quiet("landing.click"), move |tx| {
        tx.unrecorded(|tx| happened(tx, token, &visitor, EventKind::Click, named.clone()))
    })?;
    Ok(target.map_or(Followed::Landing { slug }, Followed::Link))
}

/// A whole web address without variables; everything else of a mail leads to the landing page.
fn is_elsewhere(href: &str) -> bool {
    let web = href.starts_with("https://") || href.starts_with("http://");
    web && !href.contains("{{") && !href.contains("{%") && url::Url::parse(href).is_ok()
}

/// Notes an open.
///
/// # Errors
/// The store's codes.
pub fn opened(ctx: &Ctx, token: Token, visitor: Visitor) -> Result<()> {
    ctx.write_gathered(Action::quiet("landing.open"), move |tx| {
        tx.unrecorded(|tx| happened(tx, token, &visitor, EventKind::Open, None))
    })
}

fn happened(
    tx: &mut Tx<'_>,
    token: Token,
    visitor: &Visitor,
    kind: EventKind,
    link: Option<String>,
) -> Result<()> {
    let contact = contact_of(tx, token.campaign_key, Some(token))?;
    let visit = events::visit(tx, &visitor.visit(token.campaign_key))?;
    let event = visitor.event(token.campaign_key, kind, contact, visit);
    events::record(tx, &LandingEvent { link, ..event })
}

/// Takes the contact's address off every list of recipients; `false` when it was off already.
///
/// # Errors
/// `not_found` when the token is no unsubscribe link or its contact has no address; the store's codes.
pub fn unsubscribe(ctx: &Ctx, token: Token, visitor: Visitor) -> Result<bool> {
    if token.kind != TokenKind::Unsubscribe {
        return Err(Error::not_found("link"));
    }
    let key = suppression_key(ctx)?;
    ctx.write_gathered(Action::plain("contact.unsubscribe"), move |tx| {
        let address = queries::address_of(tx, token.contact_key)?;
        let new = NewSuppression {
            hash: suppression_hash(&key, &address),
            address_key: address,
            reason: SuppressionReason::Unsubscribed,
            source: SuppressionSource::Event,
            note: String::new(),
        };
        tx.because("The recipient asked for it.");
        if !suppressions::insert(tx, &new)? {
            return Ok(false);
        }
        tx.unrecorded(|tx| happened(tx, token, &visitor, EventKind::Unsubscribe, None))?;
        Ok(true)
    })
}
