//! The early errors of a program: what its grammar lets pass and the language forbids all the same.
//!
//! Entering: a text that the parser could read, and by which grammar. Leaving: every syntax error and early error of
//! ECMAScript in it, with places; nothing if a conforming engine loads it. A name declared twice, `break` to no label,
//! a private name of no class, `super` out of place, a target that cannot be assigned, what strict mode takes away,
//! the pattern of a regular expression.
//!
//! The parser that makes the tree reports few of these and some that are none, so a second parser decides: oxc's. Where
//! its answers were found wrong they are set right here; `tests/early/` has the lines. Time and memory are linear in
//! the text; the depth of the recursion is bounded by `nesting`.

use super::build::FIRST_BYTE;
use super::diagnostics;
use super::parse::Grammar;
use super::scope::Scope;
use oxc_allocator::Allocator;
use oxc_diagnostics::OxcDiagnostic;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;
use std::panic::{AssertUnwindSafe, catch_unwind};
use sx_base::{Diagnostic, Span};

/// The syntax errors and early errors of `text`. `None`: the check itself failed, and nothing is known.
pub(super) fn early_errors(text: &str, grammar: Grammar, jsx: bool) -> Option<Vec<Diagnostic>> {
    catch_unwind(AssertUnwindSafe(|| check(text, grammar, jsx))).ok()
}

fn check(text: &str, grammar: Grammar, jsx: bool) -> Vec<Diagnostic> {
    let errors = check_once(text, grammar, jsx);
    if errors.is_empty() || grammar == Grammar::Module {
        return errors;
    }
    if without_let_names(text, &errors, grammar, jsx) { vec![] } else { errors }
}

/// How many times `let` may be the name of a variable in one file.
const MOST_LET_NAMES: usize = 100;

/// Whether `text` is free of errors once its expressions that begin with a variable called `let` are understood. Sloppy
/// code may say `let++` or `let || a`, which the checker takes for a declaration without a name. Another word that is a
/// name in sloppy code only stands in for `let` where the checker stumbled just behind it.
fn without_let_names(text: &str, errors: &[Diagnostic], grammar: Grammar, jsx: bool) -> bool {
    let mut masked = text.to_owned();
    let mut place = errors.first().map(|error| error.span.start as usize);
    for _ in 0..MOST_LET_NAMES {
        let Some(start) = place.and_then(|at| let_before(&masked, at)) else { return false };
        masked.replace_range(start..start + "let".len(), "static");
        let errors = check_once(&masked, grammar, jsx);
        let Some(error) = errors.first() else { return true };
        place = Some(error.span.start as usize);
    }
    false
}

/// Where the word `let` begins that stands last before byte `at` of `text`, spaces and block comments aside.
fn let_before(text: &str, at: usize) -> Option<usize> {
    let mut before = text.get(..at)?.trim_end();
    while before.ends_with("*/") {
        before = before[..before.rfind("/*")?].trim_end();
    }
    let before = before.strip_suffix("let")?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '#');
    (!before.ends_with(is_word)).then_some(before.len())
}

fn check_once(text: &str, grammar: Grammar, jsx: bool) -> Vec<Diagnostic> {
    let source_type = match grammar {
        Grammar::Module => SourceType::mjs(),
        Grammar::Script => SourceType::script(),
        Grammar::CommonJs => SourceType::cjs(),
    };
    let options = ParseOptions { parse_regular_expression: true, ..ParseOptions::default() };
    let allocator = Allocator::new();
    let parsed = Parser::new(&allocator, text, source_type.with_jsx(jsx)).with_options(options).parse();
    if parsed.diagnostics.has_errors() || parsed.panicked {
        return parsed.diagnostics.errors().map(|error| translate(error, text)).collect();
    }
    let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program);
    checked.diagnostics.errors().map(|error| translate(error, text)).collect()
}

/// Whether `error` is none: the checker takes a function and a `var` in a block below it, which share a name, for a
/// redeclaration, where both are variables of one function (ECMA-262, `VarDeclaredNames` of a function body).
pub(super) fn is_no_error(error: &Diagnostic, scope: &Scope) -> bool {
    let mut places: Vec<u32> = error.labels.iter().map(|label| label.span.start + FIRST_BYTE).collect();
    places.push(error.span.start + FIRST_BYTE);
    error.message.ends_with("already been declared")
        && places.iter().any(|&a| places.iter().any(|&b| scope.may_share_name(a, b)))
}

/// The checker's words in our form: the first label is the place, the others stay labels.
fn translate(error: &OxcDiagnostic, text: &str) -> Diagnostic {
    let length = text.len() as u32;
    let spans = error.labels.iter().map(|label| {
        let start = label.offset().min(length);
        let end = (start + label.len()).min(length);
        (Span::new(start, end), label.label())
    });
    let mut spans = spans.collect::<Vec<_>>().into_iter();
    let (place, said) = spans.next().unwrap_or((Span::at(0), None));
    let mut diagnostic = diagnostics::syntax_error(place, &error.message);
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        diagnostic = diagnostic.label(place, said);
    }
    for (span, said) in spans {
        diagnostic = diagnostic.label(span, said.unwrap_or("and here"));
    }
    match &error.help {
        Some(help) => diagnostic.help(help.to_string()),
        None => diagnostic,
    }
}
