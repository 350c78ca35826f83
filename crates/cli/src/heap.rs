//! How the heap grows: small blocks that a stage frees serve the next one, long tables get pages of their own.
//!
//! Each stage of a compilation builds a large tree and drops the one before it. The C library returns such memory to
//! the system and asks for it again, page fault by page fault: a tenth of the time for a file of 500 KB. So what is
//! freed stays, but for blocks of a megabyte and more. Such a table is moved without a copy when it grows, and leaves
//! no hole that the tables of the next stage do not fit into: with holes the peak is their sum.
//!
//! For a large file the pages of the heap are large ones, where the system has them: a fifth of the time. They are given
//! back between the stages. For smaller files the last, partly used page of each table would be felt: a dozen tables, two
//! megabytes each. Where a file's macros are expanded to be shown they come earlier: the tables are full there.
//!
//! The code that a file goes through is five megabytes, more than the tables of most files are. Where there is one file,
//! and that is not small, its pages go too behind a stage: those that run on come back from the cache of the system, some
//! dozen faults. With more files each of them would need the code again.

/// Keeps freed memory in the process, for work on so many inputs. With `one_thread`, all of it is one arena, whichever thread
/// asks.
pub(crate) fn keep_freed_memory(inputs: usize, one_thread: bool) {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::tune(inputs, one_thread);
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    let _ = (inputs, one_thread);
}

/// Says that an input of so many bytes is about to be worked on.
pub(crate) fn expect_input(bytes: usize) {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::expect(bytes, glibc::LARGE_INPUT);
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    let _ = bytes;
}

/// Says that the macros of an input of so many bytes are about to be expanded, and little else.
pub(crate) fn expect_expansions(bytes: usize) {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::expect(bytes, glibc::MANY_EXPANSIONS);
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    let _ = bytes;
}

/// Says that a stage has ended: gives back what is free, when an input is a large one, and the pages of the program itself,
/// when there is one input that is not small.
pub(crate) fn end_stage() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::end_stage();
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc {
    use std::ffi::c_int;
    use std::sync::Once;
    use std::sync::atomic::{AtomicBool, Ordering};

    /// Larger blocks than this get pages of their own: the long tables of a stage. One that grows is moved without a
    /// copy, and one that is dropped leaves no hole that the tables of the next stage do not fit into.
    const OWN_PAGES_FROM: c_int = 1 << 20;
    /// The heap grows by at least so much.
    const STEP: c_int = 1 << 20;

    /// Inputs from this size on get large pages.
    pub(super) const LARGE_INPUT: usize = 4_000_000;
    /// The same for inputs whose macros are expanded.
    pub(super) const MANY_EXPANSIONS: usize = 1_000_000;
    /// From this size on of the only input the pages of the program are given back behind each stage.
    const COUNTED_INPUT: usize = 200_000;
    /// The size of a page; where pages are larger the advice is refused, or about a part of the block.
    const PAGE: usize = 4 << 10;
    /// The size of a large page.
    const LARGE_PAGE: usize = 2 << 20;
    /// The most address space that a byte of input is expected to need; tables have room that they do not use.
    const MEMORY_PER_BYTE: usize = 160;
    /// No more than this is asked for at once.
    const MOST: usize = 768 << 20;

    /// All memory comes from one arena.
    static HAS_ONE_ARENA: AtomicBool = AtomicBool::new(false);
    static WIDENED: Once = Once::new();
    /// There is no more than one input.
    static HAS_ONE_INPUT: AtomicBool = AtomicBool::new(false);
    /// It is so large that the pages of the program count.
    static COUNTS_CODE: AtomicBool = AtomicBool::new(false);
    /// The heap has large pages.
    static HAS_LARGE_PAGES: AtomicBool = AtomicBool::new(false);

    /// Gives the heap large pages for an input of at least `large` bytes. Notes whether the pages of the program count.
    pub(super) fn expect(bytes: usize, large: usize) {
        if bytes >= COUNTED_INPUT && HAS_ONE_INPUT.load(Ordering::Relaxed) {
            COUNTS_CODE.store(true, Ordering::Relaxed);
        }
        if bytes < large || !HAS_ONE_ARENA.load(Ordering::Relaxed) {
            return;
        }
        WIDENED.call_once(|| {
            widen(bytes.saturating_mul(MEMORY_PER_BYTE).min(MOST));
            HAS_LARGE_PAGES.store(true, Ordering::Relaxed);
        });
    }

    /// Lets the heap grow by `size` bytes of address space and asks for large pages there.
    #[expect(unsafe_code, reason = "there is no safe call that says how memory is to be mapped")]
    fn widen(size: usize) {
        // SAFETY: the block is given back untouched, and the advice is about whole pages inside of it. It changes no
        // content; a system that refuses it maps pages as they are touched. The limits are numbers.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, c_int::MAX);
            let block = libc::malloc(size);
            if !block.is_null() {
                let skipped = block.align_offset(LARGE_PAGE);
                if skipped < size {
                    libc::madvise(block.byte_add(skipped), (size - skipped) / PAGE * PAGE, libc::MADV_HUGEPAGE);
                }
                libc::free(block);
            }
            libc::mallopt(libc::M_MMAP_THRESHOLD, OWN_PAGES_FROM);
        }
    }

    #[expect(unsafe_code, reason = "there is no safe call that gives memory back")]
    pub(super) fn end_stage() {
        if HAS_LARGE_PAGES.load(Ordering::Relaxed) {
            // SAFETY: the call changes nothing but which free memory has pages. What is free at the end of the heap
            // stays as it is: nothing was there yet.
            unsafe { libc::malloc_trim(MOST) };
        }
        if COUNTS_CODE.load(Ordering::Relaxed) {
            // SAFETY: the callback fits the declaration, and is called before the call returns.
            unsafe { libc::dl_iterate_phdr(Some(give_back_code), std::ptr::null_mut()) };
        }
    }

    /// Gives back the pages of one loaded object that cannot be written: they are those of its file.
    #[expect(unsafe_code, reason = "the objects of a process are told by pointers")]
    unsafe extern "C" fn give_back_code(
        object: *mut libc::dl_phdr_info,
        _size: libc::size_t,
        _data: *mut libc::c_void,
    ) -> c_int {
        // SAFETY: the loader hands over a description of an object, with so many headers, that lives for this call.
        let (base, headers) = unsafe {
            let object = &*object;
            (object.dlpi_addr, std::slice::from_raw_parts(object.dlpi_phdr, object.dlpi_phnum.into()))
        };
        for header in headers {
            if header.p_type != libc::PT_LOAD || header.p_flags & libc::PF_W != 0 {
                continue;
            }
            let page = PAGE as u64;
            let start = (base + header.p_vaddr).next_multiple_of(page);
            let end = (base + header.p_vaddr + header.p_memsz) / page * page;
            if start < end {
                // SAFETY: nothing writes to these pages, so that the system reads from the file again what they hold.
                unsafe { libc::madvise(start as *mut libc::c_void, (end - start) as usize, libc::MADV_DONTNEED) };
            }
        }
        0
    }

    #[expect(unsafe_code, reason = "the C library has no safe call for its own settings")]
    pub(super) fn tune(inputs: usize, one_thread: bool) {
        HAS_ONE_INPUT.store(inputs <= 1, Ordering::Relaxed);
        // SAFETY: mallopt takes two numbers and may be called at any time; what it refuses it leaves as it was.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, OWN_PAGES_FROM);
            libc::mallopt(libc::M_TRIM_THRESHOLD, c_int::MAX);
            libc::mallopt(libc::M_TOP_PAD, STEP);
            if one_thread {
                libc::mallopt(libc::M_ARENA_MAX, 1);
            }
        }
        HAS_ONE_ARENA.store(one_thread, Ordering::Relaxed);
    }
}
