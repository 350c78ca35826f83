//! The functions that the JavaScript half of the run time calls, and its loading.
//!
//! Entering: a fresh context. Leaving: the object of functions that the event loop calls (`shared`). Each file of the
//! JavaScript half is a function of `natives` (from here) and `shared` (which it fills); nothing of either is global.

use super::{Host, RunOptions, Stream, stack};
use crate::error::{VmError, describe_thrown};
use rquickjs::context::EvalOptions;
use rquickjs::promise::PromiseState;
use rquickjs::{Array, Ctx, Error, Function, Object, Promise, Proxy, Value};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// In the order of loading: later files use what earlier ones put into `shared`.
const FILES: [(&str, &str); 9] = [
    ("sx:errors.js", include_str!("../js/errors.js")),
    ("sx:inspect_text.js", include_str!("../js/inspect_text.js")),
    ("sx:inspect_layout.js", include_str!("../js/inspect_layout.js")),
    ("sx:inspect.js", include_str!("../js/inspect.js")),
    ("sx:format.js", include_str!("../js/format.js")),
    ("sx:console.js", include_str!("../js/console.js")),
    ("sx:timers.js", include_str!("../js/timers.js")),
    ("sx:web.js", include_str!("../js/web.js")),
    ("sx:process.js", include_str!("../js/process.js")),
];

/// What the natives, the loader and the event loop share.
pub(super) struct State {
    pub(super) host: Rc<dyn Host>,
    /// Set when the program is to end; from then on the engine is interrupted.
    pub(super) exit_code: Cell<Option<u8>>,
    /// The error that ended the program.
    pub(super) error: RefCell<Option<VmError>>,
    /// Loaded texts by module name, for columns.
    texts: RefCell<HashMap<String, Rc<str>>>,
}

impl State {
    pub(super) fn new(host: Rc<dyn Host>) -> Self {
        Self { host, exit_code: Cell::new(None), error: RefCell::new(None), texts: RefCell::default() }
    }

    /// Remembers the text of a module.
    pub(super) fn keep_text(&self, module: &str, text: &str) {
        self.texts.borrow_mut().insert(module.to_owned(), text.into());
    }

    /// The text of a module that was loaded.
    pub(super) fn text(&self, module: &str) -> Option<Rc<str>> {
        self.texts.borrow().get(module).cloned()
    }
}

/// Installs `console`, `process` and the rest, and gives the functions that the event loop calls.
pub(super) fn install<'js>(ctx: &Ctx<'js>, state: &Rc<State>, options: &RunOptions) -> Result<Object<'js>, Error> {
    let natives = make_natives(ctx, state, options)?;
    let shared = Object::new(ctx.clone())?;
    for (name, text) in FILES {
        let mut eval = EvalOptions::default();
        eval.filename = Some(name.to_owned());
        let install: Function<'js> = ctx.eval_with_options(text, eval)?;
        install.call::<_, ()>((natives.clone(), shared.clone()))?;
    }
    Ok(shared)
}

fn make_natives<'js>(ctx: &Ctx<'js>, state: &Rc<State>, options: &RunOptions) -> Result<Object<'js>, Error> {
    let natives = Object::new(ctx.clone())?;
    let set = |name: &str, function: Result<Function<'js>, Error>| natives.set(name, function?);
    let at = Rc::clone(state);
    set(
        "write",
        Function::new(ctx.clone(), move |stream: i32, text: String| {
            at.host.print(if stream == 0 { Stream::Output } else { Stream::Error }, &text);
        }),
    )?;
    let at = Rc::clone(state);
    set("now", Function::new(ctx.clone(), move || at.host.now_ms()))?;
    let at = Rc::clone(state);
    set("elapsed", Function::new(ctx.clone(), move || at.host.elapsed_ms()))?;
    let at = Rc::clone(state);
    set("exit", Function::new(ctx.clone(), move |code: i32| at.exit_code.set(Some(code.to_le_bytes()[0]))))?;
    let at = Rc::clone(state);
    set(
        "fail",
        Function::new(ctx.clone(), move |error: Value<'_>| {
            let described = describe_thrown(error.ctx(), &error);
            at.error.replace(Some(described));
        }),
    )?;
    let at = Rc::clone(state);
    set("mapStack", Function::new(ctx.clone(), move |raw: String| stack::map_stack(&raw, &at)))?;
    set("isError", Function::new(ctx.clone(), |value: Value<'_>| value.is_error()))?;
    set("promiseState", Function::new(ctx.clone(), promise_state))?;
    set("proxyTarget", Function::new(ctx.clone(), proxy_target))?;
    natives.set("info", make_info(ctx, state, options)?)?;
    Ok(natives)
}

/// What `process` says of its surroundings.
fn make_info<'js>(ctx: &Ctx<'js>, state: &State, options: &RunOptions) -> Result<Object<'js>, Error> {
    let info = Object::new(ctx.clone())?;
    info.set("argv", options.argv.clone())?;
    info.set("cwd", state.host.cwd())?;
    let platform = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    info.set("platform", platform)?;
    let arch = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    info.set("arch", arch)?;
    info.set("engine", "ng")?;
    Ok(info)
}

/// `["pending" | "fulfilled" | "rejected", value]` of a promise, `undefined` of anything else.
fn promise_state<'js>(ctx: Ctx<'js>, value: Value<'js>) -> Result<Value<'js>, Error> {
    let Some(promise) = value.into_promise() else { return Ok(Value::new_undefined(ctx)) };
    let (state, result) = settled(&ctx, &promise);
    let pair = Array::new(ctx)?;
    pair.set(0, state)?;
    pair.set(1, result)?;
    Ok(pair.into_value())
}

fn settled<'js>(ctx: &Ctx<'js>, promise: &Promise<'js>) -> (&'static str, Value<'js>) {
    let state = match promise.state() {
        PromiseState::Pending => "pending",
        PromiseState::Resolved => "fulfilled",
        PromiseState::Rejected => "rejected",
    };
    let result = match promise.result::<Value<'js>>() {
        Some(Ok(value)) => value,
        // The reason is thrown by this look at it.
        Some(Err(_)) => ctx.catch(),
        None => Value::new_undefined(ctx.clone()),
    };
    (state, result)
}

/// The target of a proxy, `null` of a revoked one, `undefined` of anything else. A callable proxy is taken for the
/// function it behaves as.
fn proxy_target<'js>(ctx: Ctx<'js>, value: Value<'js>) -> Value<'js> {
    if !value.is_proxy() || value.is_function() {
        return Value::new_undefined(ctx);
    }
    let Some(Ok(target)) = value.into_proxy().map(|proxy: Proxy<'js>| proxy.target()) else {
        let _ = ctx.catch();
        return Value::new_null(ctx);
    };
    target.into_value()
}
