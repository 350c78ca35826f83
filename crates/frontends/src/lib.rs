//! Other languages to forms.
//!
//! Entering: the text of a program in another language. Leaving: a [`sx_reader::FormFile`], the same arena that the
//! Lisp reader makes, with spans into that text, and diagnostics. A front end is a translation of syntax: it knows
//! nothing of the IR. `f(x, [1])` becomes `(f x [1])`.
//!
//! [`js::read`] is JavaScript. The only crate that touches the parser's tree.

mod explanations;
pub mod js;

pub use explanations::EXPLANATIONS;
