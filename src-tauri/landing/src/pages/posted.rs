//! What a form sends: our own hidden fields apart from the answers.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use reachly_core::forms::rules::Submitted;

use crate::door::body::drain;

/// Bytes of one sending.
const LARGEST: usize = 64 * 1024;
/// Values of one sending.
const VALUES: usize = 1_000;
const UTM: [&str; 5] = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];
/// Characters of a `utm_…` value.
const UTM_MAX: usize = 200;

/// One sending, not yet held to anything.
#[derive(Clone, Debug, Default)]
pub(super) struct Posted {
    pub id: String,
    pub stamp: String,
    pub token: String,
    /// A field that people do not see.
    pub trap: String,
    pub utm: BTreeMap<String, String>,
    pub answers: BTreeMap<String, Submitted>,
}

/// Why a body is no sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    TooLarge,
    NoForm,
}

/// The body's bytes, at most `LARGEST`.
pub(super) async fn bytes(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Unreadable> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        drain(body).await;
        return Err(Unreadable::NoForm);
    }
    let bytes = axum::body::to_bytes(body, LARGEST).await;
    bytes.map(|bytes| bytes.to_vec()).map_err(|_| Unreadable::TooLarge)
}

impl Posted {
    pub(super) fn read(bytes: &[u8]) -> Result<Posted, Unreadable> {
        let mut posted = Posted::default();
        for (count, (name, value)) in url::form_urlencoded::parse(bytes).enumerate() {
            if count == VALUES {
                return Err(Unreadable::TooLarge);
            }
            let value = value.into_owned();
            match &*name {
                "id" => posted.id = value,
                "stamp" => posted.stamp = value,
                "token" => posted.token = value,
                "website" => posted.trap = value,
                name if UTM.contains(&name) => add_utm(&mut posted.utm, name, &value),
                name => add(&mut posted.answers, name, value),
            }
        }
        Ok(posted)
    }

    /// An id as our pages make them.
    pub(super) fn has_id(&self) -> bool {
        self.id.len() == 32 && self.id.bytes().all(|byte| byte.is_ascii_hexdigit())
    }
}

fn add(answers: &mut BTreeMap<String, Submitted>, name: &str, value: String) {
    match answers.get_mut(name) {
        None => {
            answers.insert(name.to_string(), Submitted::One(value));
        }
        Some(Submitted::Many(values)) => values.push(value),
        Some(one) => {
            let Submitted::One(first) = std::mem::replace(one, Submitted::Many(Vec::new())) else { return };
            *one = Submitted::Many(vec![first, value]);
        }
    }
}

/// Parameters of the address a visitor came with; of each the first counts, cut to what is kept.
pub(super) fn utm(query: Option<&str>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        if UTM.contains(&&*name) {
            add_utm(&mut found, &name, &value);
        }
    }
    found
}

fn add_utm(utm: &mut BTreeMap<String, String>, name: &str, value: &str) {
    let value: String = value.chars().filter(|c| !c.is_control()).take(UTM_MAX).collect();
    if !value.is_empty() {
        utm.entry(name.to_string()).or_insert(value);
    }
}

/// One parameter of an address.
pub(super) fn parameter(query: Option<&str>, wanted: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(query?.as_bytes());
    pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_fields_and_answers_are_told_apart() {
        let posted =
            Posted::read(b"id=a&stamp=b&website=c&utm_source=x%00y&utm_evil=z&plan=1&plan=2&plan=3&name=A+B");
        let posted = posted.unwrap();
        assert_eq!((posted.id.as_str(), posted.stamp.as_str(), posted.trap.as_str()), ("a", "b", "c"));
        assert_eq!(
            posted.utm.get("utm_source").map(String::as_str),
            Some("xy"),
            "without control characters"
        );
        let many = Submitted::Many(vec!["1".into(), "2".into(), "3".into()]);
        assert_eq!(posted.answers.get("plan"), Some(&many));
        assert_eq!(posted.answers.get("name"), Some(&Submitted::One("A B".into())));
        assert!(
            posted.answers.contains_key("utm_evil"),
            "an unknown parameter is an answer nobody asked for"
        );
        let endless = "a=1&".repeat(VALUES + 1);
        assert_eq!(Posted::read(endless.as_bytes()).unwrap_err(), Unreadable::TooLarge);
    }
}
