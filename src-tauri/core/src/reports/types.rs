//! What the doors of reports take and give. Days are `YYYY-MM-DD` of the reporting zone, both ends included.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::CampaignTime;
use crate::events::Measure;

/// What can be counted of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Metric {
    Sent,
    Delivered,
    /// By people; prefetches are machine opens.
    Opens,
    MachineOpens,
    /// By people; scanners are machine clicks.
    Clicks,
    MachineClicks,
    HardBounces,
    SoftBounces,
    Unsubscribes,
    Complaints,
    Views,
    Submissions,
}

impl Metric {
    pub const ALL: [Metric; 12] = [
        Metric::Sent,
        Metric::Delivered,
        Metric::Opens,
        Metric::MachineOpens,
        Metric::Clicks,
        Metric::MachineClicks,
        Metric::HardBounces,
        Metric::SoftBounces,
        Metric::Unsubscribes,
        Metric::Complaints,
        Metric::Views,
        Metric::Submissions,
    ];

    pub fn measure(self) -> Measure {
        match self {
            Metric::Sent => Measure::SENT,
            Metric::Delivered => Measure::DELIVERED,
            Metric::Opens => Measure::OPEN,
            Metric::MachineOpens => Measure::OPEN_MACHINE,
            Metric::Clicks => Measure::CLICK,
            Metric::MachineClicks => Measure::CLICK_MACHINE,
            Metric::HardBounces => Measure::BOUNCE_HARD,
            Metric::SoftBounces => Measure::BOUNCE_SOFT,
            Metric::Unsubscribes => Measure::UNSUBSCRIBE,
            Metric::Complaints => Measure::COMPLAINT,
            Metric::Views => Measure::FORM_VIEW,
            Metric::Submissions => Measure::FORM_SUBMIT,
        }
    }

    pub fn from_measure(measure: Measure) -> Option<Metric> {
        Metric::ALL.into_iter().find(|metric| metric.measure() == measure)
    }

    /// What its rate is of.
    pub fn base(self) -> Option<Metric> {
        match self {
            Metric::Sent => None,
            Metric::Delivered | Metric::HardBounces | Metric::SoftBounces => Some(Metric::Sent),
            Metric::Views => Some(Metric::Clicks),
            Metric::Submissions => Some(Metric::Views),
            _ => Some(Metric::Delivered),
        }
    }

    /// Name in an exported file.
    pub fn title(self) -> &'static str {
        match self {
            Metric::Sent => "Sent",
            Metric::Delivered => "Delivered",
            Metric::Opens => "Opens",
            Metric::MachineOpens => "Opens by machines",
            Metric::Clicks => "Clicks",
            Metric::MachineClicks => "Clicks by machines",
            Metric::HardBounces => "Hard bounces",
            Metric::SoftBounces => "Soft bounces",
            Metric::Unsubscribes => "Unsubscribes",
            Metric::Complaints => "Complaints",
            Metric::Views => "Form views",
            Metric::Submissions => "Form submissions",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignReportRequest {
    pub campaign: Uuid,
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
}

/// A number with the people behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    pub metric: Metric,
    /// Events, late ones included.
    #[ts(type = "number")]
    pub count: i64,
    /// Different people, exact; visitors nobody knows are not among them.
    #[ts(type = "number")]
    pub contacts: i64,
    /// Events that arrived after their day was final.
    #[ts(type = "number")]
    pub adjustments: i64,
    /// `contacts` of `denominator`, a fraction of 1.
    pub rate: Option<f64>,
    /// What the rate is of: people of this metric up to the end of the range.
    pub of: Option<Metric>,
    #[ts(type = "number | null")]
    pub denominator: Option<i64>,
    /// The same for as many days before the range; only when the range has a beginning.
    pub before: Option<FigureBefore>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FigureBefore {
    #[ts(type = "number")]
    pub count: i64,
    #[ts(type = "number")]
    pub contacts: i64,
}

/// One metric on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DayFigure {
    pub day: String,
    pub metric: Metric,
    #[ts(type = "number")]
    pub count: i64,
    #[ts(type = "number")]
    pub contacts: i64,
    /// People whose first it was; these sum up over days.
    #[ts(type = "number")]
    pub first_time: i64,
    #[ts(type = "number")]
    pub adjustments: i64,
    pub is_final: bool,
}

/// A step of the funnel, by people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FunnelStep {
    pub metric: Metric,
    #[ts(type = "number")]
    pub contacts: i64,
    /// Of the step before, a fraction of 1.
    pub of_previous: Option<f64>,
}

/// A metric for one device, link, reason or validation status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Breakdown {
    /// The device, the link, the reason or the status.
    pub value: String,
    pub metric: Metric,
    #[ts(type = "number")]
    pub count: i64,
    #[ts(type = "number")]
    pub contacts: i64,
}

/// Results of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CampaignReport {
    /// The run whose events stand, if any.
    pub run: Option<Uuid>,
    /// rehearsal or launch.
    pub kind: Option<String>,
    /// running while figures still grow.
    pub state: Option<String>,
    pub figures: Vec<Figure>,
    pub days: Vec<DayFigure>,
    pub funnel: Vec<FunnelStep>,
    pub by_link: Vec<Breakdown>,
    /// Clicks on the unsubscribe link: no interest in what was offered, so it stands apart from the links.
    pub by_unsubscribe_link: Vec<Breakdown>,
    pub by_reason: Vec<Breakdown>,
    pub by_device: Vec<Breakdown>,
    pub by_status: Vec<Breakdown>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeopleRequest {
    pub campaign: Uuid,
    pub metric: Metric,
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
    /// Only on this device: mobile, desktop or machine.
    #[serde(default)]
    #[ts(optional)]
    pub device: Option<String>,
    /// Only through this link, or for this bounce reason.
    #[serde(default)]
    #[ts(optional)]
    pub link: Option<String>,
    /// Only with this validation status when the audience was frozen.
    #[serde(default)]
    #[ts(optional)]
    pub status: Option<String>,
    #[ts(type = "number")]
    pub offset: u64,
    /// At most 500.
    #[ts(type = "number")]
    pub limit: u64,
}

/// One person behind a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReportPerson {
    /// `None` when the contact was purged since.
    pub contact: Option<Uuid>,
    pub name: String,
    pub email: Option<String>,
    /// The first time in the run that stands.
    pub at: Option<CampaignTime>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PeoplePage {
    #[ts(type = "number")]
    pub total: i64,
    pub rows: Vec<ReportPerson>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportReport {
    pub campaign: Uuid,
    /// The people behind a metric; the figures when left out.
    #[serde(default)]
    #[ts(optional)]
    pub metric: Option<Metric>,
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OverviewRequest {
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
}

/// A metric over all campaigns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OverviewFigure {
    pub metric: Metric,
    #[ts(type = "number")]
    pub count: i64,
    /// First times: a person counts once in each campaign.
    #[ts(type = "number")]
    pub first_time: i64,
    /// First times of those of the base, a fraction of 1.
    pub rate: Option<f64>,
    pub before: Option<FigureBefore>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OverviewDay {
    pub day: String,
    pub metric: Metric,
    #[ts(type = "number")]
    pub count: i64,
    #[ts(type = "number")]
    pub first_time: i64,
}

/// One of the campaigns that ran last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OverviewCampaign {
    pub campaign: Uuid,
    pub name: String,
    pub kind: String,
    pub started_at: CampaignTime,
    #[ts(type = "number")]
    pub delivered: i64,
    #[ts(type = "number")]
    pub opened: i64,
    #[ts(type = "number")]
    pub clicked: i64,
    #[ts(type = "number")]
    pub submitted: i64,
}

/// The organization's results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    pub figures: Vec<OverviewFigure>,
    pub days: Vec<OverviewDay>,
    /// At most ten.
    pub campaigns: Vec<OverviewCampaign>,
}
