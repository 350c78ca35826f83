//! Panics become messages. One is always a bug of ours, and never ends the process.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

thread_local! {
    /// What the last panic of this thread said, and where.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the default report off the terminal.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|info| {
        let message = describe(info);
        LAST.with_borrow_mut(|last| *last = Some(message));
    }));
}

/// Runs `act`; what a panic said is the error.
pub(crate) fn catch<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(act))
        .map_err(|payload| LAST.with_borrow_mut(Option::take).unwrap_or_else(|| text_of(payload.as_ref())))
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let text = text_of(info.payload());
    match info.location() {
        Some(location) => format!("{text} ({}:{})", location.file(), location.line()),
        None => text,
    }
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_message() {
        assert_eq!(catch(|| 1), Ok(1));
        let message = catch(|| panic!("invariant: {}", 1)).expect_err("panics");
        assert!(message.contains("invariant: 1"), "{message}");
    }
}
