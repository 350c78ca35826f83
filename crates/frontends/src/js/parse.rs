//! Text to swc's tree: the goal of the file, JSX or not.
//!
//! A `.js` file is a script unless only the module grammar or `CommonJS` accepts it; JSX is tried where plain JavaScript
//! fails. The checker reads the file first: it is the faster of the two parsers, what it allocates is free again when
//! the tree is made, and it tells where the comments are.

use super::build::FIRST_BYTE;
use super::comments::Collector;
use super::early::{Check, may_be_none};
use super::mask::{MOST_MASKS, Masks, Reading, hide_from_modules, hide_html_comments};
use super::respell::respell;
use super::words::names_before;
use super::{Goal, diagnostics};
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use swc_common::input::StringInput;
use swc_common::{BytePos, DUMMY_SP, Spanned};
use swc_ecma_ast::{EsVersion, Expr, Program, Stmt};
use swc_ecma_parser::error::{Error, SyntaxError};
use swc_ecma_parser::{EsSyntax, Lexer, Parser, Syntax};
use sx_base::{Comment, Diagnostic, Span};

/// A parsed file.
pub(super) struct Parsed {
    /// swc's tree.
    pub(super) program: Program,
    /// The goal that was taken.
    pub(super) goal: Goal,
    /// The comments, some perhaps twice.
    pub(super) comments: Vec<Comment>,
    /// The early errors of the program.
    pub(super) errors: Vec<Diagnostic>,
    /// What the tree hides of the text.
    pub(super) masks: Masks,
    /// A variable of the program is called `when`, or may be.
    pub(super) has_when: bool,
    /// The errors of the program if a mask stands where it may not. There is one at least where a mask may not stand
    /// everywhere: such a mask is made where a parser failed.
    pub(super) unmasked_errors: Vec<Diagnostic>,
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

impl Grammar {
    const fn goal(self) -> Goal {
        match self {
            Grammar::Module => Goal::Module,
            Grammar::Script | Grammar::CommonJs => Goal::Script,
        }
    }
}

/// Parses `text`. What no tree can be made of is an error; early errors are in [`Parsed::errors`].
/// `are_none` walks a tree and answers whether all that the check says of it is wrong.
pub(super) fn parse(
    text: &str,
    extension: &str,
    goal: Option<Goal>,
    are_none: impl Fn(&Parsed, &[Diagnostic]) -> bool,
) -> Result<Parsed, Vec<Diagnostic>> {
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
    let mut refused = vec![];
    for &jsx in jsx {
        for &grammar in grammars {
            let reading = Reading::new(text, grammar, jsx);
            let Some(check) = reading.check.clone().filter(|check| check.errors.iter().all(may_be_none)) else {
                refused.push((grammar, jsx, reading.check));
                continue;
            };
            match parse_checked(reading, grammar, jsx) {
                Some(parsed) if check.errors.is_empty() || are_none(&parsed, &check.errors) => return Ok(parsed),
                _ => refused.push((grammar, jsx, Some(check))),
            }
        }
        if !text.contains('<') {
            break;
        }
    }
    best_attempt(text, refused)
}

/// The tree of a program that the checker is content with.
fn parse_checked(reading: Reading<'_>, grammar: Grammar, jsx: bool) -> Option<Parsed> {
    let Reading { text, mut masks, check, errors: mut unmasked_errors } = reading;
    let text = match grammar {
        Grammar::Module => Cow::Borrowed(&*text),
        Grammar::Script | Grammar::CommonJs => hide_html_comments(&text, check.as_ref()),
    };
    let text = respell(text, check.as_ref().map(|check| &check.respellings[..]).unwrap_or_default());
    let first = attempt(&text, grammar, jsx, None);
    unmasked_errors.extend(first.program.as_ref().err().map(diagnostic));
    let outcome = attempt_masked(text, first, &mut masks, grammar, jsx);
    let program = outcome.program.ok()?;
    let Check { comments, has_when, .. } = check?;
    Some(Parsed { program, goal: grammar.goal(), comments, errors: vec![], masks, has_when, unmasked_errors })
}

/// Parses `text`, of which `outcome` came, through further masks where the parser failed or read it wrongly.
fn attempt_masked(
    mut text: Cow<'_, str>,
    mut outcome: Attempt,
    masks: &mut Masks,
    grammar: Grammar,
    jsx: bool,
) -> Attempt {
    for _ in 0..MOST_MASKS {
        let is_module = grammar == Grammar::Module;
        let hidden = masks
            .hide_relations(&text, outcome.missing_operands())
            .or_else(|| is_module.then(|| hide_from_modules(&text, outcome.misreadings()))?)
            .or_else(|| outcome.misses_hex_digits().then(|| masks.hide_high_halves(&text))?)
            .or_else(|| (outcome.program.is_err() && !is_module).then(|| masks.hide_directives(&text))?);
        let (next, hidden) = match hidden {
            Some(hidden) => (attempt(&hidden, grammar, jsx, None), hidden),
            None if outcome.program.is_err() => match attempt_further(&text, &outcome, masks, grammar, jsx) {
                Some(better) => better,
                None => break,
            },
            None => break,
        };
        (text, outcome) = (Cow::Owned(hidden), next);
    }
    outcome
}

/// Parses `text` through each mask that may help where `outcome` ends, until one brings the parser further: a loop
/// with semicolons for its `in`, `const` for a `using`, another name for a word.
fn attempt_further(
    text: &str,
    outcome: &Attempt,
    masks: &mut Masks,
    grammar: Grammar,
    jsx: bool,
) -> Option<(Attempt, String)> {
    let reached = outcome.reached();
    let at = reached.saturating_sub(FIRST_BYTE) as usize;
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at))?;
    let before = masks.clone();
    let loops = before.for_in_heads(text, at).into_iter().map(|place| {
        let (mut tried, mut hidden) = (before.clone(), text.to_owned());
        tried.hide_for_in(&mut hidden, place);
        (tried, hidden)
    });
    let privates = std::iter::once_with(|| {
        let mut tried = before.clone();
        let hidden = tried.hide_private(text, at)?;
        Some((tried, hidden))
    });
    let usings = std::iter::once_with(|| {
        let mut tried = before.clone();
        let hidden = tried.hide_using_head(text, at)?;
        Some((tried, hidden))
    });
    let names = names_before(text, at).into_iter().map(|(span, word)| {
        let (mut tried, mut hidden) = (before.clone(), text.to_owned());
        tried.hide_word(&mut hidden, span, word);
        (tried, hidden)
    });
    loops.chain(privates.flatten()).chain(usings.flatten()).chain(names).find_map(|(tried, hidden)| {
        let next = attempt(&hidden, grammar, jsx, None);
        (next.reached() > reached).then(|| {
            *masks = tried;
            (next, hidden)
        })
    })
}

/// The expression in `text`, which begins at byte `start` of the file.
pub(super) fn parse_value(text: &str, start: u32) -> Option<Box<Expr>> {
    let (start, length) = (start + FIRST_BYTE, text.len() as u32);
    let input = StringInput::new(text, BytePos(start), BytePos(start + length));
    let lexer = Lexer::new(Syntax::Es(EsSyntax::default()), EsVersion::latest(), input, None);
    let script = catch_unwind(AssertUnwindSafe(|| Parser::new_from(lexer).parse_script().ok())).ok()??;
    match script.body.into_iter().next()? {
        Stmt::Expr(stmt) => Some(stmt.expr),
        _ => None,
    }
}

/// What comes nearest to a program where no grammar reads the file without an error: a tree with its errors, which the
/// walk may find to be none, or the error furthest down the file.
fn best_attempt(text: &str, refused: Vec<(Grammar, bool, Option<Check>)>) -> Result<Parsed, Vec<Diagnostic>> {
    let mut best: Option<Attempt> = None;
    for (grammar, jsx, check) in refused {
        let collector = Collector::default();
        let mut attempt = attempt(text, grammar, jsx, Some(&collector));
        attempt.comments = collector.into_comments();
        // The parser's own errors beside a tree are a guess; the check knows.
        if attempt.program.is_ok()
            && let Some(check) = check
        {
            attempt.diagnostics = check.errors;
        }
        if attempt.is_clean() {
            return attempt.finish();
        }
        if best.as_ref().is_none_or(|best| attempt.is_better_than(best)) {
            best = Some(attempt);
        }
    }
    best.expect("invariant: at least one grammar is tried").finish()
}

/// The outcome of one grammar.
struct Attempt {
    grammar: Grammar,
    program: Result<Program, Error>,
    comments: Vec<Comment>,
    /// What the parser said beside `program`.
    errors: Vec<Error>,
    /// The same, or what the check said.
    diagnostics: Vec<Diagnostic>,
}

impl Attempt {
    fn is_clean(&self) -> bool {
        self.program.is_ok() && self.diagnostics.is_empty()
    }

    /// Whether this outcome tells the user more: a tree rather than none, or an error further down the file.
    fn is_better_than(&self, other: &Attempt) -> bool {
        match (self.program.is_ok(), other.program.is_ok()) {
            (true, false) => true,
            (false, true) => false,
            (true, true) => self.diagnostics.len() < other.diagnostics.len(),
            (false, false) => self.reached() > other.reached(),
        }
    }

    /// How far the parser came.
    fn reached(&self) -> u32 {
        self.program.as_ref().err().map_or(u32::MAX, |error| error.span().lo.0)
    }

    /// Where the parser saw `<!--` or `-->` in a module and took them for comments, or `await` for a name.
    fn misreadings(&self) -> impl Iterator<Item = usize> {
        self.errors_of(|kind| matches!(kind, SyntaxError::LegacyCommentInModule | SyntaxError::InvalidIdentInAsync))
    }

    /// Whether the parser stumbled over an escape.
    fn misses_hex_digits(&self) -> bool {
        let error = self.program.as_ref().err();
        error.is_some_and(|error| matches!(error.kind(), SyntaxError::BadCharacterEscapeSequence { .. }))
    }

    /// Where the parser missed an operand.
    fn missing_operands(&self) -> impl Iterator<Item = usize> {
        self.errors_of(|kind| matches!(kind, SyntaxError::TS1109))
    }

    fn errors_of(&self, is_wanted: impl Fn(&SyntaxError) -> bool) -> impl Iterator<Item = usize> {
        let errors = self.errors.iter().filter(move |error| is_wanted(error.kind()));
        errors.map(|error| error.span().lo.0.saturating_sub(FIRST_BYTE) as usize)
    }

    fn finish(self) -> Result<Parsed, Vec<Diagnostic>> {
        match self.program {
            Ok(program) => Ok(Parsed {
                program,
                goal: self.grammar.goal(),
                comments: self.comments,
                errors: self.diagnostics,
                masks: Masks::default(),
                has_when: true,
                unmasked_errors: vec![],
            }),
            Err(error) => {
                // The parser may say the same of one place each time that it tries another way to read it.
                let mut said = vec![diagnostic(&error)];
                for other in self.diagnostics {
                    if !said.iter().any(|known| (known.span, &known.message) == (other.span, &other.message)) {
                        said.push(other);
                    }
                }
                Err(said)
            }
        }
    }
}

/// Parses `text` by one grammar.
fn attempt(text: &str, grammar: Grammar, jsx: bool, collector: Option<&Collector>) -> Attempt {
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
    let input = StringInput::new(text, BytePos(FIRST_BYTE), end);
    // swc asserts more than it checks: some texts that end within a class make it panic instead of report.
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        let mut parser =
            Parser::new_from(Lexer::new(syntax, EsVersion::latest(), input, collector.map(|all| all as _)));
        let program = match grammar {
            Grammar::Module => parser.parse_module().map(Program::Module),
            Grammar::Script => parser.parse_script().map(Program::Script),
            Grammar::CommonJs => parser.parse_commonjs().map(Program::Script),
        };
        (program, parser.take_errors())
    }));
    let (mut program, mut errors) =
        parsed.unwrap_or_else(|_| (Err(Error::new(DUMMY_SP.with_lo(end).with_hi(end), SyntaxError::Eof)), vec![]));
    // Where a declaration does not end as it should the parser skips what follows and goes on: no tree of the program.
    if program.is_ok()
        && let Some(skipped) = errors.iter().position(|error| matches!(error.kind(), SyntaxError::TS1005))
    {
        program = Err(errors.swap_remove(skipped));
    }
    let diagnostics = errors.iter().map(diagnostic).collect();
    Attempt { grammar, program, comments: vec![], errors, diagnostics }
}

fn diagnostic(error: &Error) -> Diagnostic {
    let span = error.span();
    let start = span.lo.0.saturating_sub(FIRST_BYTE);
    let end = span.hi.0.saturating_sub(FIRST_BYTE).max(start);
    diagnostics::syntax_error(Span::new(start, end), &error.kind().msg())
}
