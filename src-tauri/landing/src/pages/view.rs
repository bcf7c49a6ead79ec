//! Pages as HTML: plain elements, labels, help and errors tied to their fields, no script.

use askama::Template;
use axum::extract::Request;
use axum::http::header;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use reachly_core::campaigns::types::CampaignStatus;
use reachly_core::context::Ctx;
use reachly_core::forms::rules::{FieldDefinition, FieldError, FieldRules, FieldType, Submitted};
use reachly_core::leads::Page;
use reachly_core::{Code, Error};

use super::posted::Posted;
use super::{form, guard};
use crate::door::body::drain;

const STYLE: &str = include_str!("style.css");

/// What stands in the form when it is shown.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub posted: Posted,
    pub errors: Vec<FieldError>,
    /// Why it was not taken, when no field is to blame.
    pub sentence: Option<&'static str>,
}

/// Name, place and colours of the sender.
struct Frame<'a> {
    organization: &'a str,
    address: &'a str,
    brand: &'a str,
    /// Black or white, whichever is easier to read on the brand's colour.
    on_brand: &'static str,
    nonce: String,
}

impl<'a> Frame<'a> {
    fn of(ctx: &Ctx, page: &'a Page) -> Self {
        Frame {
            organization: &page.organization_name,
            address: &page.postal_address,
            brand: &page.brand_color,
            on_brand: readable_on(&page.brand_color),
            nonce: form::random_id(ctx),
        }
    }
}

/// The better of black and white on a colour `#rrggbb`, by relative luminance (WCAG 2.2).
fn readable_on(color: &str) -> &'static str {
    let part = |at: usize| {
        let value = color.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(0);
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
    // Contrast with white is 1.05 / (l + 0.05), with black (l + 0.05) / 0.05: equal at 0.179.
    if luminance > 0.179 { "#000000" } else { "#ffffff" }
}

struct Choice {
    id: String,
    value: String,
    chosen: bool,
}

struct Field {
    key: String,
    /// `text`, `textarea`, `select`, `radio`, `checkbox`, `consent`: which control it is.
    control: &'static str,
    label: String,
    required: bool,
    help: String,
    error: String,
    value: String,
    /// Names and values of the control's attributes.
    attributes: Vec<(&'static str, String)>,
    described_by: String,
    autocomplete: &'static str,
    choices: Vec<Choice>,
}

impl Field {
    /// The label as the summary of errors names it, before a colon: a consent is a whole sentence.
    fn name(&self) -> &str {
        self.label.trim_end_matches(['.', ':'])
    }
}

fn autocomplete(field: &FieldDefinition) -> &'static str {
    match (field.field_type, field.key.as_str()) {
        (FieldType::Email, _) => "email",
        (FieldType::Tel, _) => "tel",
        (FieldType::Text, "full_name" | "name") => "name",
        (FieldType::Text, "first_name") => "given-name",
        (FieldType::Text, "last_name") => "family-name",
        (FieldType::Text, "company" | "organization") => "organization",
        (FieldType::Text, "street" | "address") => "street-address",
        (FieldType::Text, "city") => "address-level2",
        (FieldType::Text, "region" | "state") => "address-level1",
        (FieldType::Text, "postal_code" | "zip") => "postal-code",
        (FieldType::Text, "country") => "country-name",
        (FieldType::Date, "birth_date" | "birthday") => "bday",
        _ => "",
    }
}

fn field(definition: &FieldDefinition, consent: &str, filled: &Filled) -> Field {
    let key = definition.key.clone();
    let sent: &[String] = match filled.posted.answers.get(&key) {
        Some(Submitted::One(text)) => std::slice::from_ref(text),
        Some(Submitted::Many(texts)) => texts,
        None => &[],
    };
    let error = filled.errors.iter().find(|error| error.field == key);
    let error = error.map(|error| error.message.clone()).unwrap_or_default();
    let mut described = Vec::new();
    if !definition.help.is_empty() {
        described.push(format!("h-{key}"));
    }
    if !error.is_empty() {
        described.push(format!("e-{key}"));
    }
    let choices = definition.options.iter().enumerate().map(|(at, option)| Choice {
        // The first one carries the field's id: that is where the summary of errors leads.
        id: if at == 0 { format!("f-{key}") } else { format!("f-{key}-{at}") },
        value: option.clone(),
        chosen: sent.contains(option),
    });
    let is_consent = definition.field_type == FieldType::Consent;
    Field {
        control: match definition.field_type {
            FieldType::Textarea => "textarea",
            FieldType::Select => "select",
            FieldType::Radio | FieldType::Checkbox => "choices",
            FieldType::Consent => "consent",
            _ => "input",
        },
        label: if is_consent { consent.to_string() } else { definition.label.clone() },
        required: definition.required,
        help: definition.help.clone(),
        error,
        value: sent.first().cloned().unwrap_or_default(),
        attributes: FieldRules::from(definition).html_attributes(),
        described_by: described.join(" "),
        autocomplete: autocomplete(definition),
        choices: choices.collect(),
        key,
    }
}

#[derive(Template)]
#[template(path = "page.html")]
struct PageHtml<'a> {
    frame: Frame<'a>,
    preview: bool,
    headline: &'a str,
    /// Harmless HTML.
    intro: &'a str,
    slug: &'a str,
    fields: Vec<Field>,
    has_form: bool,
    filled: &'a Filled,
    /// Errors of fields that the page does not have.
    strange: Vec<&'a FieldError>,
    failed: bool,
}

pub(super) fn page(status: StatusCode, ctx: &Ctx, page: &Page, filled: &Filled) -> Response {
    let definition = page.form.as_ref().map(|form| &form.definition);
    let fields: Vec<Field> = definition
        .iter()
        .flat_map(|definition| {
            definition.fields.iter().map(|one| field(one, &definition.consent_wording, filled))
        })
        .collect();
    let known = |error: &&FieldError| fields.iter().any(|field| field.key == error.field);
    let strange = filled.errors.iter().filter(|error| !known(error)).collect();
    let html = PageHtml {
        frame: Frame::of(ctx, page),
        preview: page.status == CampaignStatus::Draft,
        headline: if page.headline.is_empty() { &page.organization_name } else { &page.headline },
        intro: &page.intro,
        slug: &page.slug,
        has_form: !fields.is_empty(),
        fields,
        strange,
        failed: !filled.errors.is_empty() || filled.sentence.is_some(),
        filled,
    };
    let nonce = html.frame.nonce.clone();
    rendered(status, &nonce, &html)
}

/// A page of a heading and sentences; with a button that unsubscribes, if asked.
#[derive(Template)]
#[template(path = "notice.html")]
struct NoticeHtml<'a> {
    frame: Option<Frame<'a>>,
    title: &'a str,
    text: &'a str,
    unsubscribe: bool,
}

pub(super) fn notice(status: StatusCode, title: &str, text: &str) -> Response {
    rendered(status, "none", &NoticeHtml { frame: None, title, text, unsubscribe: false })
}

fn framed(
    status: StatusCode,
    ctx: &Ctx,
    page: &Page,
    title: &str,
    text: &str,
    unsubscribe: bool,
) -> Response {
    let frame = Frame::of(ctx, page);
    let nonce = frame.nonce.clone();
    rendered(status, &nonce, &NoticeHtml { frame: Some(frame), title, text, unsubscribe })
}

pub(super) fn thanks(ctx: &Ctx, page: &Page) -> Response {
    let own = page.form.as_ref().map(|form| form.thank_you_message.trim()).filter(|text| !text.is_empty());
    framed(StatusCode::OK, ctx, page, "Thank you", own.unwrap_or("Your answers have arrived."), false)
}

const CLOSED: &str = "This page is closed, and nothing can be sent any more. Thank you for your interest.";

pub(super) fn closed(ctx: &Ctx, page: &Page) -> Response {
    framed(StatusCode::GONE, ctx, page, "This page is closed", CLOSED, false)
}

/// Closed, in nobody's name and colour.
pub(super) fn gone() -> Response {
    notice(StatusCode::GONE, "This page is closed", CLOSED)
}

pub(super) fn unsubscribe(ctx: &Ctx, page: &Page) -> Response {
    let text = format!("You will get no more e-mail of this kind from {}.", page.organization_name);
    framed(StatusCode::OK, ctx, page, "Unsubscribe?", &text, true)
}

pub(super) fn unknown_page() -> Response {
    let text = "There is no page at this address. Look at the address again, or ask whoever gave it to you.";
    notice(StatusCode::NOT_FOUND, "No such page", text)
}

/// A form was sent to a page that has none, or none any more.
pub(super) fn no_form() -> Response {
    let text = "This page has no form at the moment, and nothing was saved. Try again later.";
    notice(StatusCode::CONFLICT, "Nothing to send", text)
}

pub(super) async fn nothing_here() -> Response {
    unknown_page()
}

pub(super) async fn wrong_method(request: Request) -> Response {
    drain(request.into_body()).await;
    notice(
        StatusCode::METHOD_NOT_ALLOWED,
        "Not possible",
        "This address takes no such request, and nothing was saved. Open the page and use its form.",
    )
}

pub(super) fn too_often() -> Response {
    let text = "Too much was sent in a short time, and this was not saved. Go back, wait half a minute, then send it once more.";
    let mut answer = notice(StatusCode::TOO_MANY_REQUESTS, "Too often", text);
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    answer
}

pub(super) fn too_large() -> Response {
    let text = "What was sent is larger than 64 kB and was not saved. Go back, shorten your answers and send them once more.";
    notice(StatusCode::PAYLOAD_TOO_LARGE, "Too large", text)
}

/// A fault of ours, or no workspace to answer from.
pub(super) fn failed(error: &Error) -> Response {
    if error.code == Code::NoWorkspace {
        let text = "The sender's workspace is not open at the moment. Try again later.";
        return notice(StatusCode::SERVICE_UNAVAILABLE, "Not available", text);
    }
    tracing::error!(chain = ?error.chain, "a page failed");
    let text = "This did not work, and nothing was saved. Go back and try again.";
    let status = StatusCode::from_u16(error.code.http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    notice(status, "Something went wrong", text)
}

fn rendered(status: StatusCode, nonce: &str, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => {
            let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8".to_string());
            (status, [kind, (header::CONTENT_SECURITY_POLICY, guard::policy(nonce))], html).into_response()
        }
        Err(cause) => {
            tracing::error!(%cause, "a page was not rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

pub(super) async fn style() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, STYLE).into_response()
}

#[cfg(test)]
mod tests {
    use super::readable_on;

    #[test]
    fn words_on_the_brands_colour_can_be_read() {
        for (color, expected) in [
            ("#000000", "#ffffff"),
            ("#ffffff", "#000000"),
            ("#0B6E69", "#ffffff"),
            ("#FFD400", "#000000"),
            ("#777777", "#000000"),
        ] {
            assert_eq!(readable_on(color), expected, "on {color}");
        }
    }
}
