//! What every request passes first: is it meant for us, does it come from our own pages, may this tab come in. And
//! what every answer carries.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use reachly_core::{Code, Error};

use super::answers::{Answered, Refused};
use super::body::drain;
use super::{HEADER, Room};

/// What our pages may load, over HTTP as in the window (whose own `ipc:` stands in it too).
pub const CSP: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ipc: http://ipc.localhost; \
    frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";

const EVERYWHERE: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: with that, posts of our own pages would carry `Origin: null`.
    (header::REFERRER_POLICY, "strict-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Puts the security headers on every answer; what says nothing about being kept is not kept.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// 421 unless the request names us as its host (a foreign name that resolves to loopback does not), 403 when a page
/// of another origin sent it.
pub(super) async fn origin(State(room): State<Arc<Room>>, request: Request, next: Next) -> Answered {
    let port = room.address.port();
    if !names_us(request.uri(), request.headers(), port) {
        let error = Error::invalid("host", "This request was meant for another server.");
        return refuse(request, Refused(StatusCode::MISDIRECTED_REQUEST, error)).await;
    }
    if !from_us(request.headers(), port) {
        let error = Error::new(Code::Forbidden, "Another page may not send requests here.");
        return refuse(request, Refused(StatusCode::FORBIDDEN, error.kept("Nothing was changed."))).await;
    }
    Ok(next.run(request).await)
}

pub(crate) fn names_us(uri: &Uri, headers: &HeaderMap, port: u16) -> bool {
    let ours = |name: &str| name == format!("127.0.0.1:{port}") || name == format!("localhost:{port}");
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    host.to_str().is_ok_and(ours) && uri.authority().is_none_or(|authority| ours(authority.as_str()))
}

pub(crate) fn from_us(headers: &HeaderMap, port: u16) -> bool {
    let ours = |value: &HeaderValue| {
        let origin = value.to_str().unwrap_or_default();
        origin == format!("http://127.0.0.1:{port}") || origin == format!("http://localhost:{port}")
    };
    headers.get_all(header::ORIGIN).iter().all(ours)
}

/// 401 unless the tab shows its bearer.
pub(super) async fn bearer(State(room): State<Arc<Room>>, request: Request, next: Next) -> Answered {
    let shown = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !room.entry.admits(shown) {
        return refuse(request, not_let_in().into()).await;
    }
    Ok(next.run(request).await)
}

/// Says no once the sender has said what it had to say.
async fn refuse(request: Request, refused: Refused) -> Answered {
    drain(request.into_body()).await;
    Err(refused)
}

pub(super) async fn wrong_method(request: Request) -> Answered {
    let error = Error::invalid("method", "This address takes no such request.");
    refuse(request, Refused(StatusCode::METHOD_NOT_ALLOWED, error)).await
}

pub(super) fn not_let_in() -> Error {
    Error::new(Code::SignedOut, "This address is no longer valid.")
        .kept("Everything saved before is kept.")
        .todo("Open a fresh address: press Enter where Reachly runs, and it prints one; each works once.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, values: &[&'static str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_loopback_names_with_our_port_are_us() {
        let named = |hosts: &[&'static str], uri: &'static str| {
            names_us(&Uri::from_static(uri), &with(header::HOST, hosts), 4000)
        };
        assert!(named(&["127.0.0.1:4000"], "/") && named(&["localhost:4000"], "/"), "our two names");
        assert!(named(&["localhost:4000"], "http://localhost:4000/"), "a full address is one too");
        for foreign in ["127.0.0.1", "127.0.0.1:4001", "reachly.example:4000", "localhost:4000.example", ""] {
            assert!(!named(&[foreign], "/"), "{foreign:?} is not us");
        }
        assert!(!named(&[], "/"), "no host at all is not us");
        assert!(!named(&["127.0.0.1:4000", "evil.example"], "/"), "two hosts are one too many");
        assert!(!named(&["127.0.0.1:4000"], "http://evil.example:4000/"), "the address counts as well");
    }

    #[test]
    fn only_our_own_pages_send_requests() {
        let sent = |origins: &[&'static str]| from_us(&with(header::ORIGIN, origins), 4000);
        assert!(sent(&[]) && sent(&["http://127.0.0.1:4000"]) && sent(&["http://localhost:4000"]));
        for foreign in ["null", "https://127.0.0.1:4000", "http://127.0.0.1:4001", "http://evil.example"] {
            assert!(!sent(&[foreign]), "{foreign} is not ours");
        }
    }
}
