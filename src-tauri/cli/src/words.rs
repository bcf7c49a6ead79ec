//! What the command line says: answers to the standard output, everything else to the standard error. A reader that
//! has gone away is no reason to fail.

use std::io::Write as _;

use reachly_core::Error;

pub(crate) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

pub(crate) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// An error in its sentences, or whole as JSON.
pub(crate) fn report(error: &Error, json: bool) {
    let whole = json.then(|| serde_json::to_string(error).ok()).flatten();
    complain(&whole.unwrap_or_else(|| format!("reachly: {error}")));
    if let Some(chain) = &error.chain {
        tracing::info!(chain, "what lies behind it");
    }
}
