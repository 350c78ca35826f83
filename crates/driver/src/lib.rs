//! One module from text to output; no IO.
//!
//! Entering: a [`Source`], options, and a [`ModuleHost`] that gives the texts of imported modules. Leaving: JavaScript
//! with its map, or another view of the module (expanded forms, IR, hashes, formatted text, the forms of a JavaScript
//! file), and diagnostics. Holds afterwards: where there is an error there is no output.
//!
//! `stages` names every function of the other crates that is called here, in the order of the stages; `compile`, `view`
//! and `reverse` put them together for the commands.

mod compile;
mod explain;
mod last;
mod reverse;
mod stages;
mod view;

pub use compile::{CompileOptions, Compiled, compile};
pub use explain::{explanation, explanation_codes};
pub use reverse::{ReverseOptions, SourceGoal, reverse};
pub use stages::{ModuleHost, decode, watch_macros};
pub use view::{View, check, expand, expand_steps, format_text, hashes, ir_text};

pub use sx_backends::SourceMap;
pub use sx_base::diagnostic::{Diagnostic, Expansion, Fix, Label, Severity};
pub use sx_base::source::Position;
pub use sx_base::{Source, Span};
pub use sx_macros::{NoSpecifier, output_specifier};
