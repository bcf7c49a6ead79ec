//! Bodies, in and out: counted while they arrive, never waited for without end, handed out block by block.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use hyper::body::{Body as _, Frame};
use reachly_core::{Code, Error, Result};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::answers::broken_off;

/// Longest silence within a body.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the rest of a refused body is read and thrown away: a sender that is still sending hears no answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The next block, `None` at the end.
///
/// # Errors
/// `cancelled` when the sender went away or fell silent.
pub(super) async fn block(body: &mut Body) -> Result<Option<Bytes>> {
    loop {
        let frame = timeout(SILENCE, poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx))).await;
        match frame.map_err(|_| broken_off())? {
            None => return Ok(None),
            Some(Err(_)) => return Err(broken_off()),
            // Trailers say nothing to us.
            Some(Ok(frame)) => {
                if let Ok(bytes) = frame.into_data() {
                    return Ok(Some(bytes));
                }
            }
        }
    }
}

/// The whole body, if it has at most `limit` bytes.
///
/// # Errors
/// `too_large`; `cancelled` when the sender went away or fell silent.
pub(super) async fn whole(headers: &HeaderMap, mut body: Body, limit: usize) -> Result<Vec<u8>> {
    let mut held = Vec::new();
    let told = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let mut fits = told.is_none_or(|told| told <= limit);
    while fits {
        let Some(bytes) = block(&mut body).await? else { return Ok(held) };
        fits = held.len() + bytes.len() <= limit;
        if fits {
            held.extend_from_slice(&bytes);
        }
    }
    drain(body).await;
    Err(Error::new(Code::TooLarge, format!("A request may have {} KiB.", limit >> 10))
        .kept("Nothing was changed."))
}

/// Reads what is left, so that the sender hears the answer instead of a broken connection.
pub(crate) async fn drain(mut body: Body) {
    let rest = async { while let Ok(Some(_)) = block(&mut body).await {} };
    let _ = timeout(PATIENCE, rest).await;
}

/// A body whose blocks come through a channel; it ends with the channel or with `end`.
pub(super) struct Blocks {
    blocks: mpsc::Receiver<Bytes>,
    end: Pin<Box<dyn Future<Output = ()> + Send>>,
}

impl Blocks {
    pub(super) fn body(
        blocks: mpsc::Receiver<Bytes>,
        end: impl Future<Output = ()> + Send + 'static,
    ) -> Body {
        Body::new(Blocks { blocks, end: Box::pin(end) })
    }
}

impl hyper::body::Body for Blocks {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, Self::Error>>> {
        if self.end.as_mut().poll(cx).is_ready() {
            return Poll::Ready(None);
        }
        self.blocks.poll_recv(cx).map(|block| block.map(|bytes| Ok(Frame::data(bytes))))
    }
}
