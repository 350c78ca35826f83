//! A progress bar, only on a terminal and only when the work takes longer than a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long work stays silent.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts finished items; shows them when it takes long.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    start: Instant,
    is_shown: AtomicBool,
}

impl Progress {
    /// Never shown.
    pub(crate) fn hidden() -> Self {
        Self { bar: None, start: Instant::now(), is_shown: AtomicBool::new(false) }
    }

    /// For `count` items, when there may be a bar at all.
    pub(crate) fn new(count: usize, is_allowed: bool) -> Self {
        if !is_allowed || count < 2 {
            return Self::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar: Some(bar), start: Instant::now(), is_shown: AtomicBool::new(false) }
    }

    /// One more item is done.
    pub(crate) fn advance(&self) {
        let Some(bar) = &self.bar else { return };
        if self.start.elapsed() > PATIENCE && !self.is_shown.swap(true, Ordering::Relaxed) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.inc(1);
    }

    /// Takes the bar off the terminal.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
