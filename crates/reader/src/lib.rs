//! Text to forms and back.
//!
//! ```
//! use sx_base::Source;
//! use sx_reader::{FormatOptions, Origin, format, print_form, read};
//!
//! let source = Source::new("a.lisp", "(def  xs [1 2])   ; two");
//! let (file, diagnostics) = read(&source);
//! assert!(diagnostics.is_empty());
//! assert_eq!(print_form(&file.forms, file.roots[0]), "(def xs [1 2])");
//! assert_eq!(format(&file, &source, &FormatOptions::new(Origin::Lisp)), "(def xs [1 2]) ; two\n");
//! ```
//!
//! [`decode`] turns bytes into text, [`read`] text into a [`FormFile`] and diagnostics, [`format()`] a file into text in
//! house style, [`print_form`] a form into one line. Nothing here recurses on the machine stack, and all of it is linear
//! in the length of the text.

mod atom;
mod bytes;
pub mod core_form;
mod decode;
mod diagnostics;
mod explanations;
pub mod form;
mod format;
mod number;
mod print;
mod read;
mod regex;
mod string;

pub use core_form::CoreForm;
pub use decode::{DecodeError, decode};
pub use explanations::EXPLANATIONS;
pub use form::{FormFile, FormId, FormKind, Forms, MAX_DEPTH, max_depth, measure_depth};
pub use format::{FormatOptions, LINE_WIDTH, MadeText, Origin, format};
pub use print::{Piece, PieceKind, pieces, print_form, print_verbatim};
pub use read::read;
pub use regex::{RegexError, check_regex};
pub use string::{bad_template_escape, has_unescaped, spell_string, string_value};
