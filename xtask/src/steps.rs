//! A row of steps: each announced, timed and counted; the first failure ends the row, the closing lines always come.

use crate::counts::{Counts, Summary};
use crate::tools::{Outcome, run, watched};
use std::process::Command;
use std::time::{Duration, Instant};

/// What has been done so far.
pub struct Steps {
    started: Instant,
    counts: Counts,
    done: Vec<(String, Duration)>,
    failure: Option<String>,
    not_run: Vec<String>,
}

impl Steps {
    pub fn new() -> Steps {
        let (done, not_run) = (Vec::new(), Vec::new());
        Steps { started: Instant::now(), counts: Counts::default(), done, failure: None, not_run }
    }

    /// Does one step, unless an earlier one failed. An error counts as one failure.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Outcome<Counts>) {
        if self.failure.is_some() {
            self.not_run.push(name.to_owned());
            return;
        }
        println!("\n── {name}");
        let started = Instant::now();
        let (counts, failure) = match work() {
            Ok(counts) if counts.failed == 0 => (counts, None),
            Ok(counts) => (counts, Some(format!("{name}: {counts}"))),
            Err(sentence) => (Counts::FAILED, Some(format!("{name}: {sentence}"))),
        };
        self.counts += counts;
        self.failure = failure;
        self.done.push((name.to_owned(), started.elapsed()));
    }

    /// A step that is one command and counts as one check.
    pub fn check(&mut self, name: &str, command: &mut Command) {
        self.step(name, || run(command).map(|()| Counts::PASSED));
    }

    /// A step that is a test runner with a summary of its own.
    pub fn tests(&mut self, name: &str, kind: Summary, command: &mut Command) {
        self.step(name, || {
            let (success, text) = watched(command)?;
            judge(success, Counts::read(&text, kind))
        });
    }

    /// Prints times and sum, and gives the exit code.
    pub fn close(self) -> u8 {
        println!("\n── times");
        for (name, time) in &self.done {
            println!("{:>8.1} s  {name}", time.as_secs_f64());
        }
        println!("{:>8.1} s  in all", self.started.elapsed().as_secs_f64());
        if !self.not_run.is_empty() {
            println!("not run: {}", self.not_run.join(", "));
        }
        if let Some(failure) = &self.failure {
            println!("stopped at {failure}");
        }
        println!("{}", self.counts);
        u8::from(self.counts.failed > 0)
    }
}

/// A runner that fails without a failed test, or succeeds without a summary, has not done its work.
pub fn judge(success: bool, counts: Option<Counts>) -> Outcome<Counts> {
    match (success, counts) {
        (true, Some(counts)) => Ok(counts),
        (false, Some(counts)) if counts.failed > 0 => Ok(counts),
        (false, Some(mut counts)) => {
            counts += Counts::FAILED;
            Ok(counts)
        }
        (true, None) => Err("ended well but gave no count of its tests".into()),
        (false, None) => Err("stopped before it could count its tests".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_ends_the_row_and_is_counted_once() {
        let mut steps = Steps::new();
        steps.step("one", || Ok(Counts { passed: 4, failed: 0, skipped: 1 }));
        steps.step("two", || Err("broken".into()));
        steps.step("three", || Ok(Counts::PASSED));
        assert_eq!(steps.not_run, ["three"], "what comes after a failure is not run");
        assert_eq!(steps.counts, Counts { passed: 4, failed: 1, skipped: 1 });
        assert_eq!(steps.close(), 1, "a failure is told by the exit code");
    }

    #[test]
    fn a_row_without_failure_ends_well() {
        let mut steps = Steps::new();
        steps.step("one", || Ok(Counts::PASSED));
        steps.step("two", || Ok(Counts::SKIPPED));
        assert_eq!(steps.close(), 0);
    }

    #[test]
    fn a_runner_that_does_not_count_is_not_believed() {
        assert!(judge(true, None).is_err(), "success without a summary");
        assert_eq!(judge(false, Some(Counts::PASSED)).unwrap().failed, 1, "failure without a failed test");
        assert_eq!(judge(true, Some(Counts::PASSED)).unwrap(), Counts::PASSED);
    }
}
