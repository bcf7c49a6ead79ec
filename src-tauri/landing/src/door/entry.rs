//! Who may come in: one-time tokens and the bearers they are traded for. Both are 256 random bits, kept only here,
//! compared in constant time, and gone with the process.

use std::sync::{Mutex, MutexGuard};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reachly_core::Result;
use reachly_core::clock::Randomness;
use subtle::{Choice, ConstantTimeEq as _};

/// Tokens waiting for their tab; the oldest gives way.
const TOKENS: usize = 16;
/// Tabs inside; the oldest gives way.
const BEARERS: usize = 256;

pub(super) struct Entry {
    randomness: Randomness,
    tokens: Mutex<Vec<String>>,
    bearers: Mutex<Vec<String>>,
}

impl Entry {
    pub(super) fn new() -> Result<Self> {
        Ok(Entry { randomness: Randomness::system()?, tokens: Mutex::default(), bearers: Mutex::default() })
    }

    /// A new token.
    pub(super) fn token(&self) -> String {
        self.keep(&self.tokens, TOKENS)
    }

    /// A bearer for a token that has not been used yet.
    pub(super) fn trade(&self, token: &str) -> Option<String> {
        let mut tokens = open(&self.tokens);
        let found = tokens.iter().position(|known| same(known, token))?;
        tokens.remove(found);
        Some(self.keep(&self.bearers, BEARERS))
    }

    pub(super) fn admits(&self, bearer: &str) -> bool {
        let any = |found: Choice, known: &String| found | known.as_bytes().ct_eq(bearer.as_bytes());
        open(&self.bearers).iter().fold(Choice::from(0), any).into()
    }

    fn keep(&self, place: &Mutex<Vec<String>>, most: usize) -> String {
        let secret = URL_SAFE_NO_PAD.encode(self.randomness.bytes::<32>());
        let mut kept = open(place);
        if kept.len() == most {
            kept.remove(0);
        }
        kept.push(secret.clone());
        secret
    }
}

fn same(known: &str, given: &str) -> bool {
    known.as_bytes().ct_eq(given.as_bytes()).into()
}

fn open(place: &Mutex<Vec<String>>) -> MutexGuard<'_, Vec<String>> {
    place.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_traded_once_and_only_for_a_bearer() {
        let entry = Entry::new().unwrap();
        let token = entry.token();
        assert!(!entry.admits(&token), "a token is no bearer");
        let bearer = entry.trade(&token).expect("a fresh token opens");
        assert!(entry.admits(&bearer), "its bearer is let in");
        assert!(entry.trade(&token).is_none(), "a used token does not open again");
        assert!(entry.trade(&bearer).is_none(), "a bearer is no token");
        assert!(!entry.admits("") && !entry.admits(&bearer[1..]), "a part of a bearer is none");
    }

    #[test]
    fn forgotten_tokens_give_way_to_new_ones() {
        let entry = Entry::new().unwrap();
        let first = entry.token();
        let later: Vec<String> = (0..TOKENS).map(|_| entry.token()).collect();
        assert!(entry.trade(&first).is_none(), "the oldest of seventeen gave way");
        assert!(later.iter().all(|token| entry.trade(token).is_some()), "the sixteen newest all open");
    }
}
