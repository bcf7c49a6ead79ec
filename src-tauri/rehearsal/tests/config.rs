//! Configs: presets are sound and sourced, JSON is strict, nonsense is refused by name.

use crate::support::run;
use proptest::prelude::*;
use reachly_rehearsal::{AudienceMix, Config, Delay, Engine, Run, presets, sources};

fn refused(change: impl FnOnce(&mut Config)) -> Vec<String> {
    let mut config = Config::default();
    change(&mut config);
    let fields = |errors: Vec<reachly_rehearsal::ConfigError>| {
        errors.into_iter().map(|error| error.field).collect::<Vec<_>>()
    };
    let alone = config.validate().err().map(fields).unwrap_or_default();
    let engine = Engine::new(&config, &AudienceMix::default(), run()).err().map(fields);
    assert_eq!(engine.unwrap_or_default(), alone, "engine and check disagree");
    alone
}

#[test]
fn presets_are_valid_and_insurance_is_the_default() {
    assert_eq!(presets().len(), 10);
    for preset in presets() {
        assert_eq!(Config::preset(preset.key).unwrap().validate(), Ok(()), "{}", preset.key);
    }
    assert_eq!(Config::preset("insurance").unwrap(), Config::default());
    assert_eq!(Config::default().open_human, 0.2099);
    assert!(Config::preset("alchemy").is_none());
}

#[test]
fn every_field_of_every_preset_has_a_source() {
    let json = serde_json::to_value(Config::default()).unwrap();
    for preset in presets() {
        let known = sources(preset.key);
        for field in json.as_object().unwrap().keys().filter(|field| *field != "industry") {
            let found: Vec<_> = known.iter().filter(|source| source.field == field).collect();
            assert_eq!(found.len(), 1, "{field} of {}", preset.key);
            assert!(found[0].sentence.ends_with('.') && !found[0].label.is_empty(), "{field}");
        }
    }
    assert!(sources("alchemy").is_empty());
}

#[test]
fn json_is_camel_case_complete_and_strict() {
    let json = serde_json::to_string(&Config::default()).unwrap();
    assert!(json.contains("\"openHuman\":0.2099") && json.contains("\"medianHours\":10.0"));
    assert_eq!(serde_json::from_str::<Config>(&json).unwrap(), Config::default());
    let partial: Config = serde_json::from_str(r#"{"click": 0.01}"#).unwrap();
    assert_eq!(partial, Config { click: 0.01, ..Config::default() });
    assert!(serde_json::from_str::<Config>(r#"{"clik": 0.01}"#).is_err());
    assert!(serde_json::from_str::<Config>(r#"{"openDelay": {"medianHours": 1, "mean": 2}}"#).is_err());
}

#[test]
fn nonsense_is_refused_by_name() {
    let none: [&str; 0] = [];
    assert_eq!(refused(|_| ()), none);
    assert_eq!(refused(|config| config.open_human = f64::NAN), ["openHuman"]);
    assert_eq!(refused(|config| config.complaint = -0.1), ["complaint"]);
    assert_eq!(refused(|config| config.unsubscribe = 1.000_1), ["unsubscribe"]);
    assert_eq!(refused(|config| config.form_view = f64::INFINITY), ["formView"]);
    assert_eq!(refused(|config| config.click = 0.5), ["click"]);
    assert_eq!(refused(|config| (config.hard_bounce, config.soft_bounce) = (0.6, 0.6)), ["softBounce"]);
    assert_eq!(refused(|config| config.opens_per_opener = 0.9), ["opensPerOpener"]);
    assert_eq!(refused(|config| config.open_delay.median_hours = 0.0), ["openDelay.medianHours"]);
    assert_eq!(refused(|config| config.click_delay.sigma = 99.0), ["clickDelay.sigma"]);
    assert_eq!(refused(|config| config.hour_weights[3] = -1.0), ["hourWeights[3]"]);
    assert_eq!(refused(|config| config.hour_weights = [0.0; 24]), ["hourWeights"]);
    assert_eq!(refused(|config| config.weekday_click = [0.0; 7]), ["weekdayClick"]);
    assert_eq!(refused(|config| config.send_per_hour = Some(0)), ["sendPerHour"]);
    assert_eq!(refused(|config| config.duration_days = 0), ["durationDays"]);
    assert_eq!(refused(|config| config.duration_days = u32::MAX), ["durationDays"]);
    assert_eq!(refused(|config| config.utc_offset_minutes = i32::MIN), ["utcOffsetMinutes"]);
    assert_eq!(refused(|config| config.industry = String::new()), ["industry"]);
    let both = refused(|config| (config.click, config.prefetch_share) = (f64::NAN, 2.0));
    assert_eq!(both, ["click", "prefetchShare"]);
}

#[test]
fn runs_that_cannot_be_are_refused_by_name() {
    let field = |config: &Config, mix: AudienceMix, run: Run| {
        Engine::new(config, &mix, run).err().map(|errors| errors[0].field.clone())
    };
    let config = Config::default();
    let mix = AudienceMix { valid: 1_000_000, ..AudienceMix::default() };
    assert_eq!(field(&config, mix, run()), None);
    assert_eq!(field(&config, mix, Run { start_ms: -1, ..run() }).as_deref(), Some("startMs"));
    assert_eq!(field(&config, mix, Run { start_ms: i64::MAX, ..run() }).as_deref(), Some("startMs"));
    assert_eq!(field(&config, mix, Run { links: 501, ..run() }).as_deref(), Some("links"));
    let slow = Config { send_per_hour: Some(1), ..config };
    assert_eq!(field(&slow, mix, run()).as_deref(), Some("sendPerHour"));
    let endless = AudienceMix { valid: u64::MAX, risky: u64::MAX, ..mix };
    assert_eq!(field(&slow, endless, run()).as_deref(), Some("sendPerHour"));
}

proptest! {
    #[test]
    fn no_number_makes_the_check_panic(
        rates in prop::array::uniform5(any::<f64>()),
        hours in prop::array::uniform24(any::<f64>()),
        days in any::<u32>(), offset in any::<i32>(), pace in any::<Option<u32>>(),
    ) {
        let [open_human, click, median_hours, sigma, opens_per_opener] = rates;
        let config = Config {
            open_human, click, opens_per_opener,
            open_delay: Delay { median_hours, sigma },
            hour_weights: hours, duration_days: days, utc_offset_minutes: offset, send_per_hour: pace,
            ..Config::default()
        };
        let engine = Engine::new(&config, &AudienceMix::default(), run());
        prop_assert_eq!(config.validate().is_ok(), engine.is_ok());
    }
}
