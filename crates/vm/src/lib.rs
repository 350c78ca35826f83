//! The embedded JavaScript engine behind a small interface: for macro bodies and for running programs.
//!
//! Entering: JavaScript text. Leaving: strings, or a [`VmError`] with frames. No type of the engine below is part of
//! the interface, nothing here reads files, clocks or the network: what a program may see of the world is handed in as
//! a [`run::Host`].
//!
//! Two uses:
//! - [`Engine`]: a bare context with budgets for memory, stack and fuel; [`Engine::harden`] takes away what is not a
//!   pure function of the input and freezes the rest. Macros run in it.
//! - [`run`]: modules, `console`, `process`, timers and an event loop as Node has them. Programs run in it.
//!
//! ```
//! let mut engine = sx_vm::Engine::new(&sx_vm::Limits::default()).expect("the engine starts");
//! engine.eval_script("greet.js", "function greet(name) { return 'hello ' + name; }").expect("it compiles");
//! assert_eq!(engine.call_text("greet", &["world"]).expect("it runs"), "hello world");
//! ```

mod clock;
mod data;
mod engine;
mod error;
mod math;
mod reentry;
pub mod run;
mod wtf8;

pub use clock::ThreadClock;
pub use data::{Datum, OBJECT};
pub use engine::{Engine, Limits, MAX_STACK_BYTES};
pub use error::{Frame, THREW_NULL, VmError, VmErrorKind, read_frames};
