//! Tracked links, the picture that counts opens, and the way off the list.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{self, HeaderMap};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use reachly_core::campaigns::links::{self, Token, TokenKind};
use reachly_core::context::Ctx;
use reachly_core::leads::{self, Followed};
use reachly_core::{Code, Result};

use super::{Room, form, posted, view, waiting};

/// One transparent point.
const POINT: [u8; 43] =
    *b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\
    \x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
/// What mail programs send for one click, and our own button (RFC 8058).
const ONE_CLICK: &[u8] = b"List-Unsubscribe=One-Click";

/// The organization and the token behind an address, if we made it for this.
fn known(room: &Room, text: &str, wanted: TokenKind) -> Result<Option<(Ctx, Token)>> {
    let (ctx, key) = room.homes.workspace()?;
    let Some(token) = links::read(&key, text).filter(|token| token.kind == wanted) else { return Ok(None) };
    match leads::visitor(&ctx, token.organization_key) {
        Ok(inside) => Ok(Some((inside, token))),
        Err(error) if error.code == Code::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn unknown_link() -> Response {
    let text = "This link is not complete, or it is no longer valid. Copy the whole link from the e-mail.";
    view::notice(StatusCode::NOT_FOUND, "This link leads nowhere", text)
}

/// Nothing that a visitor sends is a fault of ours that they should see as one.
fn or_unknown(outcome: Result<Response>) -> Response {
    outcome.unwrap_or_else(|error| match error.code {
        Code::NotFound => unknown_link(),
        _ => view::failed(&error),
    })
}

pub(super) async fn follow(
    State(room): State<Arc<Room>>,
    method: Method,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !room.gates.may_follow(&text) {
        return view::too_often();
    }
    or_unknown(
        waiting(move || {
            let Some((ctx, token)) = known(&room, &text, TokenKind::Click)? else {
                return Ok(unknown_link());
            };
            if method == Method::HEAD {
                return Ok(StatusCode::NO_CONTENT.into_response());
            }
            let (visitor, _) = form::visitor(&ctx, &headers);
            let to = match leads::followed(&ctx, token, visitor)? {
                Followed::Landing { slug } => format!("/l/{slug}?t={text}"),
                Followed::Link(href) => href,
            };
            Ok((StatusCode::FOUND, [(header::LOCATION, to)]).into_response())
        })
        .await,
    )
}

pub(super) async fn open(
    State(room): State<Arc<Room>>,
    Path(text): Path<String>,
    headers: HeaderMap,
) -> Response {
    if room.gates.may_follow(&text) {
        let noted = waiting(move || {
            if let Some((ctx, token)) = known(&room, &text, TokenKind::Open)? {
                let (visitor, _) = form::visitor(&ctx, &headers);
                leads::opened(&ctx, token, visitor)?;
            }
            Ok(())
        });
        // A picture is shown in any case: a mail with a broken one helps nobody.
        if let Err(error) = noted.await {
            tracing::warn!(chain = ?error.chain, "an open was not noted");
        }
    }
    ([(header::CONTENT_TYPE, "image/gif")], POINT.as_slice()).into_response()
}

/// Looking never unsubscribes: mail programs and virus scanners look at every link.
pub(super) async fn ask(State(room): State<Arc<Room>>, Path(text): Path<String>) -> Response {
    or_unknown(
        waiting(move || {
            let Some((ctx, token)) = known(&room, &text, TokenKind::Unsubscribe)? else {
                return Ok(unknown_link());
            };
            let page = leads::page(&ctx, token.campaign_key)?;
            Ok(view::unsubscribe(&ctx, &page))
        })
        .await,
    )
}

pub(super) async fn unsubscribe(
    State(room): State<Arc<Room>>,
    Path(text): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let sent = posted::bytes(&headers, body).await;
    if !room.gates.may_follow(&text) {
        return view::too_often();
    }
    if sent.as_deref() != Ok(ONE_CLICK) {
        let text = "Nothing was changed. Use the button of the page to unsubscribe.";
        return view::notice(StatusCode::UNPROCESSABLE_ENTITY, "Not unsubscribed", text);
    }
    or_unknown(
        waiting(move || {
            let Some((ctx, token)) = known(&room, &text, TokenKind::Unsubscribe)? else {
                return Ok(unknown_link());
            };
            let (visitor, _) = form::visitor(&ctx, &headers);
            leads::unsubscribe(&ctx, token, visitor)?;
            let text = "You are unsubscribed. No further e-mail of this kind will be sent to you.";
            Ok(view::notice(StatusCode::OK, "Unsubscribed", text))
        })
        .await,
    )
}
