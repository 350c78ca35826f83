//! Approximations as diagnostics: one code for each kind, warnings or, with `--strict`, errors.

use sx_base::{Diagnostic, Span};
use sx_md2org::{Approximation, Note};

/// The diagnostic for `note`.
pub(crate) fn diagnostic_of(note: &Note, is_strict: bool) -> Diagnostic {
    let span = Span::new(note.start as u32, note.end as u32);
    let message = note.kind.message();
    let code = code_of(note.kind);
    if is_strict { Diagnostic::error(code, span, message) } else { Diagnostic::warning(code, span, message) }
}

/// A code is never used twice.
fn code_of(kind: Approximation) -> &'static str {
    match kind {
        Approximation::LinkTitle => "MD1001",
        Approximation::ImageAlt => "MD1002",
        Approximation::NestedHeading => "MD1003",
        Approximation::DeepNesting => "MD1004",
        Approximation::Emphasis => "MD1005",
        Approximation::Code => "MD1006",
        Approximation::DefinitionList => "MD1007",
        Approximation::HardBreak => "MD1008",
        Approximation::RawHtml => "MD1009",
        Approximation::LinkScheme => "MD1010",
        Approximation::MissingAnchor => "MD1011",
        Approximation::FrontMatter => "MD1012",
        _ => "MD1000",
    }
}
