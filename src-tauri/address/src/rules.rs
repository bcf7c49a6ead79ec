//! The rules a workspace may change, as one value passed in: what counts, how much, and the owner's own words.

use crate::RULESET_VERSION;
use crate::reason::{Reason, Reasons};

/// Configuration of a [`crate::Checker`]. Store `version` with each result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Version of the rules these settings were made for.
    pub version: u32,
    /// Which reasons count. Reasons of syntax always do: without them there is no key.
    pub enabled: Reasons,
    /// A sum of points from here on is risky; 1-94, shipped 30.
    pub risky_from: u8,
    /// Domains, with everything below them, to be marked `BLOCKED_DOMAIN`.
    pub blocked_domains: Vec<String>,
    /// Domains, with everything below them, that are never a typing error, disposable, reserved or of unknown ending. Beats blocked.
    pub allowed_domains: Vec<String>,
    /// More words before the @ that name a role.
    pub role_words: Vec<String>,
    points: [u8; 64],
}

impl Rules {
    /// The rules as shipped.
    #[must_use]
    pub fn shipped() -> Self {
        let mut points = [0; 64];
        for reason in Reason::ALL {
            points[*reason as usize] = reason.points();
        }
        Self {
            version: RULESET_VERSION,
            enabled: Reasons::ALL,
            risky_from: 30,
            blocked_domains: Vec::new(),
            allowed_domains: Vec::new(),
            role_words: Vec::new(),
            points,
        }
    }

    /// Points of a reason under these rules, 0-100.
    #[must_use]
    pub const fn points(&self, reason: Reason) -> u8 {
        self.points[reason as usize]
    }

    /// Weighs a reason otherwise; over 100 counts as 100. Invalid and nonexistent reasons decide alone, whatever they weigh.
    pub fn set_points(&mut self, reason: Reason, points: u8) {
        self.points[reason as usize] = points.min(100);
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::shipped()
    }
}
