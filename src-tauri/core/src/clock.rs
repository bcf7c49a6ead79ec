//! Time, randomness and ids, passed in and never reached for. Wall time and campaign time are two types
//! that do not mix.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use rand::rngs::{ChaCha8Rng, ChaCha20Rng, SysRng};
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// UTC epoch milliseconds by the laptop's clock: audit, sign-in, consent, validation, retention, visits, jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct WallTime(pub i64);

/// UTC epoch milliseconds by the organization's campaign clock: schedules, events, assignments, leads, costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct CampaignTime(pub i64);

/// The laptop's clock, or one a test moves.
#[derive(Debug)]
pub enum WallClock {
    System,
    Fixed(AtomicI64),
}

impl WallClock {
    pub fn fixed(ms: i64) -> Self {
        WallClock::Fixed(AtomicI64::new(ms))
    }

    pub fn now(&self) -> WallTime {
        match self {
            #[allow(clippy::disallowed_methods)] // the one place that asks the machine
            WallClock::System => WallTime(chrono::Utc::now().timestamp_millis()),
            WallClock::Fixed(ms) => WallTime(ms.load(Ordering::Relaxed)),
        }
    }

    /// Moves a fixed clock; the system's stays where it is.
    pub fn advance(&self, ms: i64) {
        if let WallClock::Fixed(now) = self {
            now.fetch_add(ms, Ordering::Relaxed);
        }
    }
}

enum Source {
    System(Box<ChaCha20Rng>),
    Seeded(Box<ChaCha8Rng>),
}

/// Random bytes: from the machine's entropy, or from a seed in tests and samples.
pub struct Randomness(Mutex<Source>);

impl std::fmt::Debug for Randomness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Randomness")
    }
}

impl Randomness {
    /// # Errors
    /// `internal` when the machine has no entropy to give.
    pub fn system() -> crate::Result<Self> {
        let rng = ChaCha20Rng::try_from_rng(&mut SysRng)
            .map_err(|cause| crate::Error::internal(format!("entropy: {cause}")))?;
        Ok(Randomness(Mutex::new(Source::System(Box::new(rng)))))
    }

    pub fn seeded(seed: u64) -> Self {
        Randomness(Mutex::new(Source::Seeded(Box::new(ChaCha8Rng::seed_from_u64(seed)))))
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0u8; N];
        let mut source = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match &mut *source {
            Source::System(rng) => rng.fill_bytes(&mut out),
            Source::Seeded(rng) => rng.fill_bytes(&mut out),
        }
        out
    }

    /// A UUIDv7: the wall time's milliseconds, then random bits.
    pub fn id(&self, now: WallTime) -> Uuid {
        let millis = u64::try_from(now.0).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }
}
