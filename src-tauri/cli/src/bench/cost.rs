//! What a piece of work costs: CPU time of the whole process, and time on the clock.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// What a piece of work took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    pub cpu: Duration,
    pub wall: Duration,
}

/// Runs the work and measures it; all threads of the process count.
pub(super) fn of<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    let value = work();
    (value, Cost { cpu: cpu.elapsed(), wall: wall.elapsed() })
}

impl Cost {
    /// Rows a CPU second.
    pub(super) fn rate(self, rows: f64) -> f64 {
        rows / self.cpu.as_secs_f64().max(1e-9)
    }

    /// As printed: CPU and wall seconds.
    pub(super) fn seconds(self) -> String {
        format!("{:.2} s CPU, {:.2} s", self.cpu.as_secs_f64(), self.wall.as_secs_f64())
    }
}
