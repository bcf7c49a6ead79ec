//! Default rates per industry, as published, and the defaults every industry shares.
//!
//! The figures are from before 2021 on purpose: they are opens by people, not by mail proxies.

use serde::Serialize;

use crate::config::{Config, Delay};
use crate::sources::Source;

/// The six rates an industry is known by, fractions of 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rates {
    /// Of delivered.
    pub open_human: f64,
    /// Of delivered.
    pub click: f64,
    /// Of sent.
    pub hard_bounce: f64,
    /// Of sent.
    pub soft_bounce: f64,
    /// Of delivered.
    pub unsubscribe: f64,
    /// Of delivered.
    pub complaint: f64,
}

/// An industry's defaults.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Preset {
    pub key: &'static str,
    pub name: &'static str,
    pub rates: Rates,
    /// Where each of the six rates comes from.
    pub sources: [Source; 6],
}

const LABEL_2018: &str = "Mailchimp, March 2018";
const LABEL_2019: &str = "Mailchimp, October 2019";
const TEXT_2018: &str =
    "Mailchimp's benchmarks by industry of March 2018, before mail proxies inflated opens.";
const TEXT_2019: &str =
    "Mailchimp's benchmarks by industry of October 2019, before mail proxies inflated opens.";

/// Rates in thousandths of a percent, so that each fraction is the double nearest to what was
/// published; in the order open, click, hard, soft, unsubscribe, complaint.
const fn preset(key: &'static str, name: &'static str, y2019: bool, rates: [u32; 6]) -> Preset {
    let [open, click, hard, soft, unsubscribe, complaint] = rates;
    let (label, sentence) = if y2019 { (LABEL_2019, TEXT_2019) } else { (LABEL_2018, TEXT_2018) };
    let rates = Rates {
        open_human: open as f64 / 100_000.0,
        click: click as f64 / 100_000.0,
        hard_bounce: hard as f64 / 100_000.0,
        soft_bounce: soft as f64 / 100_000.0,
        unsubscribe: unsubscribe as f64 / 100_000.0,
        complaint: complaint as f64 / 100_000.0,
    };
    let sources = [
        Source { field: "openHuman", label, sentence },
        Source { field: "click", label, sentence },
        Source { field: "hardBounce", label, sentence },
        Source { field: "softBounce", label, sentence },
        Source { field: "unsubscribe", label, sentence },
        // the 2019 edition has no complaints
        Source { field: "complaint", label: LABEL_2018, sentence: TEXT_2018 },
    ];
    Preset { key, name, rates, sources }
}

static PRESETS: [Preset; 10] = [
    preset("insurance", "Insurance", false, [20_990, 2_090, 720, 750, 250, 16]),
    preset("finance", "Business and finance", true, [21_560, 2_720, 430, 550, 200, 10]),
    preset("consulting", "Consulting", true, [20_130, 2_490, 500, 790, 270, 11]),
    preset("legal", "Legal", false, [21_140, 2_710, 540, 750, 220, 10]),
    preset("health", "Health and fitness", false, [20_060, 2_180, 330, 410, 370, 13]),
    preset("education", "Education", false, [21_800, 2_480, 370, 540, 200, 9]),
    preset("government", "Government", false, [26_520, 3_650, 340, 490, 130, 6]),
    preset("ecommerce", "E-commerce", true, [15_680, 2_010, 190, 260, 270, 11]),
    preset("construction", "Construction", true, [21_770, 2_260, 860, 1_280, 390, 18]),
    preset("all", "All industries", true, [22_710, 2_910, 400, 610, 250, 12]),
];

/// Every industry, insurance first.
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

pub(crate) fn find(key: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.key == key)
}

/// The insurance preset; `sources` says where each number comes from.
pub(crate) fn defaults() -> Config {
    let Preset { key, rates, .. } = &PRESETS[0];
    Config {
        industry: (*key).to_owned(),
        open_human: rates.open_human,
        click: rates.click,
        hard_bounce: rates.hard_bounce,
        soft_bounce: rates.soft_bounce,
        unsubscribe: rates.unsubscribe,
        complaint: rates.complaint,
        hard_bounce_invalid: 0.97,
        hard_bounce_risky: 0.05,
        prefetch_share: 0.22,
        prefetch_probability: 0.75,
        scanner_share: 0.0,
        form_view: 0.90,
        form_submit: 0.05,
        opens_per_opener: 1.4,
        mobile_share: 0.48,
        mobile_click_factor: 0.5,
        open_delay: Delay { median_hours: 10.0, sigma: 2.0 },
        click_delay: Delay { median_hours: 4.1, sigma: 2.03 },
        prefetch_delay: Delay { median_hours: 0.5, sigma: 1.5 },
        soft_bounce_delay: Delay { median_hours: 4.0, sigma: 1.0 },
        hour_weights: [
            1.0, 0.6, 0.4, 0.3, 0.4, 1.0, 2.5, 4.2, 5.6, 6.2, 6.3, 6.2, 6.0, 6.2, 6.5, 6.8, 6.5, 6.1, 5.6,
            5.8, 5.6, 4.8, 3.4, 2.0,
        ],
        weekday_open: [1.029, 1.019, 1.019, 1.015, 1.010, 0.959, 0.949],
        weekday_click: [1.025, 1.070, 1.025, 1.025, 0.981, 0.936, 0.936],
        send_per_hour: None,
        duration_days: 30,
        utc_offset_minutes: 0,
    }
}
