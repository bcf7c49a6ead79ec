//! What the doors of launches and of the campaign clock take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::campaigns::types::CampaignStatus;
use crate::clock::CampaignTime;
use crate::contacts::types::NamedId;
use crate::rehearsals::types::Assumptions;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LaunchCampaign {
    pub campaign: Uuid,
    /// 0 to 9,007,199,254,740,991; that of the newest rehearsal when left out, drawn when there is none.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub seed: Option<u64>,
    /// Those of the newest rehearsal when left out, the insurance preset when there is none.
    #[serde(default)]
    #[ts(optional)]
    pub config: Option<Assumptions>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LaunchStarted {
    pub run: Uuid,
    pub job: Uuid,
}

/// A launched campaign that plays with the clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClockLaunch {
    pub campaign: NamedId,
    pub run: Uuid,
    /// active or paused; a paused one is held.
    pub status: CampaignStatus,
    pub started_at: CampaignTime,
    /// First moment after its last possible event.
    pub ends_at: CampaignTime,
    /// Everything up to here is written; null while its audience is being frozen.
    pub played_to: Option<CampaignTime>,
}

/// A campaign that starts by itself when the clock gets there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClockStart {
    pub campaign: NamedId,
    pub at: CampaignTime,
}

/// The organization's campaign clock and what moves with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignClock {
    pub now: CampaignTime,
    /// IANA name of the reporting zone.
    pub zone: String,
    /// Something is being written right now.
    pub moving: bool,
    pub launches: Vec<ClockLaunch>,
    pub starts: Vec<ClockStart>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AdvanceClock {
    /// Later than now, by at most 366 days.
    pub to: CampaignTime,
}
