//! Commands, uploads and downloads.

use std::io::Read as _;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::IntoResponse;
use reachly_core::app::Caller;
use reachly_core::app::staging::{Incoming, Outgoing};
use reachly_core::context::Door;
use reachly_core::{Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::answers::{Answered, broken_off, waiting};
use super::body::{Blocks, block, drain, whole};
use super::{Room, guard};

/// Bytes of a command's request.
const REQUEST: usize = 4 << 20;
/// Bytes of the request for a bearer.
const TOKEN: usize = 1 << 10;
/// Bytes of one block of a download.
const BLOCK: usize = 1 << 18;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    token: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    #[serde(default)]
    organization: Option<String>,
    #[serde(default)]
    request: Value,
}

#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    name: String,
}

pub(super) async fn token(State(room): State<Arc<Room>>, headers: HeaderMap, body: Body) -> Answered {
    let asked: Token = parse(&whole(&headers, body, TOKEN).await?)?;
    let bearer = room.entry.trade(&asked.token).ok_or_else(guard::not_let_in)?;
    Ok(axum::Json(json!({ "bearer": bearer })).into_response())
}

/// A one-time token for a tab that this one opens.
pub(super) async fn link(State(room): State<Arc<Room>>, body: Body) -> Answered {
    drain(body).await;
    Ok(axum::Json(json!({ "token": room.entry.token() })).into_response())
}

pub(super) async fn rpc(
    State(room): State<Arc<Room>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answered {
    let asked: Ask = parse(&whole(&headers, body, REQUEST).await?)?;
    let caller = caller(&headers, asked.organization.as_deref())?;
    let call = move || Ok(serde_json::to_vec(&room.app.call(&caller, &name, asked.request)?)?);
    let answer = waiting(call).await?;
    Ok(([(CONTENT_TYPE, "application/json")], answer).into_response())
}

/// Streams the body into a staged file.
pub(super) async fn upload(
    State(room): State<Arc<Room>>,
    Query(named): Query<Named>,
    headers: HeaderMap,
    mut body: Body,
) -> Answered {
    let caller = caller(&headers, None)?;
    let (sender, mut receiver) = mpsc::channel::<Option<Bytes>>(8);
    let writing = tokio::spawn(waiting(move || {
        let ctx = room.app.context(&caller)?;
        let mut incoming = Incoming::begin(&ctx, &named.name, room.upload_limit)?;
        while let Some(bytes) = receiver.blocking_recv() {
            match bytes {
                Some(bytes) => incoming.write(&bytes)?,
                None => return incoming.finish(),
            }
        }
        Err(broken_off())
    }));
    // A channel that closed means that the writer gave up; why is in its own answer.
    loop {
        let bytes = block(&mut body).await?;
        let last = bytes.is_none();
        if sender.send(bytes).await.is_err() {
            drain(body).await;
            break;
        }
        if last {
            break;
        }
    }
    let upload = writing.await.unwrap_or_else(|cause| Err(Error::internal("an upload").because(cause)))?;
    Ok(axum::Json(json!({ "upload": upload.id })).into_response())
}

pub(super) async fn download(
    State(room): State<Arc<Room>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Answered {
    let asked: Ask = parse(&whole(&headers, body, REQUEST).await?)?;
    let caller = caller(&headers, asked.organization.as_deref())?;
    let outgoing = waiting(move || room.app.download(&caller, &name, asked.request)).await?;
    let headers = [
        (CONTENT_TYPE, outgoing.media_type.clone()),
        (CONTENT_LENGTH, outgoing.size.to_string()),
        (CONTENT_DISPOSITION, disposition(&outgoing.file_name)),
    ];
    let (sender, receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || hand_over(outgoing, &sender));
    Ok((headers, Blocks::body(receiver, std::future::pending())).into_response())
}

/// Ends early when the file cannot be read or nobody takes it; the stated length then shows that it is not whole.
fn hand_over(mut outgoing: Outgoing, to: &mpsc::Sender<Bytes>) {
    let mut held = vec![0_u8; BLOCK];
    while let Ok(read) = outgoing.file.read(&mut held) {
        if read == 0 || to.blocking_send(Bytes::copy_from_slice(&held[..read])).is_err() {
            return;
        }
    }
}

/// The name twice: plain ASCII for old readers, and as RFC 6266 and 8187 write any other.
fn disposition(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|cause| {
        Error::invalid("request", "The request does not have the expected form.").because(cause)
    })
}

/// Who asks: the session in the header, the organization named.
///
/// # Errors
/// As [`Caller::of`].
pub(super) fn caller(headers: &HeaderMap, organization: Option<&str>) -> Result<Caller> {
    let session = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    Caller::of(Door::Browser, session.map(str::to_owned), organization)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_in_any_language() {
        let header = disposition("Größe \"2027\".csv");
        assert_eq!(
            header,
            "attachment; filename=\"Gr__e _2027_.csv\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%222027%22.csv"
        );
        assert!(!disposition("a\r\nSet-Cookie: b").contains('\n'), "no name starts another header");
    }
}
