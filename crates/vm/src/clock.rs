//! How long a thread has worked. Time on a processor, where the system tells it: what else the machine does at the same
//! time must not decide whether macro code is stopped.

use std::time::Duration;

/// The clock of the thread that made it; other threads may read it while that one runs.
#[derive(Clone, Copy, Debug)]
pub struct ThreadClock {
    #[cfg(target_os = "linux")]
    id: libc::clockid_t,
    #[cfg(not(target_os = "linux"))]
    start: std::time::Instant,
}

impl ThreadClock {
    /// The clock of this thread. It begins anywhere.
    #[must_use]
    pub fn of_this_thread() -> Self {
        #[cfg(target_os = "linux")]
        return Self { id: linux::clock_of_this_thread() };
        #[cfg(not(target_os = "linux"))]
        return Self { start: std::time::Instant::now() };
    }

    /// How long the thread has worked since the clock began; nothing when the thread has ended.
    #[must_use]
    pub fn now(self) -> Duration {
        #[cfg(target_os = "linux")]
        return linux::read(self.id);
        #[cfg(not(target_os = "linux"))]
        return self.start.elapsed();
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::time::Duration;

    #[expect(unsafe_code, reason = "there is no safe call for the clock of a thread")]
    pub(super) fn clock_of_this_thread() -> libc::clockid_t {
        let mut id = libc::CLOCK_THREAD_CPUTIME_ID;
        // SAFETY: the thread is alive, and the place is one for a clock's number. On failure it holds what it held, the
        // name of whichever thread reads it.
        unsafe { libc::pthread_getcpuclockid(libc::pthread_self(), &raw mut id) };
        id
    }

    #[expect(unsafe_code, reason = "there is no safe call for the clock of a thread")]
    pub(super) fn read(id: libc::clockid_t) -> Duration {
        let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: the place is one for a time; where there is no such clock any longer nothing is written.
        unsafe { libc::clock_gettime(id, &raw mut time) };
        let (seconds, nanos) = (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec));
        Duration::new(seconds.unwrap_or_default(), nanos.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::ThreadClock;
    use std::time::{Duration, Instant};

    /// Other threads read it; a thread that waits does not work.
    #[test]
    fn a_thread_that_waits_spends_nothing() {
        let clock = ThreadClock::of_this_thread();
        let before = std::thread::spawn(move || clock.now()).join().expect("a thread");
        std::thread::sleep(Duration::from_millis(50));
        let waited = clock.now().saturating_sub(before);
        let start = Instant::now();
        while clock.now().saturating_sub(before) < waited + Duration::from_millis(1) {
            assert!(start.elapsed() < Duration::from_mins(1), "the clock stands");
        }
        if cfg!(target_os = "linux") {
            assert!(waited < Duration::from_millis(50), "{waited:?}");
        }
    }
}
