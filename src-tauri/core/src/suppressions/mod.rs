//! Addresses that must not be mailed. They are known by a keyed hash, which stays when the address itself is erased.

pub mod commands;
pub(crate) mod queries;
mod selected;
pub mod types;

use std::collections::HashSet;

use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::{Action, Read};

/// Key of the hashes: one for the workspace, random, made when it is first needed.
#[derive(Clone)]
pub struct SuppressionKey([u8; 32]);

impl std::fmt::Debug for SuppressionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SuppressionKey")
    }
}

/// Keyed blake3 of an `address_key` (NFC, lower case, ASCII domain).
pub fn suppression_hash(key: &SuppressionKey, address_key: &str) -> [u8; 32] {
    *blake3::keyed_hash(&key.0, address_key.as_bytes()).as_bytes()
}

/// The workspace's key.
///
/// # Errors
/// The store's codes.
pub fn suppression_key(ctx: &Ctx) -> Result<SuppressionKey> {
    if let Some(found) = ctx.read_workspace(queries::hash_key)? {
        return Ok(SuppressionKey(found));
    }
    // Of two that come first at the same moment, one makes the key and both read it.
    ctx.write_workspace(Action::plain("suppressions.makeKey"), |tx| {
        queries::make_hash_key(tx)?;
        queries::hash_key(tx)?
            .map(SuppressionKey)
            .ok_or_else(|| Error::internal("the suppression key is gone"))
    })
}

/// The hashes of one organization, to ask many addresses. 32 bytes each.
pub struct SuppressedHashes {
    key: SuppressionKey,
    hashes: HashSet<[u8; 32]>,
}

impl SuppressedHashes {
    /// # Errors
    /// The store's codes.
    pub fn read(read: &Read<'_>, key: &SuppressionKey) -> Result<Self> {
        Ok(SuppressedHashes { key: key.clone(), hashes: queries::hashes(read)? })
    }

    /// Must this `address_key` not be mailed?
    pub fn contains(&self, address_key: &str) -> bool {
        !self.hashes.is_empty() && self.hashes.contains(&suppression_hash(&self.key, address_key))
    }
}
