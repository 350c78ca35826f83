//! The order in which a program's callbacks run: module code, ticks and microtasks, timers and immediates.
//!
//! Entering: the entry module. Leaving: its [`Exit`]. After the module's own code microtasks come before ticks, after
//! every other callback ticks come first; both queues are empty before the next timer or immediate runs.

use super::natives::{self, State};
use super::{Exit, Host, LoadedKind, RunOptions, Stream, modules};
use crate::MAX_STACK_BYTES;
use crate::error::{VmError, VmErrorKind};
use crate::math;
use rquickjs::context::EvalOptions;
use rquickjs::promise::PromiseState;
use rquickjs::{Context, Ctx, Error, Function, Module, Object, Persistent, Promise, Runtime, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// A change in the fate of a rejected promise: promise, reason, whether it is handled now.
type Rejection = (Persistent<Value<'static>>, Persistent<Value<'static>>, bool);
type Rejections = Rc<RefCell<Vec<Rejection>>>;

/// Runs a program from its first module to its last callback.
pub(super) fn run(entry: &str, host: Rc<dyn Host>, options: &RunOptions) -> Result<Exit, Error> {
    math::link();
    let runtime = Runtime::new()?;
    runtime.set_max_stack_size(MAX_STACK_BYTES);
    let context = Context::full(&runtime)?;
    runtime.set_memory_limit(options.memory_bytes);
    let state = Rc::new(State::new(host));
    let gauge = Rc::clone(&state);
    runtime.set_interrupt_handler(Some(Box::new(move || gauge.exit_code.get().is_some())));
    runtime.set_loader(modules::HostResolver(Rc::clone(&state)), modules::HostLoader(Rc::clone(&state)));
    let rejections = Rejections::default();
    let track = Rc::clone(&rejections);
    runtime.set_host_promise_rejection_tracker(Some(Box::new(move |ctx, promise, reason, is_handled| {
        let change = (Persistent::save(&ctx, promise), Persistent::save(&ctx, reason), is_handled);
        track.borrow_mut().push(change);
    })));
    let exit = context.with(|ctx| {
        let shared = natives::install(&ctx, &state, options)?;
        let program =
            Program { ctx: ctx.clone(), shared, state: Rc::clone(&state), rejections: Rc::clone(&rejections) };
        let exit = program.run(entry, options);
        // Values must be gone before the engine is.
        rejections.borrow_mut().clear();
        Ok::<Exit, Error>(exit)
    })?;
    Ok(exit)
}

struct Program<'js> {
    ctx: Ctx<'js>,
    /// The functions of the JavaScript half.
    shared: Object<'js>,
    state: Rc<State>,
    rejections: Rejections,
}

/// The program has ended itself, or an error has ended it; the state says how.
struct Ended;

impl<'js> Program<'js> {
    fn run(&self, entry: &str, options: &RunOptions) -> Exit {
        let code = match self.run_to_end(entry, options) {
            Ok(code) => code,
            Err(Ended) => self.state.exit_code.get().unwrap_or(1),
        };
        Exit { code, error: self.state.error.take() }
    }

    fn run_to_end(&self, entry: &str, options: &RunOptions) -> Result<u8, Ended> {
        let evaluation = self.start(entry)?;
        self.settle(true)?;
        loop {
            match self.call::<f64>("step")? {
                0.0 => self.settle(false)?,
                wait if wait > 0.0 => self.state.host.sleep_ms(wait),
                _ => {
                    self.call::<()>("beforeExit")?;
                    self.settle(false)?;
                    if self.call::<f64>("step")? < 0.0 {
                        break;
                    }
                    self.settle(false)?;
                }
            }
        }
        let is_stuck = evaluation.is_some_and(|promise| promise.state() == PromiseState::Pending);
        if options.print_last && !is_stuck {
            let json = self.call::<String>("lastAsJson")?;
            self.state.host.print(Stream::Output, &format!("{json}\n"));
        }
        let finish = self.function("finish")?;
        let code = self.check(finish.call::<_, i32>((is_stuck,)))?;
        Ok(u8::try_from(code).unwrap_or(1))
    }

    /// Loads and evaluates the entry. A module gives the promise of its evaluation.
    fn start(&self, entry: &str) -> Result<Option<Promise<'js>>, Ended> {
        let loaded = match self.state.host.load(entry) {
            Ok(loaded) => loaded,
            Err(message) => {
                self.state.host.print(Stream::Error, &format!("{message}\n"));
                self.state.error.replace(Some(VmError::new(VmErrorKind::Exception, message)));
                return Err(Ended);
            }
        };
        match loaded.kind {
            LoadedKind::Script => {
                self.state.keep_text(entry, &loaded.text);
                let mut options = EvalOptions::default();
                options.strict = false;
                options.filename = Some(entry.to_owned());
                self.check(self.ctx.eval_with_options::<Value<'js>, _>(loaded.text, options))?;
                Ok(None)
            }
            LoadedKind::Module | LoadedKind::Json => {
                let evaluation = modules::declare(&self.ctx, &self.state, entry, &loaded).and_then(Module::eval);
                self.check(evaluation).map(|(_, promise)| Some(promise))
            }
        }
    }

    /// Runs ticks and microtasks until both queues are empty, then looks for rejections that nobody handles.
    fn settle(&self, microtasks_first: bool) -> Result<(), Ended> {
        let mut microtasks_first = microtasks_first;
        loop {
            if microtasks_first {
                self.run_microtasks()?;
            }
            while self.call::<bool>("hasTicks")? {
                self.call::<()>("runTick")?;
            }
            self.run_microtasks()?;
            if self.call::<bool>("hasTicks")? {
                microtasks_first = false;
                continue;
            }
            if !self.check_rejections()? {
                return Ok(());
            }
            microtasks_first = true;
        }
    }

    fn run_microtasks(&self) -> Result<(), Ended> {
        while self.ctx.execute_pending_job() {
            self.check_alive()?;
        }
        self.check_alive()
    }

    /// Tells the JavaScript half what became of rejected promises; true when there was something to tell.
    fn check_rejections(&self) -> Result<bool, Ended> {
        let changes = std::mem::take(&mut *self.rejections.borrow_mut());
        if changes.is_empty() {
            return Ok(false);
        }
        let track = self.function("trackRejection")?;
        for (promise, reason, is_handled) in changes {
            let restored = promise.restore(&self.ctx).and_then(|promise| Ok((promise, reason.restore(&self.ctx)?)));
            let (promise, reason) = self.check(restored)?;
            self.check(track.call::<_, ()>((promise, reason, is_handled)))?;
        }
        self.call::<()>("checkRejections")?;
        Ok(true)
    }

    fn function(&self, name: &str) -> Result<Function<'js>, Ended> {
        self.check(self.shared.get(name))
    }

    fn call<R: rquickjs::FromJs<'js>>(&self, name: &str) -> Result<R, Ended> {
        let function = self.function(name)?;
        self.check(function.call(()))
    }

    fn check_alive(&self) -> Result<(), Ended> {
        if self.state.exit_code.get().is_some() { Err(Ended) } else { Ok(()) }
    }

    /// An exception that reached this loop ends the program, unless a listener of the program takes it.
    fn check<T>(&self, result: Result<T, Error>) -> Result<T, Ended> {
        let error = match result {
            Ok(value) => return self.check_alive().map(|()| value),
            Err(error) => error,
        };
        let thrown = matches!(error, Error::Exception).then(|| self.ctx.catch());
        self.check_alive()?;
        let raise = self.shared.get::<_, Function<'js>>("raise");
        match (thrown, raise) {
            (Some(thrown), Ok(raise)) => {
                // It ends in the interrupt that follows the exit code, which is an error of the call.
                let _ = raise.call::<_, ()>((thrown.clone(),));
                let _ = self.ctx.catch();
                if self.state.exit_code.get().is_none() && self.state.error.borrow().is_none() {
                    // The report itself failed: no stack or no memory is left for it.
                    self.report_plainly(crate::error::describe_thrown(&self.ctx, &thrown));
                }
            }
            _ => self.report_plainly(VmError::new(VmErrorKind::Internal, error.to_string())),
        }
        Err(Ended)
    }

    fn report_plainly(&self, error: VmError) {
        self.state.host.print(Stream::Error, &format!("Uncaught {error}\n"));
        self.state.error.replace(Some(error));
    }
}
