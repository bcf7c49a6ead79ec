//! Errors as answers: the status by the error's code, the error itself as JSON.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use reachly_core::{Code, Error, Result};

/// What a handler gives.
pub(super) type Answered = std::result::Result<Response, Refused>;

/// A refusal with its status.
pub(super) struct Refused(pub(super) StatusCode, pub(super) Error);

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        let status = StatusCode::from_u16(error.code.http_status());
        Refused(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), error.complete())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(self.1)).into_response()
    }
}

/// Runs what may wait for a disk or a lock on a thread that may wait.
pub(super) async fn waiting<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let outcome = tokio::task::spawn_blocking(work).await;
    outcome.unwrap_or_else(|cause| Err(Error::internal("a call panicked").because(cause)))
}

/// What a request that broke off would have been told.
pub(super) fn broken_off() -> Error {
    Error::new(Code::Cancelled, "The request broke off.").kept("Nothing of it was kept.")
}
