//! A config made ready for one campaign: thresholds, running shares and activity clocks.

use crate::chance::{normal_below, normal_quantile, running_shares};
use crate::config::{Config, ConfigError, Delay};
use crate::event::{AudienceMix, Status};
use crate::tables::{BOUNCE_REASONS, CLIENTS, Device};
use crate::warp::{DAY, HOUR, WEEK_HOURS, Warp};

/// Days the rates speak of when a run is shorter.
const RATE_DAYS: u32 = 30;
/// Links a mail may have.
const MOST_LINKS: u16 = 500;
/// Longest time a staggered send may take.
const LONGEST_SEND: i64 = 90 * DAY;
/// Start of the year 3000; nobody plans a campaign after it.
const LATEST_START: i64 = 32_503_680_000_000;

/// One campaign as a rehearsal sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub seed: u64,
    /// The campaign's UUID.
    pub campaign: [u8; 16],
    /// When sending starts: campaign time, UTC epoch milliseconds, 1970 to 2999.
    pub start_ms: i64,
    /// Links in the mail a reader can click, 0 to 500; without any nobody clicks.
    pub links: u16,
    /// Whether the links lead to a page with a form.
    pub has_form: bool,
}

/// Everything needed to turn a contact into events. Shared freely between threads.
pub struct Engine {
    pub(crate) config: Config,
    pub(crate) run: Run,
    pub(crate) run_key: [u8; 16],
    /// Sends are spread over this many milliseconds.
    pub(crate) window_ms: i64,
    /// Events are kept this many milliseconds after the mail was sent.
    pub(crate) kept_ms: i64,
    /// Delays end this many milliseconds after delivery.
    pub(crate) horizon_ms: i64,
    hard_bounce_valid: f64,
    expected_hard_bounce: f64,
    pub(crate) mobile_click: f64,
    pub(crate) desktop_click: f64,
    pub(crate) clients: Vec<f64>,
    pub(crate) links: Vec<f64>,
    pub(crate) hard_reasons: Vec<f64>,
    pub(crate) soft_reasons: Vec<f64>,
    /// Chance of a prefetch for a contact whose client can, and for one whose client cannot.
    pub(crate) prefetch_able: f64,
    pub(crate) prefetch_other: f64,
    pub(crate) opens: ActiveDelay,
    pub(crate) clicks: ActiveDelay,
}

impl Engine {
    /// Checks and compiles.
    ///
    /// # Errors
    /// Every field of the config or the run that cannot be used, by name.
    pub fn new(config: &Config, mix: &AudienceMix, run: Run) -> Result<Engine, Vec<ConfigError>> {
        let mut errors = config.validate().err().unwrap_or_default();
        let config = config.rounded();
        let window_ms = send_window(&config, mix, &mut errors);
        if !(0..LATEST_START).contains(&run.start_ms) {
            errors.push(ConfigError::new("startMs", "Must be a time from 1970 to 2999."));
        }
        if run.links > MOST_LINKS {
            errors.push(ConfigError::new("links", format!("Must be at most {MOST_LINKS}.")));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        // an hour is kept free for what follows a click at the very end
        let horizon_ms = i64::from(config.duration_days.max(RATE_DAYS)) * DAY - HOUR;
        let (hard_bounce_valid, expected_hard_bounce) = hard_bounces(&config, mix);
        let (mobile_click, desktop_click) = clicks_by_device(&config);
        let able: f64 = share_of_clients(&config, |client| CLIENTS[client].prefetches);
        let prefetch_able = if able > 0.0 { (config.prefetch_share / able).min(1.0) } else { 0.0 };
        let rest = config.prefetch_share - prefetch_able * able;
        let active = |weekdays, delay| {
            let warp = Warp::new(&config.hour_weights, weekdays, config.utc_offset_minutes);
            ActiveDelay::new(warp, delay, horizon_ms)
        };
        Ok(Engine {
            run_key: run_key(&run),
            window_ms,
            kept_ms: i64::from(config.duration_days) * DAY,
            horizon_ms,
            hard_bounce_valid,
            expected_hard_bounce,
            mobile_click,
            desktop_click,
            clients: running_shares((0..CLIENTS.len()).map(|client| client_share(&config, client))),
            // readers prefer what stands first (assumption): the n-th link draws 1/n of the first
            links: running_shares((1..=run.links).map(|place| 1.0 / f64::from(place))),
            hard_reasons: reasons(true),
            soft_reasons: reasons(false),
            prefetch_able,
            prefetch_other: if able < 1.0 { (rest / (1.0 - able)).max(0.0) } else { 0.0 },
            opens: active(&config.weekday_open, config.open_delay),
            clicks: active(&config.weekday_click, config.click_delay),
            run,
            config,
        })
    }

    /// Share of the audience expected to bounce for good. Above the configured rate when invalid
    /// addresses alone bounce more often than that.
    pub fn expected_hard_bounce(&self) -> f64 {
        self.expected_hard_bounce
    }

    /// First millisecond after the last possible event: campaign time, UTC epoch milliseconds.
    pub fn ends_at_ms(&self) -> i64 {
        self.run.start_ms + self.window_ms + self.kept_ms
    }

    pub(crate) fn hard_bounce(&self, status: Status) -> f64 {
        match status {
            Status::Valid | Status::Unknown => self.hard_bounce_valid,
            Status::Risky => self.config.hard_bounce_risky,
            Status::Invalid | Status::Nonexistent => self.config.hard_bounce_invalid,
        }
    }
}

fn run_key(run: &Run) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"reachly rehearsal stream 1");
    hasher.update(&run.seed.to_le_bytes());
    hasher.update(&run.campaign);
    let mut key = [0; 16];
    hasher.finalize_xof().fill(&mut key);
    key
}

/// Whole hours, so that one more contact seldom moves anybody else's slot.
fn send_window(config: &Config, mix: &AudienceMix, errors: &mut Vec<ConfigError>) -> i64 {
    let Some(pace) = config.send_per_hour.filter(|pace| *pace > 0) else { return 0 };
    let hours = mix.total().div_ceil(u64::from(pace));
    if hours > (LONGEST_SEND / HOUR) as u64 {
        errors.push(ConfigError::new("sendPerHour", "Sending would take longer than 90 days."));
        return 0;
    }
    hours as i64 * HOUR
}

/// Chance of a valid address to bounce for good, and the mean over the audience. Bad addresses bounce
/// as they do; valid and unknown ones carry what is left of the configured rate.
fn hard_bounces(config: &Config, mix: &AudienceMix) -> (f64, f64) {
    let total = mix.total() as f64;
    let good = (mix.valid + mix.unknown) as f64;
    let bad = (mix.invalid + mix.nonexistent) as f64 * config.hard_bounce_invalid
        + mix.risky as f64 * config.hard_bounce_risky;
    if good == 0.0 {
        return (config.hard_bounce, if total > 0.0 { bad / total } else { config.hard_bounce });
    }
    let valid = ((config.hard_bounce * total - bad) / good).clamp(0.0, 1.0);
    (valid, (bad + valid * good) / total)
}

/// Chance of a mobile and of a desktop reader to click, such that the mean is the click rate and no
/// device clicks more than it opens.
fn clicks_by_device(config: &Config) -> (f64, f64) {
    let (mobile, factor) = (config.mobile_share, config.mobile_click_factor);
    let desktop = 1.0 - mobile;
    let even = config.click / (desktop + mobile * factor);
    let (on_mobile, on_desktop) = (even * factor, even);
    if on_desktop > config.open_human && mobile > 0.0 {
        return ((config.click - desktop * config.open_human) / mobile, config.open_human);
    }
    if on_mobile > config.open_human && desktop > 0.0 {
        return (config.open_human, (config.click - mobile * config.open_human) / desktop);
    }
    (on_mobile, on_desktop)
}

/// Share of opens of one client, the devices rescaled to the configured mobile share.
fn client_share(config: &Config, client: usize) -> f64 {
    let device = CLIENTS[client].device;
    let of_device: f64 = CLIENTS.iter().filter(|row| row.device == device).map(|row| row.share).sum();
    let share = match device {
        Device::Mobile => config.mobile_share,
        Device::Desktop => 1.0 - config.mobile_share,
        Device::None | Device::Machine => return 0.0,
    };
    share * CLIENTS[client].share / of_device
}

fn share_of_clients(config: &Config, which: impl Fn(usize) -> bool) -> f64 {
    (0..CLIENTS.len()).filter(|client| which(*client)).map(|client| client_share(config, client)).sum()
}

fn reasons(hard: bool) -> Vec<f64> {
    running_shares(BOUNCE_REASONS.iter().map(|reason| if reason.hard == hard { reason.share } else { 0.0 }))
}

/// A log-normal delay in activity time, cut at the horizon by drawing only from the share of the curve
/// that lies before it: so a rate is met within the run and nothing has to be thrown away.
pub struct ActiveDelay {
    pub(crate) warp: Warp,
    log_median: f64,
    sigma: f64,
    /// Share of the curve before the horizon, by hour of the week of the delivery.
    before_horizon: Vec<f64>,
    horizon_ms: i64,
}

impl ActiveDelay {
    fn new(warp: Warp, delay: Delay, horizon_ms: i64) -> ActiveDelay {
        let log_median = libm::log(delay.median_hours * HOUR as f64);
        let spans = warp.spans(horizon_ms);
        let share = |activity: f64| normal_below((libm::log(activity) - log_median) / delay.sigma.max(1e-9));
        // between two full hours the span changes evenly, so the smaller end is safe for both
        let before_horizon = (0..WEEK_HOURS).map(|hour| share(spans[hour].min(spans[hour + 1]))).collect();
        ActiveDelay { warp, log_median, sigma: delay.sigma, before_horizon, horizon_ms }
    }

    /// The moment drawn for something that follows `from_ms`.
    pub fn draw(&self, from_ms: i64, fraction: f64) -> i64 {
        let share = fraction * self.before_horizon[self.warp.hour_of_week(from_ms)];
        let activity = libm::exp(self.log_median + self.sigma * normal_quantile(share));
        self.warp.after(from_ms, activity).min(from_ms + self.horizon_ms)
    }
}
