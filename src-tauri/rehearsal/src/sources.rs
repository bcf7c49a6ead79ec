//! Where each default comes from, for people who want to know before they trust it.

use serde::Serialize;

use crate::presets;

/// The origin of one default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Field of the config, as in its JSON.
    pub field: &'static str,
    /// Who and when, or `Assumption`.
    pub label: &'static str,
    /// One sentence.
    pub sentence: &'static str,
}

/// Sources of every default of an industry, its own rates first; empty for an unknown key.
pub fn sources(industry: &str) -> Vec<Source> {
    match presets::find(industry) {
        Some(preset) => preset.sources.iter().chain(SHARED).copied().collect(),
        None => Vec::new(),
    }
}

const ASSUMPTION: &str = "Assumption";

const fn from(field: &'static str, label: &'static str, sentence: &'static str) -> Source {
    Source { field, label, sentence }
}

static SHARED: &[Source] = &[
    from(
        "hardBounceInvalid",
        ASSUMPTION,
        "Nearly every mail to an address found invalid or nonexistent comes back; valid addresses are scaled so that the whole audience meets the industry's rate.",
    ),
    from("hardBounceRisky", ASSUMPTION, "One mail in twenty to a risky address comes back for good."),
    from(
        "prefetchShare",
        "Litmus, July 2022",
        "Chosen so that prefetches are about half of all opens, as Litmus counted (52.7 %).",
    ),
    from(
        "prefetchProbability",
        "Litmus, July 2022",
        "Together with the share it makes prefetches 16.5 % of delivered mails; how the two split is an assumption.",
    ),
    from(
        "scannerShare",
        "No consensus",
        "Off for consumer lists; published figures run from 5 to 60 % of clicks, so try 3 % for consumers and 15 % for businesses.",
    ),
    from("formView", ASSUMPTION, "Nine in ten who click wait for the page to show its form."),
    from(
        "formSubmit",
        "WordStream, finance",
        "The median finance landing page turns 5.0 % of its visitors into submissions; others publish 2.8 to 12 %.",
    ),
    from("opensPerOpener", ASSUMPTION, "Some people open a mail again; 1.4 opens for each of them."),
    from(
        "mobileShare",
        "SendGrid, 2017",
        "Insurance was read 48 % on phones, 52 % at desks or in the browser.",
    ),
    from(
        "mobileClickFactor",
        "Yesmail, 2013",
        "Phone readers clicked half as often as desk readers (11.1 against 22.6 % of openers).",
    ),
    from(
        "openDelay",
        "GetResponse, 2019 to 2022",
        "Fitted to published shares of opens: 19.7 % within 1 hour, 51.9 % within 8, 73.3 % within 25; counted in hours of usual activity.",
    ),
    from(
        "clickDelay",
        "GetResponse, 2019 to 2022",
        "Fitted to published shares of clicks: a third within 1 hour, 52 % within 3 to 4, 81 to 83 % within a day; counted in hours of usual activity.",
    ),
    from("prefetchDelay", ASSUMPTION, "Half of all prefetches happen within 30 minutes of delivery."),
    from(
        "softBounceDelay",
        ASSUMPTION,
        "Half of the passing bounces are reported within 4 hours of retries.",
    ),
    from(
        "hourWeights",
        "GetResponse, 2012",
        "Opens peak at 6.8 % between 15 and 16 hours with a second wind after 19; the other hours are assumptions between these.",
    ),
    from("weekdayOpen", "Campaign Monitor", "Opens by weekday relative to the average day."),
    from("weekdayClick", "Campaign Monitor", "Clicks by weekday relative to the average day."),
    from("sendPerHour", "Choice", "Everything is sent at the start unless a pace is set."),
    from(
        "durationDays",
        "Inntopia",
        "About 4 % of opens come later than 30 days and are left out; the rates are those of 30 days.",
    ),
    from("utcOffsetMinutes", "Choice", "Local hours follow the organization's reporting zone."),
];
