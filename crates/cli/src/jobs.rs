//! Work on many files at the same time.
//!
//! Entering: items in an order. Leaving: results in the same order, whatever the number of threads. Each item is worked
//! on by a thread with a large stack, of which only what is used is committed: some stages recurse over the input, and
//! how deep is bounded by the reader, not by the machine. A panic on one item is that item's result.

use crate::heap;
use crate::panics;
use crate::progress::Progress;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::io;

/// Stacks to ask for, largest first: where the address space is limited the first may be refused.
const STACK_SIZES: [usize; 4] = [1 << 30, 256 << 20, 64 << 20, 16 << 20];

/// Works on `items`, on as many threads as wanted; all cores by default. The error of an item is what a panic said.
pub(crate) fn run_all<I: Sync, O: Send>(
    items: &[I],
    jobs: Option<u16>,
    progress: &Progress,
    work: impl Fn(&I) -> O + Sync,
) -> Vec<Result<O, String>> {
    let work_on = |item: &I| {
        let result = panics::catch(|| work(item));
        progress.advance();
        result
    };
    // One item needs no pool; starting one costs more than compiling a small file.
    let one_thread = items.len() <= 1 || jobs == Some(1);
    heap::keep_freed_memory(items.len(), one_thread);
    if one_thread {
        return on_large_stack(|| items.iter().map(work_on).collect())
            .unwrap_or_else(|error| items.iter().map(|_| Err(format!("no thread starts: {error}"))).collect());
    }
    let wanted = jobs.map_or(0, usize::from);
    let start = |size: &usize| rayon::ThreadPoolBuilder::new().num_threads(wanted).stack_size(*size).build().ok();
    match STACK_SIZES.iter().find_map(start) {
        Some(pool) => pool.install(|| items.par_iter().map(work_on).collect()),
        None => items.iter().map(|_| Err("no threads start".to_owned())).collect(),
    }
}

/// Runs `work` on a thread with a large stack.
pub(crate) fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    let mut work = Some(work);
    let mut last_error = None;
    for size in STACK_SIZES {
        let slot = &mut work;
        let result = std::thread::scope(|scope| {
            let run = || slot.take().expect("invariant: a thread that starts ends the loop")();
            let thread = std::thread::Builder::new().stack_size(size).spawn_scoped(scope, run)?;
            thread.join().map_err(|_| io::Error::other("the thread panicked"))
        });
        match result {
            Ok(value) => return Ok(value),
            Err(error) if work.is_none() => return Err(error),
            Err(error) => last_error = Some(error),
        }
    }
    Err(last_error.unwrap_or_else(|| io::Error::other("no thread starts")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_a_panic_is_one_result() {
        let items: Vec<u32> = (0..100).collect();
        for jobs in [Some(1), Some(8), None] {
            let results = run_all(&items, jobs, &Progress::hidden(), |&item| {
                assert!(item != 7, "seven");
                item * 2
            });
            assert_eq!(results.len(), 100);
            for (at, result) in results.iter().enumerate() {
                match result {
                    Ok(value) => assert_eq!(*value as usize, at * 2),
                    Err(message) => assert!(at == 7 && message.contains("seven"), "{at}: {message}"),
                }
            }
        }
    }

    #[test]
    fn deep_recursion_has_room() {
        fn depth(left: u32) -> u32 {
            let space = std::hint::black_box([left; 64]);
            if left == 0 { 0 } else { 1 + depth(space[3] - 1) }
        }
        assert_eq!(on_large_stack(|| depth(200_000)).expect("a thread starts"), 200_000);
    }
}
