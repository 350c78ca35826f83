//! How the heap grows: pages that a stage gives back serve the next one.
//!
//! Each stage of a compilation builds a large tree and drops the one before it. The C library returns such memory to
//! the system and asks for it again, page fault by page fault: a tenth of the time for a file of 500 KB. The process is
//! short and its peak is the same either way.

/// Keeps freed memory in the process. With `one_thread`, all of it is one arena, whichever thread asks.
pub(crate) fn keep_freed_memory(one_thread: bool) {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::tune(one_thread);
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    let _ = one_thread;
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc {
    use std::ffi::c_int;

    /// Larger blocks than this get pages of their own.
    fn own() -> c_int { std::env::var("OWN").ok().and_then(|s| s.parse().ok()).unwrap_or(1 << 30) }
    /// The heap grows by at least so much.
    const STEP: c_int = 1 << 20;

    #[expect(unsafe_code, reason = "the C library has no safe call for its own settings")]
    pub(super) fn tune(one_thread: bool) {
        // SAFETY: mallopt takes two numbers and may be called at any time; what it refuses it leaves as it was.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, own());
            libc::mallopt(libc::M_TRIM_THRESHOLD, c_int::MAX);
            libc::mallopt(libc::M_TOP_PAD, STEP);
            if one_thread {
                libc::mallopt(libc::M_ARENA_MAX, 1);
            }
        }
    }
}
