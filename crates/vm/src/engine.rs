//! One context of the engine with its budgets.
//!
//! Entering: scripts and calls with string arguments. Leaving: strings. Holds afterwards: no exception is pending, and
//! a call that failed leaves the engine usable.

use crate::clock::ThreadClock;
use crate::data::Holder;
use crate::error::{StackReader, VmError, VmErrorKind, read_frames, take_exception};
use crate::math;
use crate::reentry::{Slot, Waiting};
use rquickjs::context::EvalOptions;
use rquickjs::function::Args;
use rquickjs::{Context, Ctx, Error, Function, Object, Runtime, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// The largest stack budget of a program that runs.
///
/// The binding below takes anything larger as "no limit", and a program could then end the process.
pub const MAX_STACK_BYTES: usize = 16 << 20;

/// The largest stack budget of an [`Engine`], which tells the engine itself; larger wishes are cut down to it. Calls that
/// wait for each other's answers have no more together.
const MAX_ENGINE_STACK_BYTES: usize = 128 << 20;

const HARDEN: &str = include_str!("js/harden.js");

/// Budgets of one [`Engine`].
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Memory for everything the program holds, in bytes; 0 for no limit.
    pub memory_bytes: usize,
    /// Machine stack the engine may use below the frame that made it, in bytes; at most 128 MB.
    /// The thread must have that much and some more.
    pub max_stack_bytes: usize,
    /// How long the program may run; one unit is about ten thousand calls and backward jumps.
    pub fuel: u64,
    /// How long its thread may work, from one [`Engine::reset_fuel`] to the next. Work that the engine does in one
    /// step is not counted in fuel, so this is what ends a loop over such steps. `None` for no limit.
    pub time: Option<Duration>,
    /// How long its thread may work in all.
    pub total_time: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory_bytes: 256 << 20, max_stack_bytes: 1 << 20, fuel: 10_000, time: None, total_time: None }
    }
}

/// How much the program may still run; shared with the engine's interrupt handler.
#[derive(Debug)]
struct Fuel {
    budget: Cell<u64>,
    left: Cell<u64>,
    is_exhausted: Cell<bool>,
    time: Option<Duration>,
    /// What is left of the time in all, and since when the engine is at work.
    total: Cell<Option<Duration>>,
    since: Cell<Option<Started>>,
    /// The time of this piece of work before `since`.
    spent: Cell<Duration>,
}

/// A JavaScript context without any access to the world. Scripts are strict; their top-level functions and `var`s are
/// properties of the global object and callable by name.
#[derive(Debug)]
pub struct Engine {
    // Declared before the context: handles of values go before the runtime they belong to.
    pub(crate) holder: Option<Holder>,
    /// Of a hardened engine.
    stacks: Option<StackReader>,
    /// What the call at work asked for first that a hardened engine refuses.
    refused: Rc<RefCell<Option<VmError>>>,
    /// Who answers the questions of the call at work, and the call that waits for an answer.
    pub(crate) answers: Rc<Slot>,
    pub(crate) waiting: Waiting,
    stack_bytes: usize,
    // Declared before the runtime: contexts go before the runtime they belong to.
    context: ContextBox,
    fuel: Rc<Fuel>,
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slot")
    }
}

impl std::fmt::Debug for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Holder")
    }
}

/// Keeps `Engine: Debug` without asking the binding for it.
struct ContextBox(Context);

impl std::fmt::Debug for ContextBox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Context")
    }
}

impl Engine {
    /// An engine with the budgets `limits`. Fails when there is no memory for it.
    pub fn new(limits: &Limits) -> Result<Self, VmError> {
        let start = |error: Error| VmError::new(VmErrorKind::Memory, format!("the engine does not start: {error}"));
        math::link();
        let runtime = Runtime::new().map_err(start)?;
        let stack_bytes = limits.max_stack_bytes.clamp(64 << 10, MAX_ENGINE_STACK_BYTES);
        runtime.set_max_stack_size(stack_bytes.min(MAX_STACK_BYTES));
        let context = Context::full(&runtime).map_err(start)?;
        // Only now: the intrinsics are ours, the budget is the program's, and an engine half made aborts the process.
        if limits.memory_bytes != 0 {
            runtime.set_memory_limit(limits.memory_bytes.max(1 << 20));
        }
        let fuel = Rc::new(Fuel {
            budget: Cell::default(),
            left: Cell::default(),
            is_exhausted: Cell::default(),
            time: limits.time,
            total: Cell::new(limits.total_time),
            since: Cell::default(),
            spent: Cell::default(),
        });
        let gauge = Rc::clone(&fuel);
        runtime.set_interrupt_handler(Some(Box::new(move || gauge.burn())));
        let engine = Self {
            holder: None,
            stacks: None,
            refused: Rc::default(),
            answers: Rc::default(),
            waiting: Waiting::default(),
            stack_bytes,
            context: ContextBox(context),
            fuel,
        };
        engine.set_fuel(limits.fuel);
        Ok(engine)
    }

    /// Gives the engine `fuel` units, now and at each [`Engine::reset_fuel`].
    pub fn set_fuel(&self, fuel: u64) {
        self.fuel.budget.set(fuel);
        self.reset_fuel();
    }

    /// Fills the fuel up again; call it before each unit of work that has its own budget. What runs while a call waits for
    /// an answer is part of that call.
    pub fn reset_fuel(&self) {
        if self.waiting.is_some() {
            return;
        }
        self.fuel.left.set(self.fuel.budget.get());
        self.fuel.is_exhausted.set(false);
        self.fuel.spent.set(Duration::ZERO);
    }

    /// Runs `code` as a strict script; `name` is the file of its frames.
    pub fn eval_script(&self, name: &str, code: &str) -> Result<(), VmError> {
        self.with(|ctx| {
            let mut options = EvalOptions::default();
            options.filename = Some(name.to_owned());
            ctx.eval_with_options::<Value<'_>, _>(code, options).map(drop)
        })
    }

    /// Calls the global function `function` with strings and gives its result, which must be a string.
    /// The name may be dotted: `a.b.f` is called with `a.b` as `this`.
    pub fn call_text(&mut self, function: &str, args: &[&str]) -> Result<String, VmError> {
        let mut misuse = None;
        let result = self.with(|ctx| {
            let Some((this, callee)) = find_function(ctx, function)? else {
                misuse = Some(format!("there is no global function `{function}`"));
                return Ok(String::new());
            };
            let mut call = Args::new_unsized(ctx.clone());
            call.this(this)?;
            call.push_args(args.iter().copied())?;
            let value = call.apply::<Value<'_>>(&callee)?;
            let Some(text) = value.as_string() else {
                misuse = Some(format!("`{function}` gave a value of type {}, not a string", value.type_name()));
                return Ok(String::new());
            };
            text.to_string()
        });
        match misuse {
            Some(message) => Err(VmError::new(VmErrorKind::Internal, message)),
            None => result,
        }
    }

    /// Takes away all that is not a pure function of the input (the clock, chance, the time zone, `eval` and its
    /// relatives, what shows the collector), and freezes every intrinsic. An attempt throws an error that says so, and
    /// that is what the call into the engine ends with, whether or not the program catches it. Scripts may still define
    /// new globals.
    pub fn harden(&mut self) -> Result<(), VmError> {
        self.stacks = Some(self.with(StackReader::new)?);
        let fuel = Rc::clone(&self.fuel);
        let refused = Rc::clone(&self.refused);
        self.with(|ctx| {
            let note = move |message: String, stack: String| {
                refused.borrow_mut().get_or_insert_with(|| VmError {
                    kind: VmErrorKind::Exception,
                    message: format!("TypeError: {message}"),
                    frames: read_frames(&stack),
                });
            };
            ctx.globals().set("__note", Function::new(ctx.clone(), note)?)?;
            let charge = move |units: i32| fuel.charge(u64::from(units.unsigned_abs()));
            ctx.globals().set("__charge", Function::new(ctx.clone(), charge)?)
        })?;
        self.eval_script("sx:harden.js", HARDEN)
    }

    /// Uses so many units of fuel; false when there are not so many left.
    pub(crate) fn charge(&self, units: u64) -> bool {
        !self.fuel.charge(units)
    }

    pub(crate) fn with<T>(&self, act: impl FnOnce(&Ctx<'_>) -> Result<T, Error>) -> Result<T, VmError> {
        if self.fuel.total.get().is_some_and(|left| left.is_zero()) {
            return Err(VmError::too_long());
        }
        let stacks = self.stacks.as_ref();
        let act = |ctx: &Ctx<'_>| {
            let around = self.refused.take();
            let result = act(ctx);
            // Reading an exception asks for its stack.
            let refused = self.refused.take();
            let result = result.map_err(|error| take_exception(ctx, &error, stacks));
            self.refused.replace(around);
            match (result, refused) {
                (Ok(_), Some(refused)) => Err(refused),
                (Err(error), Some(refused)) if error.kind == VmErrorKind::Exception => Err(refused),
                (result, _) => result,
            }
        };
        let result = if self.waiting.is_some() {
            let result = self.waiting.within(self.stack_bytes, MAX_ENGINE_STACK_BYTES, act);
            result.expect("invariant: a call waits")
        } else {
            self.fuel.begin();
            let result = self.context.0.with(|ctx| {
                measure_stack_from_here(&ctx, self.stack_bytes);
                self.waiting.begin(self.stack_bytes);
                act(&ctx)
            });
            self.fuel.end();
            result
        };
        result.map_err(|error| {
            if self.fuel.is_exhausted.get() {
                return VmError { frames: error.frames, ..VmError::too_long() };
            }
            error
        })
    }
}

/// The budget for the stack, `bytes`, begins at this frame: what whoever calls has used is not the program's.
#[expect(unsafe_code, reason = "the binding does this only where runtimes may change threads")]
fn measure_stack_from_here(ctx: &Ctx<'_>, bytes: usize) {
    // SAFETY: the context is alive and belongs to this thread, in which no code of the engine runs now.
    unsafe {
        let runtime = rquickjs::qjs::JS_GetRuntime(ctx.as_raw().as_ptr());
        rquickjs::qjs::JS_SetMaxStackSize(runtime, bytes as rquickjs::qjs::size_t);
        rquickjs::qjs::JS_UpdateStackTop(runtime);
    }
}

/// When the engine began to work, by the clock of its thread.
#[derive(Clone, Copy, Debug)]
struct Started {
    clock: ThreadClock,
    at: Duration,
}

impl Started {
    fn elapsed(self) -> Duration {
        self.clock.now().saturating_sub(self.at)
    }
}

impl Fuel {
    /// The engine begins to work.
    fn begin(&self) {
        if self.time.is_some() || self.total.get().is_some() {
            let clock = ThreadClock::of_this_thread();
            self.since.set(Some(Started { clock, at: clock.now() }));
        }
    }

    /// The engine ends its work.
    fn end(&self) {
        let Some(since) = self.since.take() else { return };
        let time = since.elapsed();
        self.spent.set(self.spent.get() + time);
        self.total.set(self.total.get().map(|left| left.saturating_sub(time)));
    }

    /// Uses one unit; true when there is none left and the program must stop.
    fn burn(&self) -> bool {
        self.charge(1)
    }

    /// Uses `units`; true when there are not so many left, or no time, and the program must stop.
    fn charge(&self, units: u64) -> bool {
        let time = self.since.get().map_or(Duration::ZERO, Started::elapsed);
        let is_late = self.time.is_some_and(|limit| self.spent.get() + time > limit)
            || self.total.get().is_some_and(|left| time > left);
        if let Some(left) = self.left.get().checked_sub(units).filter(|_| !is_late) {
            self.left.set(left);
            return false;
        }
        self.left.set(0);
        self.is_exhausted.set(true);
        true
    }
}

/// The object that holds `path`'s last name, and the function there.
fn find_function<'js>(ctx: &Ctx<'js>, path: &str) -> Result<Option<(Object<'js>, Function<'js>)>, Error> {
    let mut holder = ctx.globals();
    let mut names = path.split('.').peekable();
    while let Some(name) = names.next() {
        let value: Value<'js> = holder.get(name)?;
        if names.peek().is_none() {
            return Ok(value.into_function().map(|function| (holder, function)));
        }
        match value.into_object() {
            Some(object) => holder = object,
            None => return Ok(None),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine() -> Engine {
        Engine::new(&Limits::default()).expect("the engine starts")
    }

    fn call(engine: &mut Engine, body: &str) -> Result<String, VmError> {
        engine.eval_script("test.js", &format!("globalThis.test = function test() {{ {body} }}")).expect("it compiles");
        engine.call_text("test", &[])
    }

    #[test]
    fn functions_take_and_give_strings() {
        let mut engine = engine();
        engine
            .eval_script("a.js", "var box = { sep: '-', join(...all) { return all.join(this.sep); } }")
            .expect("runs");
        let many: Vec<&str> = "a b c d e f g h i j é😀".split(' ').collect();
        assert_eq!(engine.call_text("box.join", &many).expect("runs"), "a-b-c-d-e-f-g-h-i-j-é😀");
        let missing = engine.call_text("box.split", &[]).expect_err("not there");
        assert_eq!(
            (missing.kind, missing.message.as_str()),
            (VmErrorKind::Internal, "there is no global function `box.split`")
        );
        let number = call(&mut engine, "return 1").expect_err("no string");
        assert_eq!(number.message, "`test` gave a value of type int, not a string");
    }

    #[test]
    fn exceptions_have_message_and_frames() {
        let mut engine = engine();
        engine.eval_script("m.js", "function inner() {\n  null.x\n}\nfunction outer() { inner(); }").expect("runs");
        let error = engine.call_text("outer", &[]).expect_err("throws");
        assert_eq!(error.kind, VmErrorKind::Exception);
        assert!(error.message.starts_with("TypeError: "), "{error}");
        let places: Vec<_> =
            error.frames.iter().map(|frame| (frame.function.as_str(), frame.file.as_str(), frame.line)).collect();
        assert_eq!(places, [("inner", "m.js", 2), ("outer", "m.js", 4)]);
        assert_eq!(call(&mut engine, "throw 'plain'").expect_err("throws").message, "plain");
    }

    #[test]
    fn syntax_errors_have_a_place() {
        let error = engine().eval_script("bad.js", "let a = 1;\nlet = ;").expect_err("does not parse");
        assert!(error.message.starts_with("SyntaxError: "), "{error}");
        assert_eq!((error.frames[0].file.as_str(), error.frames[0].line), ("bad.js", 2));
    }

    #[test]
    fn budgets_end_a_program_and_the_engine_lives_on() {
        let limits = Limits { memory_bytes: 16 << 20, fuel: 100, ..Limits::default() };
        let mut engine = Engine::new(&limits).expect("the engine starts");
        let endless = call(&mut engine, "try { for (;;) {} } finally { return 'no' }").expect_err("fuel");
        assert_eq!(endless.kind, VmErrorKind::Fuel);
        engine.reset_fuel();
        let deep = call(&mut engine, "return test()").expect_err("stack");
        assert_eq!(deep.kind, VmErrorKind::Stack);
        let large = call(&mut engine, "let a = []; for (;;) a.push('x'.repeat(1e5) + a.length)").expect_err("memory");
        assert_eq!(large.kind, VmErrorKind::Memory);
        engine.reset_fuel();
        assert_eq!(call(&mut engine, "return 'alive'").expect("runs"), "alive");
    }

    #[test]
    fn a_hardened_engine_has_no_clock_no_chance_and_no_eval() {
        let mut engine = engine();
        engine.harden().expect("hardens");
        for forbidden in [
            "return Date.now()",
            "return new Date()",
            "return Date()",
            "return Math.random()",
            "return eval('1')",
            "return (0, eval)('1')",
            "return Function('return 1')",
            "return new Function('return 1')",
            "return (() => {}).constructor('return 1')",
            "return (async () => {}).constructor('return 1')",
            "return (function* () {}).constructor('return 1')",
            "return new Date('2020-01-01T00:00:00')",
            "return performance.now()",
            "return new WeakRef({})",
            "return new Error('a').stack",
            "try { null.x } catch (e) { return e.stack }",
            "return Object.getOwnPropertyDescriptor(Error.prototype, 'stack').get.call(new Error('a'))",
        ] {
            let error = call(&mut engine, forbidden).expect_err(forbidden);
            assert!(error.message.contains("at compile time"), "{forbidden}: {error}");
        }
        for frozen in
            ["Array.prototype.map = 1", "Math.PI = 3", "JSON.parse = 1", "globalThis.Array = 1", "delete Object.keys"]
        {
            let error = call(&mut engine, frozen).expect_err(frozen);
            assert!(error.message.starts_with("TypeError"), "{frozen}: {error}");
        }
    }

    #[test]
    fn what_a_hardened_engine_refuses_is_an_error_though_it_is_caught() {
        let mut engine = engine();
        engine.harden().expect("hardens");
        for (body, what) in [
            ("try { Math.random() } catch { return '4' }", "Math.random"),
            ("try { Math.random() } finally { return '4' }", "Math.random"),
            ("try { Math.random() } catch {} throw new Error('own')", "Math.random"),
            ("try { new Date() } catch {} try { eval('1') } catch {} return '4'", "the current date"),
            ("try { new WeakRef({}) } catch (e) { return e.message }", "WeakRef"),
            ("return Promise.try ? 'x' + new Promise(() => Date.now()) : 'x' + Date.now()", "Date.now"),
            ("return [..._()] + ''; function* _() { try { yield Math.random() } catch {} }", "Math.random"),
        ] {
            let error = call(&mut engine, body).expect_err(body);
            assert_eq!(error.kind, VmErrorKind::Exception);
            assert!(error.message.starts_with(&format!("TypeError: {what} cannot be used")), "{body}: {error}");
            assert!(error.frames.iter().any(|frame| frame.file == "test.js"), "{body}: {error}");
            // The next call knows nothing of it.
            assert_eq!(call(&mut engine, "return 'next'").expect("runs"), "next");
        }
        for allowed in [
            "return typeof Date.now + typeof Math.random",
            "return String('now' in Date) + Object.keys(Object.getOwnPropertyDescriptors(Math)).length",
            "return String('stack' in new Error('a')) + Error.stackTraceLimit",
            "try { null.x } catch (error) { return error.message }",
            "return typeof __note + typeof globalThis.__note",
        ] {
            call(&mut engine, allowed).unwrap_or_else(|error| panic!("{allowed}: {error}"));
        }
        assert_eq!(call(&mut engine, "return typeof globalThis.__note").expect("runs"), "undefined");
    }

    #[test]
    fn errors_of_a_hardened_engine_have_frames() {
        let mut engine = engine();
        engine.harden().expect("hardens");
        let error = call(&mut engine, "null.x").expect_err("throws");
        assert_eq!((error.frames[0].function.as_str(), error.frames[0].file.as_str()), ("test", "test.js"));
    }

    #[test]
    fn a_hardened_engine_computes_as_before() {
        let mut engine = engine();
        engine.harden().expect("hardens");
        for (body, expected) in [
            ("return new Date(Date.UTC(2020, 1, 29)).toISOString()", "2020-02-29T00:00:00.000Z"),
            ("return new Date(2020, 1, 29, 12).toISOString()", "2020-02-29T12:00:00.000Z"),
            ("return String(new Date('2020-02-29T10:00:00Z').getHours())", "10"),
            ("const e = new Error('m'); e.name = 'Own'; e.message = 'set'; return String(e)", "Own: set"),
            ("class A extends Error { constructor() { super('x'); this.name = 'A' } } return String(new A())", "A: x"),
            ("const o = {}; o.toString = () => 'own'; return String(o)", "own"),
            (
                "function F() {} F.prototype.constructor = F; F.prototype.valueOf = () => 1; return typeof new F()",
                "object",
            ),
            ("return String((() => {}) instanceof Function) + typeof Function.prototype.call", "truefunction"),
            ("return JSON.stringify([...new Map([[1, [2, 3].map(x => x * 2)]])])", "[[1,[4,6]]]"),
            (
                "return `${[1, [2, [3]]].flat(Infinity)} ${[1].fill(Infinity)} ${[1].splice(0, Infinity)}`",
                "1,2,3 Infinity 1",
            ),
            ("return new RegExp('a+', 'g')[Symbol.replace]('caat', 'o') + `${[3, 1].sort()}`", "cot1,3"),
        ] {
            assert_eq!(call(&mut engine, body).unwrap_or_else(|error| panic!("{body}: {error}")), expected);
        }
    }
}
