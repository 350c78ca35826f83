//! Text to swc's tree: the goal of the file, JSX or not.
//!
//! A `.js` file is a script unless only the module grammar or `CommonJS` accepts it; JSX is tried where plain JavaScript fails.

use super::build::FIRST_BYTE;
use super::comments::Collector;
use super::early::early_errors;
use super::{Goal, diagnostics};
use std::panic::{AssertUnwindSafe, catch_unwind};
use swc_common::input::StringInput;
use swc_common::{BytePos, DUMMY_SP, Spanned};
use swc_ecma_ast::{EsVersion, Program};
use swc_ecma_parser::error::{Error, SyntaxError};
use swc_ecma_parser::{EsSyntax, Lexer, Parser, Syntax};
use sx_base::{Comment, Diagnostic, Span};

/// A parsed file.
pub(super) struct Parsed {
    /// swc's tree.
    pub(super) program: Program,
    /// The goal that was taken.
    pub(super) goal: Goal,
    /// Comments in the order of the lexer, some twice.
    pub(super) comments: Vec<Comment>,
    /// The early errors of the program.
    pub(super) errors: Vec<Diagnostic>,
}

/// The grammars of swc that a file can be read by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// An ES module.
    Module,
    /// A classic script.
    Script,
    /// A script whose text is a function body: `return` may stand at the top.
    CommonJs,
}

/// Parses `text`. What no tree can be made of is an error; early errors are in [`Parsed::errors`].
pub(super) fn parse(text: &str, extension: &str, goal: Option<Goal>) -> Result<Parsed, Vec<Diagnostic>> {
    if text.len() >= u32::MAX as usize - 1 {
        return Err(vec![diagnostics::too_long(text.len())]);
    }
    let grammars: &[Grammar] = match (goal, extension) {
        (Some(Goal::Module), _) | (None, "mjs") => &[Grammar::Module],
        (_, "cjs") => &[Grammar::CommonJs],
        (Some(Goal::Script), _) => &[Grammar::Script],
        // Node takes a `.js` file for CommonJS, whose top level may return.
        (None, _) => &[Grammar::Script, Grammar::Module, Grammar::CommonJs],
    };
    let jsx: &[bool] = if extension == "jsx" { &[true] } else { &[false, true] };
    let mut best: Option<Attempt> = None;
    for &jsx in jsx {
        for &grammar in grammars {
            let attempt = attempt_checked(text, grammar, jsx);
            if attempt.is_clean() {
                return attempt.finish();
            }
            if best.as_ref().is_none_or(|best| attempt.is_better_than(best)) {
                best = Some(attempt);
            }
        }
        if !text.contains('<') {
            break;
        }
    }
    best.expect("invariant: at least one grammar is tried").finish()
}

/// The outcome of one grammar.
struct Attempt {
    grammar: Grammar,
    program: Result<Program, Error>,
    comments: Vec<Comment>,
    /// What the parser said beside `program`, and what its grammar let pass.
    errors: Vec<Diagnostic>,
}

impl Attempt {
    fn is_clean(&self) -> bool {
        self.program.is_ok() && self.errors.is_empty()
    }

    /// Whether this outcome tells the user more: a tree rather than none, or an error further down the file.
    fn is_better_than(&self, other: &Attempt) -> bool {
        match (self.program.is_ok(), other.program.is_ok()) {
            (true, false) => true,
            (false, true) => false,
            (true, true) => self.errors.len() < other.errors.len(),
            (false, false) => self.reached() > other.reached(),
        }
    }

    /// How far the parser came.
    fn reached(&self) -> u32 {
        self.program.as_ref().err().map_or(u32::MAX, |error| error.span().lo.0)
    }

    fn finish(self) -> Result<Parsed, Vec<Diagnostic>> {
        let goal = if self.grammar == Grammar::Module { Goal::Module } else { Goal::Script };
        match self.program {
            Ok(program) => Ok(Parsed { program, goal, comments: self.comments, errors: self.errors }),
            Err(error) => Err(std::iter::once(diagnostic(&error)).chain(self.errors).collect()),
        }
    }
}

/// Parses `text` by one grammar and checks what the parser leaves unchecked.
fn attempt_checked(text: &str, grammar: Grammar, jsx: bool) -> Attempt {
    let mut attempt = attempt_plain(text, grammar, jsx);
    // The parser's own errors beside a tree are a guess; the check knows.
    if attempt.program.is_ok()
        && let Some(errors) = early_errors(text, grammar, jsx)
    {
        attempt.errors = errors;
    }
    attempt
}

/// Parses `text` by one grammar, the `<!--` and `-->` of scripts read as `//`: swc takes such a comment for a part of
/// the token behind it.
fn attempt_plain(text: &str, grammar: Grammar, jsx: bool) -> Attempt {
    let first = attempt(text, grammar, jsx);
    if grammar == Grammar::Module {
        return first;
    }
    let marks: Vec<usize> =
        first.comments.iter().filter_map(|comment| html_mark(text, comment.span.start as usize)).collect();
    if marks.is_empty() {
        return first;
    }
    let mut masked = text.as_bytes().to_vec();
    for mark in marks {
        masked[mark..mark + 2].copy_from_slice(b"//");
    }
    let masked = String::from_utf8(masked).expect("invariant: ASCII replaces ASCII");
    attempt(&masked, grammar, jsx)
}

/// Where the `<!--` or `-->` begins of which swc says that it begins about byte `at`.
fn html_mark(text: &str, at: usize) -> Option<usize> {
    if text.get(at..).is_none_or(|rest| rest.starts_with('/')) {
        return None;
    }
    (at.saturating_sub(3)..=at)
        .rev()
        .find(|&at| text.get(at..).is_some_and(|rest| rest.starts_with("<!--") || rest.starts_with("-->")))
}

/// Parses `text` by one grammar.
fn attempt(text: &str, grammar: Grammar, jsx: bool) -> Attempt {
    let syntax = Syntax::Es(EsSyntax {
        jsx,
        decorators: true,
        decorators_before_export: true,
        import_attributes: true,
        auto_accessors: true,
        explicit_resource_management: true,
        ..EsSyntax::default()
    });
    let end = BytePos(text.len() as u32 + FIRST_BYTE);
    let collector = Collector::default();
    let input = StringInput::new(text, BytePos(FIRST_BYTE), end);
    // swc asserts more than it checks: some texts that end within a class make it panic instead of report.
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let mut parser = Parser::new_from(Lexer::new(syntax, EsVersion::latest(), input, Some(&collector)));
        let program = match grammar {
            Grammar::Module => parser.parse_module().map(Program::Module),
            Grammar::Script => parser.parse_script().map(Program::Script),
            Grammar::CommonJs => parser.parse_commonjs().map(Program::Script),
        };
        (program, parser.take_errors())
    }));
    let (program, errors) =
        parsed.unwrap_or_else(|_| (Err(Error::new(DUMMY_SP.with_lo(end).with_hi(end), SyntaxError::Eof)), vec![]));
    let errors = errors.iter().map(diagnostic).collect();
    Attempt { grammar, program, comments: collector.into_comments(), errors }
}

fn diagnostic(error: &Error) -> Diagnostic {
    let span = error.span();
    let start = span.lo.0.saturating_sub(FIRST_BYTE);
    let end = span.hi.0.saturating_sub(FIRST_BYTE).max(start);
    diagnostics::syntax_error(Span::new(start, end), &error.kind().msg())
}
