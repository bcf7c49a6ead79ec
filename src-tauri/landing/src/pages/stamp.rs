//! The seal on a rendered form: when it was rendered, for which campaign, on which visit.

use reachly_core::campaigns::links::LinkKey;
use reachly_core::clock::WallTime;

const PURPOSE: &str = "form";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub rendered: WallTime,
    pub campaign_key: i64,
    /// 0: none was noted.
    pub visit: i64,
}

impl Stamp {
    pub(super) fn text(self, key: &LinkKey) -> String {
        let bytes = [self.rendered.0, self.campaign_key, self.visit].map(i64::to_be_bytes).concat();
        key.sealed(PURPOSE, &bytes)
    }

    /// `None` unless we sealed it.
    pub(super) fn read(key: &LinkKey, text: &str) -> Option<Stamp> {
        let bytes = key.unsealed(PURPOSE, text)?;
        let (parts, []) = bytes.as_chunks::<8>() else { return None };
        let [rendered, campaign_key, visit] = parts else { return None };
        Some(Stamp {
            rendered: WallTime(i64::from_be_bytes(*rendered)),
            campaign_key: i64::from_be_bytes(*campaign_key),
            visit: i64::from_be_bytes(*visit),
        })
    }
}
