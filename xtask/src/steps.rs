//! Runs steps one after the other, says what they do and how long they took, and keeps the score.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// The steps of one command, in the order in which they run.
pub(crate) struct Steps {
    n_steps: usize,
    n_begun: usize,
    passed: Vec<&'static str>,
    failed: Vec<&'static str>,
}

impl Steps {
    pub(crate) fn new(n_steps: usize) -> Self {
        Self {
            n_steps,
            n_begun: 0,
            passed: Vec::new(),
            failed: Vec::new(),
        }
    }

    /// Runs a step, and keeps its failure for [`Steps::finish`], so that later steps still run.
    pub(crate) fn run(
        &mut self,
        name: &'static str,
        about: &str,
        step: impl FnOnce() -> Result<()>,
    ) {
        self.n_begun += 1;
        let number = format!("[{}/{}]", self.n_begun, self.n_steps);
        eprintln!("\n{number} {name}: {about}");
        let (result, time) = timed(step);
        let seconds = time.as_secs_f64();
        match result {
            Ok(()) => {
                eprintln!("{number} {name}: passed in {seconds:.1} s");
                self.passed.push(name);
            }
            Err(error) => {
                eprintln!("{number} {name}: failed after {seconds:.1} s: {error:#}");
                self.failed.push(name);
            }
        }
    }

    /// Sums up; fails if a step did.
    pub(crate) fn finish(self) -> Result<()> {
        let passed = match self.passed.as_slice() {
            [] => "none".to_owned(),
            names => names.join(", "),
        };
        if !self.failed.is_empty() {
            bail!("steps failed: {}; passed: {passed}", self.failed.join(", "));
        }
        eprintln!("\nall steps passed: {passed}");
        Ok(())
    }
}

/// Runs `work` and measures how long it takes.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock is kept out of the page; this program never runs in a browser"
)]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::Steps;

    #[test]
    fn steps_after_a_failed_one_run_and_the_end_tells() {
        let mut steps = Steps::new(2);
        steps.run("one", "fails", || bail!("no"));
        steps.run("two", "passes", || Ok(()));
        let error = steps.finish().map_err(|error| error.to_string());
        assert_eq!(error, Err("steps failed: one; passed: two".to_owned()));
    }

    #[test]
    fn steps_that_all_pass_are_no_error() {
        let mut steps = Steps::new(1);
        steps.run("one", "passes", || Ok(()));
        assert!(steps.finish().is_ok());
    }
}
