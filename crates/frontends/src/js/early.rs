//! The early errors of a program: what its grammar lets pass and the language forbids all the same.
//!
//! Entering: a text that the parser could read, and by which grammar. Leaving: every syntax error and early error of
//! ECMAScript in it, with places; nothing if a conforming engine loads it. A name declared twice, `break` to no label,
//! a private name of no class, `super` out of place, a target that cannot be assigned, what strict mode takes away,
//! the pattern of a regular expression.
//!
//! The parser's own checks decide. Where their answers were found wrong they are set right here, in `declarations`, in
//! `jumps` and in `mask`; `tests/early/` has the lines. Memory is linear in the text, and time but for what the parser
//! does itself: it looks at all parameters of a function for each, and at all members of a class for each and for each use
//! of a private name (32,000 of them: a second). The depth of the recursion is bounded by `nesting`.

use super::parse::Grammar;
use super::scope::Scope;
use super::shadowed::{WHOLE_FILE, functions_that_bind};
use super::{casts, declarations, diagnostics, words};
use oxc_allocator::Allocator;
use oxc_ast::ast::{ExpressionStatement, Program};
use oxc_ast_visit::{Visit, walk};
use oxc_diagnostics::OxcDiagnostic;
use oxc_parser::{ParseOptions, Parser};
use oxc_semantic::{Scoping, SemanticBuilder};
use oxc_span::{GetSpan, SourceType};
use std::panic::{AssertUnwindSafe, catch_unwind};
use sx_base::{Comment, CommentKind, Diagnostic, Span};

/// What the check found.
pub(super) struct Check {
    /// The syntax errors and early errors.
    pub(super) errors: Vec<Diagnostic>,
    /// The comments, where the text could be parsed: sorted, each once, without the `#!` line.
    pub(super) comments: Vec<Comment>,
    /// Where `when` is no macro, by place.
    pub(super) when_taken: Vec<Span>,
}

/// Checks `text`. `None`: the parser failed in a way of its own, and nothing is known.
pub(super) fn check(text: &str, grammar: Grammar, jsx: bool) -> Option<Check> {
    let allocator = Allocator::new();
    parse_checked(&allocator, text, grammar, jsx).map(|(_, check)| check)
}

/// Parses and checks `text`. There is a tree unless the errors are of the grammar.
pub(super) fn parse_checked<'a>(
    allocator: &'a Allocator,
    text: &'a str,
    grammar: Grammar,
    jsx: bool,
) -> Option<(Option<Program<'a>>, Check)> {
    // The parser asserts more than it checks.
    let parse = || parse_once(allocator, text, grammar, jsx);
    let (program, mut found) = catch_unwind(AssertUnwindSafe(parse)).ok()?;
    if found.errors.is_empty()
        && let Some((place, marked)) = mark_false_spaces(text)
        && !check(&marked, grammar, jsx)?.errors.is_empty()
    {
        found.errors.push(diagnostics::syntax_error(place, "Invalid Character"));
    }
    Some((program, found))
}

/// Writes `#` for the characters that the parser takes for white space and the language does not (they were or look
/// like it: U+0085, U+200B), and says where the first is. In strings and comments that changes nothing, between tokens
/// it is an error.
fn mark_false_spaces(text: &str) -> Option<(Span, String)> {
    const FALSE_SPACES: [&str; 2] = ["\u{85}", "\u{200B}"];
    let first =
        FALSE_SPACES.iter().filter_map(|space| memchr::memmem::find(text.as_bytes(), space.as_bytes())).min()?;
    let marks = |space: &str| "#".repeat(space.len());
    let marked = FALSE_SPACES.iter().fold(text.to_owned(), |text, space| text.replace(space, &marks(space)));
    Some((Span::at(first as u32), marked))
}

fn parse_once<'a>(
    allocator: &'a Allocator,
    text: &'a str,
    grammar: Grammar,
    jsx: bool,
) -> (Option<Program<'a>>, Check) {
    let source_type = match grammar {
        Grammar::Module => SourceType::mjs(),
        Grammar::Script => SourceType::script(),
        Grammar::CommonJs => SourceType::cjs(),
    };
    // The patterns of regular expressions are checked where the literals are read.
    let options = ParseOptions { parse_regular_expression: false, ..ParseOptions::default() };
    let parsed = Parser::new(allocator, text, source_type.with_jsx(jsx)).with_options(options).parse();
    if parsed.diagnostics.has_errors() || parsed.panicked {
        let errors = parsed.diagnostics.errors().map(|error| translate(error, text)).collect();
        return (None, Check { errors, comments: vec![], when_taken: vec![] });
    }
    let mut comments: Vec<Comment> = parsed
        .program
        .comments
        .iter()
        .map(|comment| Comment {
            span: Span::new(comment.span.start, comment.span.end),
            kind: if comment.is_line() { CommentKind::Line } else { CommentKind::Block },
        })
        .collect();
    let casts = casts::possible_casts(&comments, text);
    let builder = SemanticBuilder::new().with_check_syntax_error(true).with_build_nodes(!casts.is_empty());
    let checked = builder.build(&parsed.program);
    let mut errors: Vec<Diagnostic> = checked.diagnostics.errors().map(|error| translate(error, text)).collect();
    let scoping = checked.semantic.scoping();
    if errors.iter().any(is_redeclaration) || declarations::may_conflict(scoping) {
        errors.retain(|error| !is_redeclaration(error) || is_member(error, scoping));
        errors.extend(declarations::conflicts(&parsed.program, scoping));
    }
    let free = scoping.root_unresolved_references();
    let when_taken = if ["when", "begin"].iter().any(|&name| free.contains_key(name)) {
        vec![WHOLE_FILE]
    } else {
        functions_that_bind("when", &parsed.program, scoping)
    };
    if !casts.is_empty() {
        casts::mark_casts(casts, &mut comments, checked.semantic.nodes(), text);
    }
    if errors.is_empty() {
        errors.extend(split_templates(&parsed.program, text));
    }
    let check = Check { errors, comments, when_taken };
    drop(checked);
    (Some(parsed.program), check)
}

/// Errors at the templates behind a variable `let` that the parser took for statements of their own, as in the statement
/// ``a: let `b` ``. A mask helps: there is no declaration that begins so.
fn split_templates(program: &Program<'_>, text: &str) -> Vec<Diagnostic> {
    let is_before_template = |end: usize| text[words::skip_trivia(text, end)..].starts_with('`');
    if !memchr::memmem::find_iter(text.as_bytes(), "let").any(|start| is_before_template(start + "let".len())) {
        return vec![];
    }
    let mut finder = TemplateFinder { is_before_template, found: vec![] };
    finder.visit_program(program);
    finder.found.into_iter().map(|end| diagnostics::syntax_error(Span::at(end), "Unexpected token")).collect()
}

struct TemplateFinder<F> {
    is_before_template: F,
    /// Where the names `let` end.
    found: Vec<u32>,
}

impl<'a, F: Fn(usize) -> bool> Visit<'a> for TemplateFinder<F> {
    fn visit_expression_statement(&mut self, stmt: &ExpressionStatement<'a>) {
        if stmt.expression.is_specific_id("let") && (self.is_before_template)(stmt.expression.span().end as usize) {
            self.found.push(stmt.expression.span().end);
        }
        walk::walk_expression_statement(self, stmt);
    }
}

/// Whether no mask can help against `error`, or only a walk over the tree tells that it is one, as [`errors_of`] does.
pub(super) fn may_be_none(error: &Diagnostic) -> bool {
    is_redeclaration(error)
        || is_label_twice(error)
        || is_unknown_label(error)
        || is_strict_target(error)
        || is_let_name(error)
}

fn is_let_name(error: &Diagnostic) -> bool {
    error.message.starts_with("`let` cannot be declared as a variable name")
}

fn is_redeclaration(error: &Diagnostic) -> bool {
    error.message.starts_with("identifier `") && error.message.ends_with("already been declared")
}

fn is_label_twice(error: &Diagnostic) -> bool {
    error.message.starts_with("label `") && error.message.ends_with("already been declared")
}

fn is_unknown_label(error: &Diagnostic) -> bool {
    matches!(error.message.as_str(), "use of undefined label" | "jump target cannot cross function boundary")
}

/// Whether the redeclaration `error` is of a member of an object or class, which the parser words in the same way.
fn is_member(error: &Diagnostic, scoping: &Scoping) -> bool {
    let is_variable = || {
        scoping.symbol_ids().any(|symbol| {
            let redeclarations = scoping.symbol_redeclarations(symbol).iter().map(|declared| declared.span);
            redeclarations.chain([scoping.symbol_span(symbol)]).any(|span| span.start == error.span.start)
        })
    };
    error.message.starts_with("identifier `#") || error.message.starts_with("identifier `__proto__`") && !is_variable()
}

fn is_strict_target(error: &Diagnostic) -> bool {
    error.message.starts_with("cannot assign to '") && error.message.ends_with("in strict mode")
}

/// Those of `found` that are errors, names as the program has them. The parser takes three things for errors that are none:
///
/// - `eval` and `arguments` in the default values of an assignment pattern, where strict code may read them.
/// - A parameter `let` of an arrow function in the value of a lexical declaration.
/// - A label that masks spell in two ways, `let: for (;;) continue l\u0065t`.
///
/// Labels are compared by the walk itself.
pub(super) fn errors_of(mut found: Vec<Diagnostic>, scope: &Scope) -> Vec<Diagnostic> {
    found.retain(|error| {
        let at = error.span.start;
        let is_none = is_let_name(error) && scope.is_let_parameter(at)
            || is_strict_target(error) && scope.is_read(at)
            || is_unknown_label(error) && scope.is_known_label(at)
            || is_label_twice(error);
        !is_none
    });
    for error in found.iter_mut().filter(|error| is_redeclaration(error)) {
        scope.unmask(&mut error.message);
        error.labels.iter_mut().for_each(|label| scope.unmask(&mut label.message));
    }
    found
}

/// The parser's words in our form: the first label is the place, the others stay labels.
fn translate(error: &OxcDiagnostic, text: &str) -> Diagnostic {
    let length = text.len() as u32;
    let spans = error.labels.iter().map(|label| {
        let start = label.offset().min(length);
        let end = (start + label.len()).min(length);
        (Span::new(start, end), label.label())
    });
    let mut spans = spans.collect::<Vec<_>>();
    // Of two declarations the parser tells the first one first; what is wrong is the other.
    if let Some(second) = spans.iter().position(|(_, said)| said.is_some_and(|said| said.contains("redeclared"))) {
        spans[..=second].rotate_right(1);
    }
    let mut spans = spans.into_iter();
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
