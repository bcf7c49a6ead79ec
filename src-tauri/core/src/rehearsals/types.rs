//! What the doors of rehearsals take and give.

use reachly_rehearsal::Config;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::{CampaignTime, WallTime};

/// The assumptions of a rehearsal; rates are fractions of 1. A missing field takes the insurance preset's value.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "{ industry: string; openHuman: number; click: number; hardBounce: number; softBounce: number; \
unsubscribe: number; complaint: number; hardBounceInvalid: number; hardBounceRisky: number; prefetchShare: number; \
prefetchProbability: number; scannerShare: number; formView: number; formSubmit: number; opensPerOpener: number; \
mobileShare: number; mobileClickFactor: number; openDelay: { medianHours: number; sigma: number }; \
clickDelay: { medianHours: number; sigma: number }; prefetchDelay: { medianHours: number; sigma: number }; \
softBounceDelay: { medianHours: number; sigma: number }; hourWeights: Array<number>; weekdayOpen: Array<number>; \
weekdayClick: Array<number>; sendPerHour: number | null; durationDays: number; utcOffsetMinutes: number }")]
pub struct Assumptions(pub Config);

/// Where a default comes from.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssumptionSource {
    /// Field of the assumptions.
    pub field: String,
    /// Who and when, or `Assumption`.
    pub label: String,
    pub sentence: String,
}

/// An industry's defaults, with the source of each.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RehearsalPreset {
    pub key: String,
    pub name: String,
    pub config: Assumptions,
    pub sources: Vec<AssumptionSource>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RehearsalDefaultsRequest {
    pub campaign: Uuid,
    /// Key of a preset; insurance when left out.
    #[serde(default)]
    #[ts(optional)]
    pub industry: Option<String>,
}

/// What a rehearsal of this campaign would start with.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RehearsalDefaults {
    pub config: Assumptions,
    /// The campaign's schedule, or the campaign clock when it has none.
    pub start_at: CampaignTime,
    /// Links in the mail that can be clicked; 0 while no e-mail is chosen.
    #[ts(type = "number")]
    pub links: u16,
    pub has_form: bool,
    /// Earlier launches that tell who is keener than others.
    #[ts(type = "number")]
    pub earlier_launches: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartRehearsal {
    pub campaign: Uuid,
    /// 0 to 9,007,199,254,740,991; drawn when left out.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub seed: Option<u64>,
    /// The campaign's defaults when left out.
    #[serde(default)]
    #[ts(optional)]
    pub config: Option<Assumptions>,
    /// When sending starts; as the defaults say when left out.
    #[serde(default)]
    #[ts(optional)]
    pub start_at: Option<CampaignTime>,
    /// Moves the campaign clock to the end of the run, so that all of it has happened.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub advance_clock: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RehearsalStarted {
    pub run: Uuid,
    pub job: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RehearsalReset {
    /// The job that removes the rows; the figures are gone at once.
    pub job: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunId {
    pub run: Uuid,
}

/// The frozen audience by validation status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct AudienceCounts {
    #[ts(type = "number")]
    pub valid: u64,
    #[ts(type = "number")]
    pub risky: u64,
    #[ts(type = "number")]
    pub invalid: u64,
    #[ts(type = "number")]
    pub nonexistent: u64,
    #[ts(type = "number")]
    pub unknown: u64,
}

/// One run of a campaign.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignRun {
    pub id: Uuid,
    /// rehearsal or launch.
    pub kind: String,
    /// running, done, cancelled, failed or reset.
    pub state: String,
    #[ts(type = "number")]
    pub seed: u64,
    pub config: Assumptions,
    pub template_version: Option<Uuid>,
    pub form_version: Option<Uuid>,
    pub audience: AudienceCounts,
    #[ts(type = "number")]
    pub recipients: u64,
    /// Written so far.
    #[ts(type = "number")]
    pub events: u64,
    /// Hexadecimal; equal for equal seed, assumptions, start and audience. Of a launch that of its whole plan.
    pub digest: Option<String>,
    pub started_at: CampaignTime,
    pub ends_at: CampaignTime,
    pub job: Option<Uuid>,
    pub created_at: WallTime,
    /// Its rows are gone.
    pub cleared: bool,
    /// Of a launch: every event up to here is written; null while its audience is being frozen.
    pub played_to: Option<CampaignTime>,
    /// Of a launch: how long pauses held it, milliseconds.
    #[ts(type = "number")]
    pub held_ms: i64,
}
