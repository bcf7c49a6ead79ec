//! What every request passes first, and what every answer carries.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::{Room, view};
use crate::door::body::drain;
use crate::door::guard::{from_us, names_us};

const EVERYWHERE: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not `no-referrer`: with that, our own forms would carry `Origin: null`.
    (header::REFERRER_POLICY, "strict-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What a page may load: our own style sheet, the one style block with this nonce, pictures that stand in the page.
/// Nothing else, no script at all, in no frame, sending only to us.
pub(super) fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'"
    )
}

/// Puts the security headers on every answer; pages set their own policy, with their nonce.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// 421 unless the request names us as its host; 403 when a page of another origin sends something here. Following a
/// link from elsewhere is what these pages are for.
pub(super) async fn origin(State(room): State<Arc<Room>>, request: Request, next: Next) -> Response {
    let port = room.address.port();
    if !names_us(request.uri(), request.headers(), port) {
        let text = "This request was meant for another server, and nothing of it was taken. Open the address again as it was \
                    given to you.";
        drain(request.into_body()).await;
        return view::notice(StatusCode::MISDIRECTED_REQUEST, "Not here", text);
    }
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let foreign = !from_us(request.headers(), port) || !sent_here(request.headers());
    if foreign && !looks {
        let text = "This form was sent from another page, and nothing of it was saved. Open the page itself and send it there.";
        drain(request.into_body()).await;
        return view::notice(StatusCode::FORBIDDEN, "Not from here", text);
    }
    next.run(request).await
}

/// What the browser itself says of where a request comes from; programs that are no browser say nothing.
fn sent_here(headers: &HeaderMap) -> bool {
    let ours = |value: &HeaderValue| matches!(value.as_bytes(), b"same-origin" | b"none");
    headers.get_all("sec-fetch-site").iter().all(ours)
}
