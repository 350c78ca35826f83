//! Programs: modules, `console`, `process`, timers and the event loop, as Node has them.
//!
//! Entering: the name of a module and a [`Host`], the only way to the world. Leaving: an [`Exit`] code; what the program
//! prints goes to [`Host::print`]. Holds afterwards: nothing of the program runs any more.
//!
//! The JavaScript half lies in `js/`: `inspect*.js` (values as text), `format.js`, `console.js`, `errors.js` (stacks),
//! `timers.js`, `process.js`, `web.js`. The other half is here: `modules` (loading), `natives` (what the JavaScript half
//! calls), `stack` (frames mapped to sources), `event_loop` (the order of ticks, microtasks and timers).

mod event_loop;
mod modules;
mod natives;
mod stack;

use crate::{Frame, MAX_STACK_BYTES, VmError, VmErrorKind};
use std::rc::Rc;

/// The machine stack a thread that calls [`run_program`] should have: the engine's budget and room for what is below.
pub const THREAD_STACK_BYTES: usize = MAX_STACK_BYTES + (4 << 20);

/// Where a program prints to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
}

/// The grammar of a loaded file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LoadedKind {
    /// An ES module.
    Module,
    /// A classic script; only the entry may be one.
    Script,
    /// JSON text; its value is the default export.
    Json,
}

/// What [`Host::load`] gives.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The JavaScript (or JSON) text.
    pub text: String,
    /// What it is.
    pub kind: LoadedKind,
}

/// The world as a program sees it.
pub trait Host {
    /// The name of the module that `specifier` means in module `from`; an error says why there is none.
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, String>;
    /// The text of a module by the name that [`Host::resolve`] gave; an error says why there is none.
    fn load(&self, module: &str) -> Result<Loaded, String>;
    /// Prints `text` as it is.
    fn print(&self, stream: Stream, text: &str);
    /// Milliseconds since 1970-01-01 UTC.
    fn now_ms(&self) -> f64;
    /// Milliseconds since the program started, never going back, with fractions.
    fn elapsed_ms(&self) -> f64;
    /// Waits; called when nothing but timers is left to do.
    fn sleep_ms(&self, milliseconds: f64);
    /// The place in the source that people wrote for a frame of the loaded text (columns in UTF-16 units, 1-based), or
    /// `None` to show it as it is.
    fn map_frame(&self, frame: &Frame) -> Option<Frame> {
        let _ = frame;
        None
    }
    /// `import.meta.url` of a module.
    fn url(&self, module: &str) -> String {
        module.to_owned()
    }
    /// `process.cwd()`.
    fn cwd(&self) -> String {
        "/".to_owned()
    }
}

/// How a program is run.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// `process.argv`: the program that runs, the file that is run, then the arguments.
    pub argv: Vec<String>,
    /// When the program ends well, print `globalThis.__sxLast` as JSON and a newline.
    pub print_last: bool,
    /// Memory for everything the program holds, in bytes; 0 for no limit.
    pub memory_bytes: usize,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self { argv: vec!["sx".to_owned()], print_last: false, memory_bytes: 4 << 30 }
    }
}

/// How a program ended.
#[derive(Clone, Debug)]
pub struct Exit {
    /// The exit status the program asked for, or 1 after an error that nobody caught.
    pub code: u8,
    /// The error that ended the program; it has been printed already, frames mapped.
    pub error: Option<VmError>,
}

/// Runs the module `entry` and everything it starts, until nothing is left to do or the program ends itself.
///
/// The calling thread should have [`THREAD_STACK_BYTES`] of stack.
pub fn run_program(entry: &str, host: Rc<dyn Host>, options: &RunOptions) -> Exit {
    event_loop::run(entry, host, options).unwrap_or_else(|error| {
        let message = format!("the engine does not start: {error}");
        Exit { code: 1, error: Some(VmError::new(VmErrorKind::Internal, message)) }
    })
}

#[cfg(test)]
mod tests;
