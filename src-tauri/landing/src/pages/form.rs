//! The landing page and its form: shown, sent, thanked for.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{self, HeaderMap};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use reachly_core::campaigns::links::{self, Token, TokenKind};
use reachly_core::context::Ctx;
use reachly_core::forms::rules::FieldError;
use reachly_core::leads::{self, Submission, SubmitRefused, Visitor};
use reachly_core::{Error, Result};
use tokio::sync::oneshot;

use super::home::Home;
use super::limits::Age;
use super::posted::{self, Posted, Unreadable};
use super::stamp::Stamp;
use super::view::{self, Filled};
use super::{Room, waiting};

const SESSION: &str = "reachly_visit";

/// Who comes; a session of their own when they bring none, which is then to be given to them.
pub(super) fn visitor(ctx: &Ctx, headers: &HeaderMap) -> (Visitor, Option<String>) {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_string);
    let cookies = text(header::COOKIE).unwrap_or_default();
    let brought =
        cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == SESSION);
    let known = brought
        .map(|(_, value)| value.to_string())
        .filter(|value| value.len() == 32 && value.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let fresh = known.is_none().then(|| random_id(ctx));
    let session = known.or_else(|| fresh.clone()).unwrap_or_default();
    // The listener is on loopback: nobody else can come.
    (Visitor::of(Some("127.0.0.1".into()), text(header::USER_AGENT), session), fresh)
}

/// Names one sending. It begins with the time, so that the names of a day stand together in the file.
fn sending_id(ctx: &Ctx) -> String {
    ctx.store().randomness().id(ctx.now()).simple().to_string()
}

pub(super) fn random_id(ctx: &Ctx) -> String {
    ctx.store().randomness().bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The token of a link of this campaign; any other is as good as none.
fn attribution(home: &Home, text: &str) -> Option<Token> {
    links::read(&home.key, text)
        .filter(|token| token.kind == TokenKind::Click && token.campaign_key == home.page.campaign_key)
}

/// The address of a page whose campaign or organization was deleted is still known: closed, without saying whose.
fn nobody_home(room: &Room, slug: &str) -> Result<Response> {
    let (ctx, _) = room.homes.workspace()?;
    Ok(if ctx.store().slug_taken(slug)? { view::gone() } else { view::unknown_page() })
}

pub(super) async fn show(
    State(room): State<Arc<Room>>,
    method: Method,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let shown = waiting(move || {
        let Some(home) = room.homes.of(&slug)? else { return nobody_home(&room, &slug) };
        if !home.page.open() {
            return Ok(view::closed(&home.ctx, &home.page));
        }
        let token = posted::parameter(query.as_deref(), "t").unwrap_or_default();
        let attributed = attribution(&home, &token);
        let (visitor, fresh) = visitor(&home.ctx, &headers);
        // A browser that only guesses where a person will go has seen nothing.
        let guessed = headers.contains_key("sec-purpose") || headers.contains_key("x-moz");
        let visit = if method == Method::HEAD || guessed || home.page.form.is_none() {
            0
        } else {
            let (ctx, key, session) = (home.ctx.clone(), home.page.campaign_key, visitor.session.clone());
            room.homes.sight(&home, &session, || leads::saw(&ctx, key, visitor, attributed))?
        };
        let stamp = Stamp { rendered: home.ctx.now(), campaign_key: home.page.campaign_key, visit };
        let filled = Filled {
            posted: Posted {
                id: sending_id(&home.ctx),
                stamp: stamp.text(&home.key),
                token: attributed.map(|_| token).unwrap_or_default(),
                utm: posted::utm(query.as_deref()),
                ..Posted::default()
            },
            ..Filled::default()
        };
        let mut answer = view::page(StatusCode::OK, &home.ctx, &home.page, &filled);
        if let Some(session) = fresh.filter(|_| !guessed) {
            let cookie = format!("{SESSION}={session}; Path=/l/; HttpOnly; SameSite=Lax");
            if let Ok(cookie) = cookie.parse() {
                answer.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
        Ok(answer)
    });
    shown.await.unwrap_or_else(|error| view::failed(&error))
}

pub(super) async fn send(
    State(room): State<Arc<Room>>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let posted = match posted::bytes(&headers, body).await.and_then(|bytes| Posted::read(&bytes)) {
        Ok(posted) => posted,
        Err(Unreadable::TooLarge) => return view::too_large(),
        Err(Unreadable::NoForm) => {
            let text = "This is not what the form of this page sends, and nothing of it was saved. Open the page and send its \
                        form.";
            return view::notice(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Not a form", text);
        }
    };
    if !room.gates.may_send(&slug, &posted.stamp) {
        return view::too_often();
    }
    let asked = Arc::clone(&room);
    let name = slug.clone();
    let home = match room.homes.kept(&slug) {
        Some(home) => Ok(Some(home)),
        None => waiting(move || asked.homes.of(&name)).await,
    };
    match home {
        Ok(Some(home)) if home.page.form.is_none() => view::no_form(),
        Ok(Some(home)) if home.page.open() => take(&room, &home, &headers, posted).await,
        Ok(Some(home)) => view::closed(&home.ctx, &home.page),
        Ok(None) => {
            waiting(move || nobody_home(&room, &slug)).await.unwrap_or_else(|error| view::failed(&error))
        }
        Err(error) => view::failed(&error),
    }
}

/// Why a form is not taken although its answers may be good; `None` when it is.
fn unfit(room: &Room, home: &Home, posted: &Posted, stamp: Option<Stamp>) -> Option<&'static str> {
    if !posted.trap.is_empty() {
        return Some(
            "A field that people do not see was filled in. Your answers are still here; please send them once more.",
        );
    }
    let Some(stamp) = stamp.filter(|_| posted.has_id()) else {
        return Some(
            "This page was not complete any more. Your answers are still here; please send them once more.",
        );
    };
    match room.gates.age(stamp.rendered, home.ctx.now()) {
        Age::TooFast => Some(
            "That was very fast. Your answers are still here; please look them over and send them once more.",
        ),
        Age::TooOld => Some(
            "This page was open for more than a day. Your answers are still here; please send them once more.",
        ),
        Age::Fine => None,
    }
}

/// Takes a form; no thread waits while it becomes durable.
async fn take(room: &Room, home: &Home, headers: &HeaderMap, posted: Posted) -> Response {
    let stamp =
        Stamp::read(&home.key, &posted.stamp).filter(|stamp| stamp.campaign_key == home.page.campaign_key);
    if let Some(sentence) = unfit(room, home, &posted, stamp) {
        return again(room, home, posted, stamp, Vec::new(), Some(sentence));
    }
    let (visitor, _) = visitor(&home.ctx, headers);
    let submission = Submission {
        answers: posted.answers.clone(),
        utm: posted.utm.clone(),
        token: attribution(home, &posted.token),
        visit: stamp.map(|stamp| stamp.visit).filter(|visit| *visit > 0),
        idempotency_key: format!("form {} {}", home.page.campaign_key, posted.id),
        visitor,
    };
    let (sender, receiver) = oneshot::channel();
    let begun = leads::submit(&home.ctx, &home.page, submission, move |outcome| {
        // Nobody is there any more when the browser hung up: the form was taken all the same.
        let _ = sender.send(outcome);
    });
    let gone = |_| Err(SubmitRefused::Failed(Error::internal("the writer is gone")));
    let outcome = match begun {
        Ok(()) => receiver.await.unwrap_or_else(gone),
        Err(refused) => Err(refused),
    };
    match outcome {
        Ok(_) => see_other(&after(home)),
        Err(SubmitRefused::Fields(errors)) => again(room, home, posted, stamp, errors, None),
        Err(SubmitRefused::Closed) => view::closed(&home.ctx, &home.page),
        Err(SubmitRefused::Failed(error)) => view::failed(&error),
    }
}

/// Where the visitor goes: the form's own page, held to its rules when it was saved, or ours. Never what a request says.
fn after(home: &Home) -> String {
    let own = home.page.form.as_ref().and_then(|form| form.redirect_url.clone());
    own.and_then(|url| reachly_core::forms::redirect::parse(&url).ok())
        .unwrap_or_else(|| format!("/l/{}/thanks", home.page.slug))
}

fn see_other(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to.to_string())]).into_response()
}

/// The same page with what was sent in it; a form that grew too old, or lost its seal, is sealed anew.
fn again(
    room: &Room,
    home: &Home,
    mut posted: Posted,
    stamp: Option<Stamp>,
    errors: Vec<FieldError>,
    sentence: Option<&'static str>,
) -> Response {
    let now = home.ctx.now();
    let good = stamp.filter(|stamp| room.gates.age(stamp.rendered, now) != Age::TooOld);
    if good.is_none() {
        let visit = stamp.map_or(0, |stamp| stamp.visit);
        posted.stamp = Stamp { rendered: now, campaign_key: home.page.campaign_key, visit }.text(&home.key);
    }
    if !posted.has_id() {
        posted.id = sending_id(&home.ctx);
    }
    posted.trap = String::new();
    let filled = Filled { posted, errors, sentence };
    view::page(StatusCode::UNPROCESSABLE_ENTITY, &home.ctx, &home.page, &filled)
}

pub(super) async fn thanks(State(room): State<Arc<Room>>, Path(slug): Path<String>) -> Response {
    let shown = waiting(move || {
        let home = room.homes.of(&slug)?;
        Ok(home.map_or_else(view::unknown_page, |home| view::thanks(&home.ctx, &home.page)))
    });
    shown.await.unwrap_or_else(|error| view::failed(&error))
}
