//! Activity time: a clock that runs faster in the hours and on the days in which people read mail, so
//! that a delay drawn in it never lands as often at three in the morning as at three in the afternoon.

/// Milliseconds of an hour.
pub const HOUR: i64 = 3_600_000;
/// Milliseconds of a day.
pub const DAY: i64 = 24 * HOUR;
/// Hours of a week.
pub const WEEK_HOURS: usize = 168;
const WEEK: i64 = 7 * DAY;
/// 1970-01-05, the first Monday of the epoch.
const MONDAY: i64 = 4 * DAY;

/// One warped week, Monday 00:00 first; a whole week is as long in activity time as on the wall.
pub struct Warp {
    offset_ms: i64,
    /// Activity milliseconds from Monday 00:00 to the start of each hour, and to the week's end.
    upto: Vec<f64>,
    /// Speed of activity time in each hour; 1.0 is average.
    speed: Vec<f64>,
}

impl Warp {
    /// Weights of local hours and factors of weekdays, any scale, not all zero.
    pub fn new(hours: &[f64; 24], weekdays: &[f64; 7], offset_minutes: i32) -> Warp {
        let total: f64 = weekdays.iter().sum::<f64>() * hours.iter().sum::<f64>();
        let scale = WEEK_HOURS as f64 / total;
        let speed: Vec<f64> =
            weekdays.iter().flat_map(|day| hours.iter().map(move |hour| day * hour * scale)).collect();
        let mut upto = Vec::with_capacity(WEEK_HOURS + 1);
        let mut sum = 0.0;
        upto.push(sum);
        for speed in &speed {
            sum += speed * HOUR as f64;
            upto.push(sum);
        }
        Warp { offset_ms: i64::from(offset_minutes) * 60_000, upto, speed }
    }

    /// The Monday before a moment (as a moment), and the milliseconds since then.
    fn week(&self, at_ms: i64) -> (i64, i64) {
        let since = (at_ms + self.offset_ms - MONDAY).rem_euclid(WEEK);
        (at_ms - since, since)
    }

    /// Hour of the local week a moment lies in, 0..168.
    pub fn hour_of_week(&self, at_ms: i64) -> usize {
        (self.week(at_ms).1 / HOUR) as usize
    }

    fn activity_in_week(&self, since: i64) -> f64 {
        let hour = (since / HOUR) as usize;
        self.upto[hour] + self.speed[hour] * (since % HOUR) as f64
    }

    /// Activity milliseconds between two moments.
    pub fn between(&self, from_ms: i64, to_ms: i64) -> f64 {
        let (from_week, from) = self.week(from_ms);
        let (to_week, to) = self.week(to_ms);
        (to_week - from_week) as f64 + self.activity_in_week(to) - self.activity_in_week(from)
    }

    /// Activity milliseconds in the `span_ms` (whole hours) that start with each hour of the week.
    pub fn spans(&self, span_ms: i64) -> Vec<f64> {
        let start = MONDAY - self.offset_ms;
        (0..=WEEK_HOURS as i64)
            .map(|hour| start + hour * HOUR)
            .map(|from| self.between(from, from + span_ms))
            .collect()
    }

    /// The moment at which this many activity milliseconds have passed since `from_ms`.
    pub fn after(&self, from_ms: i64, activity: f64) -> i64 {
        let (monday, since) = self.week(from_ms);
        let target = self.activity_in_week(since) + activity;
        let weeks = libm::floor(target / WEEK as f64);
        let rest = target - weeks * WEEK as f64;
        let hour = self.upto.partition_point(|upto| *upto <= rest).clamp(1, WEEK_HOURS) - 1;
        let speed = self.speed[hour];
        let part = if speed > 0.0 { ((rest - self.upto[hour]) / speed).min(HOUR as f64) } else { 0.0 };
        monday + weeks as i64 * WEEK + hour as i64 * HOUR + part as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warp() -> Warp {
        let mut hours = [1.0; 24];
        hours[..6].fill(0.0);
        hours[15] = 4.0;
        Warp::new(&hours, &[1.0, 1.2, 1.0, 1.0, 1.0, 0.5, 0.0], 90)
    }

    #[test]
    fn after_is_the_inverse_of_between() {
        let warp = warp();
        let start = 1_790_000_000_000;
        for step in 0..400 {
            let activity = 3_333_333.0 * f64::from(step);
            let then = warp.after(start, activity);
            assert!((warp.between(start, then) - activity).abs() < 30.0, "step {step}");
        }
    }

    #[test]
    fn a_week_is_a_week_and_hours_are_local() {
        let warp = warp();
        assert!((warp.between(0, WEEK) - WEEK as f64).abs() < 1.0);
        // 1970-01-01 was a Thursday: 00:00 UTC is 01:30 there
        assert_eq!(warp.hour_of_week(0), 3 * 24 + 1);
        assert_eq!(warp.hour_of_week(30 * 60_000), 3 * 24 + 2);
    }

    #[test]
    fn nothing_lands_in_an_hour_without_weight() {
        let warp = warp();
        for step in 1..2_000 {
            let then = warp.after(0, 777_777.0 * f64::from(step));
            let hour = warp.hour_of_week(then);
            assert!(hour % 24 >= 6 && hour / 24 < 6, "step {step} lands in hour {hour}");
        }
    }
}
