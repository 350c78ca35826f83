//! Text to a tree: the goal of the file, JSX or not.
//!
//! A `.js` file is a script unless only the module grammar or `CommonJS` accepts it, but in a package of modules a module
//! unless only the others do; JSX is tried where plain JavaScript fails. A text without errors is parsed once for each
//! grammar up to its own; what the parser refuses though engines run it is read through a mask.

use super::early::{Check, may_be_none, parse_checked};
use super::mask::Masks;
use super::mask_search::masked;
use super::nesting::check_nesting;
use super::shadowed::WHOLE_FILE;
use super::{Goal, diagnostics};
use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use sx_base::{Comment, Diagnostic, Span};

/// A parsed file.
pub(super) struct Parsed<'a> {
    /// The tree.
    pub(super) program: Program<'a>,
    /// The goal that was taken.
    pub(super) goal: Goal,
    /// The comments, sorted.
    pub(super) comments: Vec<Comment>,
    /// What the tree hides of the text.
    pub(super) masks: Masks,
    /// Where `when` is no macro, by place.
    pub(super) when_taken: Vec<Span>,
    /// The errors of the program if a mask stands where it may not. There is one at least where a mask may not stand
    /// everywhere: such a mask is made where the parser failed.
    pub(super) unmasked_errors: Vec<Diagnostic>,
}

/// The grammars that a file can be read by.
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

/// The grammars of a file in the order in which they are tried. `in_modules`: `.js` files are modules in its package.
pub(super) fn grammars(extension: &str, goal: Option<Goal>, in_modules: bool) -> &'static [Grammar] {
    match (goal, extension) {
        (Some(Goal::Module), _) | (None, "mjs") => &[Grammar::Module],
        (_, "cjs") => &[Grammar::CommonJs],
        (Some(Goal::Script), _) => &[Grammar::Script],
        (None, "js") if in_modules => &[Grammar::Module, Grammar::Script, Grammar::CommonJs],
        // Node takes a `.js` file for CommonJS, whose top level may return.
        (None, _) => &[Grammar::Script, Grammar::Module, Grammar::CommonJs],
    }
}

/// Parses `text` and hands the tree to `read`, unless it has errors. `settle` walks a tree of which the parser says that
/// it has the errors given, and answers which ones it has. What `read` refuses may be a program by the next grammar.
pub(super) fn parse<T>(
    text: &str,
    extension: &str,
    grammars: &[Grammar],
    settle: impl Fn(&Parsed<'_>, Vec<Diagnostic>) -> Settled,
    read: impl Fn(Parsed<'_>) -> T,
    refuses: impl Fn(&T) -> bool,
) -> Result<T, Vec<Diagnostic>> {
    if text.len() >= u32::MAX as usize - 1 {
        return Err(vec![diagnostics::too_long(text.len())]);
    }
    let jsx: &[bool] = if extension == "jsx" { &[true] } else { &[false, true] };
    let mut refused: Option<Refused> = None;
    let mut refused_value = None;
    // What looks nested too deeply may be the text of elements.
    let mut too_deep = None;
    for &jsx in jsx {
        if let Some(error) = check_nesting(text, jsx) {
            if refused.is_none() && !jsx && text.contains('<') {
                too_deep = Some(vec![error]);
                continue;
            }
            return Err(too_deep.unwrap_or_else(|| refused.map_or(vec![error], |refused| refused.errors)));
        }
        for &grammar in grammars {
            match parse_by(text, grammar, jsx, &settle, &read) {
                Ok(value) if refuses(&value) => refused_value = refused_value.or(Some(value)),
                Ok(value) => return Ok(value),
                Err(next) if refused.as_ref().is_none_or(|best| next.is_better_than(best)) => refused = Some(next),
                Err(_) => {}
            }
        }
        if refused_value.is_some() || !text.contains('<') {
            break;
        }
    }
    if let Some(value) = refused_value {
        return Ok(value);
    }
    Err(too_deep.or(refused.map(|refused| refused.errors)).unwrap_or_default())
}

/// Parses `text` by one grammar, through a mask where that helps.
fn parse_by<T>(
    text: &str,
    grammar: Grammar,
    jsx: bool,
    settle: impl Fn(&Parsed<'_>, Vec<Diagnostic>) -> Settled,
    read: impl Fn(Parsed<'_>) -> T,
) -> Result<T, Refused> {
    let allocator = Allocator::new();
    let Some((program, check)) = parse_checked(&allocator, text, grammar, jsx) else {
        return Err(Refused { has_tree: false, errors: vec![diagnostics::unreadable()] });
    };
    let finish = |program: Program<'_>, masks: Masks, check: Check, unmasked_errors: Vec<Diagnostic>| {
        let Check { errors, mut comments, mut when_taken } = check;
        comments.extend(masks.comments());
        comments.sort_by_key(|comment| comment.span.start);
        if masks.drops_parameter(text, "when") {
            when_taken = vec![WHOLE_FILE];
        }
        let parsed = Parsed { program, goal: grammar.goal(), comments, masks, when_taken, unmasked_errors };
        if errors.is_empty() {
            return Ok(read(parsed));
        }
        let settled = settle(&parsed, errors);
        if settled.has_parser_errors {
            Err(Refused { has_tree: true, errors: settled.errors })
        } else {
            Ok(read(parsed))
        }
    };
    if check.errors.iter().all(may_be_none)
        && let Some(program) = program
    {
        return finish(program, Masks::default(), check, vec![]);
    }
    if let Some((hidden, masks)) = masked(text, &check.errors, grammar, jsx) {
        let allocator = Allocator::new();
        if let Some((Some(program), hidden_check)) = parse_checked(&allocator, &hidden, grammar, jsx)
            && hidden_check.errors.iter().all(may_be_none)
        {
            return finish(program, masks, hidden_check, check.errors);
        }
    }
    match program {
        Some(program) => finish(program, Masks::default(), check, vec![]),
        None => Err(Refused { has_tree: false, errors: check.errors }),
    }
}

/// What a walk over a tree says of the parser's errors.
pub(super) struct Settled {
    /// Some of them are errors.
    pub(super) has_parser_errors: bool,
    /// Those, and what the walk has found itself, by place.
    pub(super) errors: Vec<Diagnostic>,
}

/// Why one grammar does not read a file.
struct Refused {
    /// The errors are early errors.
    has_tree: bool,
    errors: Vec<Diagnostic>,
}

impl Refused {
    /// Whether this tells the user more: a tree rather than none, then fewer errors, or an error further down the file.
    fn is_better_than(&self, other: &Refused) -> bool {
        match (self.has_tree, other.has_tree) {
            (true, false) => true,
            (false, true) => false,
            (true, true) => self.errors.len() < other.errors.len(),
            (false, false) => self.reached() > other.reached(),
        }
    }

    /// How far the parser came.
    fn reached(&self) -> u32 {
        self.errors.first().map_or(0, |error| error.span.start)
    }
}
