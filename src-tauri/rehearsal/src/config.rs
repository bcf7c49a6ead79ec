//! The assumptions of a rehearsal: what a person may change, and what is refused.

use serde::{Deserialize, Serialize};

use crate::presets;

/// A log-normal delay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Delay {
    /// Median in hours, above 0 to 720.
    pub median_hours: f64,
    /// Standard deviation of the logarithm, 0 to 4.
    pub sigma: f64,
}

/// Assumptions of one rehearsal. Rates are fractions of 1. A field missing in stored JSON takes the
/// insurance preset's value; an unknown one is refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Config {
    /// Key of the preset the rates started from.
    pub industry: String,
    /// People who open, of delivered.
    pub open_human: f64,
    /// People who click, of delivered; they are among those who open.
    pub click: f64,
    /// Final bounces, of sent, over the whole audience.
    pub hard_bounce: f64,
    /// Passing bounces, of sent.
    pub soft_bounce: f64,
    /// People who unsubscribe, of delivered.
    pub unsubscribe: f64,
    /// People who report spam, of delivered.
    pub complaint: f64,
    /// Chance of a hard bounce for an address found invalid or nonexistent.
    pub hard_bounce_invalid: f64,
    /// Chance of a hard bounce for a risky address.
    pub hard_bounce_risky: f64,
    /// Contacts with mail-privacy prefetch switched on, of delivered.
    pub prefetch_share: f64,
    /// Chance that a mail to such a contact is prefetched.
    pub prefetch_probability: f64,
    /// Contacts behind a scanner that follows every link, of delivered.
    pub scanner_share: f64,
    /// People who see the form, of those who clicked.
    pub form_view: f64,
    /// People who submit, of those who saw the form.
    pub form_submit: f64,
    /// Opens per person who opens, 1 to 10.
    pub opens_per_opener: f64,
    /// Readers on a phone or tablet.
    pub mobile_share: f64,
    /// Chance of a mobile reader to click, as a multiple of a desktop reader's, 0.05 to 20.
    pub mobile_click_factor: f64,
    /// Delivery to first open, in activity time.
    pub open_delay: Delay,
    /// Delivery to click, in activity time; unsubscribes and complaints take it too.
    pub click_delay: Delay,
    /// Delivery to prefetch, on the wall clock.
    pub prefetch_delay: Delay,
    /// Sending to a soft bounce, on the wall clock.
    pub soft_bounce_delay: Delay,
    /// Activity by local hour 0..23, any scale.
    pub hour_weights: [f64; 24],
    /// Activity by weekday, Monday first, any scale; for opens.
    pub weekday_open: [f64; 7],
    /// The same for clicks.
    pub weekday_click: [f64; 7],
    /// Mails an hour, at most about; none sends all at the start.
    pub send_per_hour: Option<u32>,
    /// Days after a mail was sent in which its events are kept, 1 to 90. The rates are those of 30
    /// days, or of all days when there are more; fewer days show what has happened by then.
    pub duration_days: u32,
    /// Minutes local time is ahead of UTC, -720 to 840.
    pub utc_offset_minutes: i32,
}

/// A field that cannot be used as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigError {
    /// Name as in the JSON, with a path for parts: `openDelay.sigma`, `hourWeights[3]`.
    pub field: String,
    /// One sentence.
    pub message: String,
}

impl ConfigError {
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> ConfigError {
        ConfigError { field: field.into(), message: message.into() }
    }
}

/// One number of a config with its name and the range it must be in.
struct Number<'a> {
    field: String,
    value: &'a mut f64,
    least: f64,
    most: f64,
}

impl Default for Config {
    fn default() -> Config {
        presets::defaults()
    }
}

impl Config {
    /// The defaults of an industry; none when there is no such preset.
    pub fn preset(key: &str) -> Option<Config> {
        let preset = presets::find(key)?;
        let rates = preset.rates;
        Some(Config {
            industry: preset.key.to_owned(),
            open_human: rates.open_human,
            click: rates.click,
            hard_bounce: rates.hard_bounce,
            soft_bounce: rates.soft_bounce,
            unsubscribe: rates.unsubscribe,
            complaint: rates.complaint,
            ..presets::defaults()
        })
    }

    /// Checks every field.
    ///
    /// # Errors
    /// All fields that are not numbers, out of range, or at odds with another field.
    pub fn validate(&self) -> Result<(), Vec<ConfigError>> {
        let mut errors = Vec::new();
        if presets::find(&self.industry).is_none() {
            errors.push(ConfigError::new("industry", "There is no preset with this key."));
        }
        for Number { field, value, least, most } in self.clone().numbers() {
            if !(least..=most).contains(value) {
                let message = format!("Must be a number from {least} to {most}.");
                errors.push(ConfigError { field, message });
            }
        }
        if errors.is_empty() {
            self.check_together(&mut errors);
        }
        if self.send_per_hour == Some(0) {
            errors.push(ConfigError::new("sendPerHour", "Must be at least 1, or left out."));
        }
        if !(1..=90).contains(&self.duration_days) {
            errors.push(ConfigError::new("durationDays", "Must be from 1 to 90 days."));
        }
        if !(-720..=840).contains(&self.utc_offset_minutes) {
            errors.push(ConfigError::new("utcOffsetMinutes", "Must be from -720 to 840 minutes."));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn check_together(&self, errors: &mut Vec<ConfigError>) {
        if self.click > self.open_human {
            errors.push(ConfigError::new("click", "Cannot be above the open rate: who clicks has opened."));
        }
        if self.hard_bounce + self.soft_bounce > 1.0 {
            errors.push(ConfigError::new("softBounce", "Hard and soft bounces together are above 100 %."));
        }
        let weights: [(&str, &[f64]); 3] = [
            ("hourWeights", &self.hour_weights),
            ("weekdayOpen", &self.weekday_open),
            ("weekdayClick", &self.weekday_click),
        ];
        for (field, weights) in weights {
            // a sum this small would leave speeds that a double cannot hold
            if weights.iter().sum::<f64>() < 0.01 {
                errors.push(ConfigError::new(field, "At least one must be well above 0."));
            }
        }
    }

    /// Every fractional number with its range: the one list that checking and hashing go through.
    fn numbers(&mut self) -> Vec<Number<'_>> {
        let mut all: Vec<Number<'_>> = [
            ("openHuman", &mut self.open_human),
            ("click", &mut self.click),
            ("hardBounce", &mut self.hard_bounce),
            ("softBounce", &mut self.soft_bounce),
            ("unsubscribe", &mut self.unsubscribe),
            ("complaint", &mut self.complaint),
            ("hardBounceInvalid", &mut self.hard_bounce_invalid),
            ("hardBounceRisky", &mut self.hard_bounce_risky),
            ("prefetchShare", &mut self.prefetch_share),
            ("prefetchProbability", &mut self.prefetch_probability),
            ("scannerShare", &mut self.scanner_share),
            ("formView", &mut self.form_view),
            ("formSubmit", &mut self.form_submit),
            ("mobileShare", &mut self.mobile_share),
        ]
        .into_iter()
        .map(|(field, value)| Number { field: field.to_owned(), value, least: 0.0, most: 1.0 })
        .collect();
        let mut add = |field: String, value, least, most| all.push(Number { field, value, least, most });
        add("opensPerOpener".to_owned(), &mut self.opens_per_opener, 1.0, 10.0);
        add("mobileClickFactor".to_owned(), &mut self.mobile_click_factor, 0.05, 20.0);
        for (field, delay) in [
            ("openDelay", &mut self.open_delay),
            ("clickDelay", &mut self.click_delay),
            ("prefetchDelay", &mut self.prefetch_delay),
            ("softBounceDelay", &mut self.soft_bounce_delay),
        ] {
            add(format!("{field}.medianHours"), &mut delay.median_hours, 0.001, 720.0);
            add(format!("{field}.sigma"), &mut delay.sigma, 0.0, 4.0);
        }
        let weights: [(&str, &mut [f64]); 3] = [
            ("hourWeights", &mut self.hour_weights),
            ("weekdayOpen", &mut self.weekday_open),
            ("weekdayClick", &mut self.weekday_click),
        ];
        for (field, weights) in weights {
            for (place, weight) in weights.iter_mut().enumerate() {
                add(format!("{field}[{place}]"), weight, 0.0, 1000.0);
            }
        }
        all
    }

    /// This config with every number rounded to nine decimals: what is computed with and hashed, so
    /// that a way through JSON, which may cost the last bit, changes nothing.
    pub(crate) fn rounded(&self) -> Config {
        let mut config = self.clone();
        for number in config.numbers() {
            *number.value = libm::round(*number.value * 1e9) / 1e9;
        }
        config
    }

    /// Hash of every field, equal for equal rehearsals.
    pub(crate) fn hash(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for number in self.clone().numbers() {
            let billionths = libm::round(*number.value * 1e9) as i64;
            hasher.update(&billionths.to_le_bytes());
        }
        hasher.update(&self.send_per_hour.unwrap_or(0).to_le_bytes());
        hasher.update(&self.duration_days.to_le_bytes());
        hasher.update(&self.utc_offset_minutes.to_le_bytes());
        hasher.update(self.industry.as_bytes());
        *hasher.finalize().as_bytes()
    }
}
