//! Every message of this front end, one constructor each. Codes are `SX05nn`.

use sx_base::{Diagnostic, Span};

/// What the parser says is wrong.
pub(super) fn syntax_error(span: Span, message: &str) -> Diagnostic {
    let mut text = message.trim_end_matches('.').to_owned();
    let first_word_is_plain = text.chars().nth(1).is_some_and(|c| c.is_lowercase() || c == ' ');
    if first_word_is_plain && let Some(first) = text.get_mut(0..1) {
        first.make_ascii_lowercase();
    }
    Diagnostic::error("SX0501", span, text)
}

/// Nesting that no stage should be asked to follow.
pub(super) fn nested_too_deeply(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::error("SX0502", span, format!("the program is nested more than {limit} levels deep here"))
        .note("deeper nesting would exhaust the stack of the parser")
}

/// A program whose Lisp nests deeper than anything is built from.
pub(super) fn forms_nested_too_deeply(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::error("SX0502", span, format!("as Lisp the program is nested more than {limit} forms deep here"))
        .note("some constructs are several forms deep, and deeper Lisp is not built")
}

/// A program whose Lisp is built into a tree deeper than any that is lowered.
pub(super) fn tree_too_deep(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::error("SX0502", span, format!("as Lisp the program is a tree more than {limit} levels deep here"))
        .note("operands and steps of a chain make a tree as deep as they are many, and a deeper one is not built")
}

/// A construct without a form.
pub(super) fn not_supported(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("SX0503", span, format!("{what} has no Lisp form yet"))
        .note("nothing is dropped silently: the file is not converted")
}

/// A text whose offsets do not fit.
pub(super) fn too_long(length: usize) -> Diagnostic {
    Diagnostic::error("SX0504", Span::at(0), format!("the file has {length} bytes; at most 4,294,967,294 can be read"))
}

/// Attributes of an import with the word of a proposal that was given up.
pub(super) fn assertion(span: Span) -> Diagnostic {
    Diagnostic::warning("SX0505", span, "the `assert` before these attributes becomes `with`")
        .note("engines of today refuse `assert`; what they did with the attributes may differ")
}

/// A text that the parser itself fails on.
pub(super) fn unreadable() -> Diagnostic {
    Diagnostic::error("SX0501", Span::at(0), "the parser failed on this file")
        .note("that is a defect of the parser, not of the file")
}
