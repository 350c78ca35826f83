//! How the heap grows: small blocks that a stage frees serve the next one, large tables get pages of their own.
//!
//! Each stage of a compilation builds a large tree and drops the one before it. The C library returns such memory to
//! the system and asks for it again, page fault by page fault: a tenth of the time for a file of 500 KB. So what is
//! freed stays, but for blocks of a megabyte and more. Such a table is moved without a copy when it grows, and leaves
//! no hole in the heap that the tables of the next stage do not fit into: with holes the peak is their sum.

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
    const OWN_PAGES_FROM: c_int = 1 << 20;
    /// The heap grows by at least so much.
    const STEP: c_int = 1 << 20;

    #[expect(unsafe_code, reason = "the C library has no safe call for its own settings")]
    pub(super) fn tune(one_thread: bool) {
        // SAFETY: mallopt takes two numbers and may be called at any time; what it refuses it leaves as it was.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, OWN_PAGES_FROM);
            libc::mallopt(libc::M_TRIM_THRESHOLD, c_int::MAX);
            libc::mallopt(libc::M_TOP_PAD, STEP);
            if one_thread {
                libc::mallopt(libc::M_ARENA_MAX, 1);
            }
        }
    }
}
