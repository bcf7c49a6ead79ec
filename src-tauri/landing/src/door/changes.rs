//! `GET /changes`: what changed, as server-sent events, for as long as the session lasts.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use reachly_core::store::Change;
use reachly_core::{Code, Error, Result};
use serde::Deserialize;
use tokio::sync::mpsc;

use super::Room;
use super::answers::{Answered, waiting};
use super::body::Blocks;
use super::calls::caller;
use crate::feed::Feed;

/// News a tab may leave unread, about half a minute of them; then its stream ends and it looks again at everything.
const UNREAD: usize = 256;

#[derive(Deserialize)]
pub(super) struct Of {
    organization: Option<String>,
}

pub(super) async fn changes(
    State(room): State<Arc<Room>>,
    Query(of): Query<Of>,
    headers: HeaderMap,
) -> Answered {
    let caller = caller(&headers, of.organization.as_deref())?;
    let place = Arc::clone(&room.streams).try_acquire_owned().map_err(|_| {
        Error::new(Code::TooMany, "Too many tabs are open.").todo("Close some, then reload this one.")
    })?;
    let app = Arc::clone(&room.app);
    let feed = waiting(move || Feed::open(&app, caller)).await?;
    let (sender, receiver) = mpsc::channel(UNREAD);
    // The head of the answer goes out with the first block: say at once that we listen.
    let _ = sender.try_send(Bytes::from_static(b": listening\n\n"));
    let thread = std::thread::Builder::new().name("changes".into()).spawn(move || {
        feed.run(|news| event(news.as_ref()).is_ok_and(|event| sender.try_send(event).is_ok()));
        drop(place);
    });
    thread.map_err(Error::from)?;
    let body = Blocks::body(receiver, room.closing.wait());
    Ok(([(CONTENT_TYPE, "text/event-stream")], body).into_response())
}

fn event(news: Option<&Change>) -> Result<Bytes> {
    match news {
        None => Ok(Bytes::from_static(b": quiet\n\n")),
        Some(change) => Ok(format!("data: {}\n\n", serde_json::to_string(change)?).into()),
    }
}
