//! The engine at work while a call of it waits for an answer.
//!
//! Entering: a call whose program asks a question through a host function, and whoever answers. The answer may need the
//! engine itself, so what runs meanwhile uses the context that the waiting call has. Holds afterwards: the one who answers
//! is known only while its call runs, and is asked by one question at a time.

use rquickjs::{Ctx, Error, Value, qjs};
use std::cell::Cell;
use std::ptr::NonNull;

/// Whoever answers the questions of one call.
pub(crate) type Answerer<'a> = dyn for<'js> FnMut(&Ctx<'js>, Value<'js>) -> Result<Value<'js>, Error> + 'a;

/// Where the host function finds whoever answers.
#[derive(Default)]
pub(crate) struct Slot(Cell<Option<NonNull<Answerer<'static>>>>);

/// Puts what a slot held back, whichever way its call ends.
struct Restore<'a>(&'a Slot, Option<NonNull<Answerer<'static>>>);

impl Drop for Restore<'_> {
    fn drop(&mut self) {
        self.0.0.set(self.1);
    }
}

impl Slot {
    /// Does `work`, whose questions `answerer` answers.
    #[expect(unsafe_code, reason = "a host function lives as long as the engine, whoever answers only during one call")]
    pub(crate) fn answering<T>(&self, answerer: &mut Answerer<'_>, work: impl FnOnce() -> T) -> T {
        // SAFETY: only the lifetime changes. The slot forgets the reference before this function is left, by a panic too,
        // and nothing else uses it meanwhile.
        let answerer = unsafe { std::mem::transmute::<&mut Answerer<'_>, &mut Answerer<'static>>(answerer) };
        let before = self.0.replace(Some(NonNull::from(answerer)));
        let _restored = Restore(self, before);
        work()
    }

    /// Asks whoever answers; nothing where nobody does.
    #[expect(unsafe_code, reason = "see `answering`")]
    pub(crate) fn ask<'js>(&self, ctx: &Ctx<'js>, question: Value<'js>) -> Result<Option<Value<'js>>, Error> {
        let Some(mut answerer) = self.0.take() else { return Ok(None) };
        let _restored = Restore(self, Some(answerer));
        // SAFETY: `answering` is not left while its program runs, which asks this; the slot is empty, so that this is the
        // only use.
        let answerer = unsafe { answerer.as_mut() };
        answerer(ctx, question).map(Some)
    }
}

/// The call that waits, and how much of the machine stack whoever works meanwhile may use.
#[derive(Default)]
pub(crate) struct Waiting {
    context: Cell<Option<NonNull<qjs::JSContext>>>,
    /// Where the stack of the engine begins: an address in the outermost call.
    stack_top: Cell<usize>,
    stack_bytes: Cell<usize>,
}

impl std::fmt::Debug for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Waiting")
    }
}

impl Waiting {
    /// The outermost call begins here.
    #[inline(never)]
    pub(crate) fn begin(&self, stack_bytes: usize) {
        self.stack_top.set(here());
        self.stack_bytes.set(stack_bytes);
    }

    /// Whether a call waits.
    pub(crate) fn is_some(&self) -> bool {
        self.context.get().is_some()
    }

    /// Does `work` while the call of `ctx` waits.
    pub(crate) fn during<T>(&self, ctx: &Ctx<'_>, work: impl FnOnce() -> T) -> T {
        struct Restore<'a>(&'a Waiting, Option<NonNull<qjs::JSContext>>);
        impl Drop for Restore<'_> {
            fn drop(&mut self) {
                self.0.context.set(self.1);
            }
        }
        let before = self.context.replace(Some(ctx.as_raw()));
        let _restored = Restore(self, before);
        work()
    }

    /// Does `work` in the context of the call that waits, with `stack_bytes` of stack from here on, as far as the engine
    /// keeps a budget: `most`.
    #[expect(unsafe_code, reason = "the binding has no way into a context that is in use")]
    pub(crate) fn within<T>(&self, stack_bytes: usize, most: usize, work: impl FnOnce(&Ctx<'_>) -> T) -> Option<T> {
        let context = self.context.get()?;
        let used = self.stack_top.get().saturating_sub(here());
        let before = self.stack_bytes.replace((used + stack_bytes).min(most));
        // SAFETY: a host function of this context waits above us on this thread, so that the context is alive, the lock of
        // the runtime is held, and no code of the engine runs now. The lifetime of `ctx` ends with this call.
        let ctx = unsafe { Ctx::from_raw(context) };
        self.limit_stack(&ctx);
        let result = work(&ctx);
        self.stack_bytes.set(before);
        self.limit_stack(&ctx);
        Some(result)
    }

    #[expect(unsafe_code, reason = "the binding does this only from outside of a context")]
    fn limit_stack(&self, ctx: &Ctx<'_>) {
        // SAFETY: the context is alive and belongs to this thread, in which no code of the engine runs now.
        unsafe {
            let runtime = qjs::JS_GetRuntime(ctx.as_raw().as_ptr());
            qjs::JS_SetMaxStackSize(runtime, self.stack_bytes.get() as qjs::size_t);
        }
    }
}

/// An address in the frame of whoever calls, more or less.
#[inline(never)]
fn here() -> usize {
    let local = 0_u8;
    std::ptr::from_ref(std::hint::black_box(&local)).addr()
}
