//! Arrays and objects that the text breaks over lines: JavaScript that is made of the Lisp breaks them too.
//!
//! Where a line of Lisp has room for the whole literal, a line break after its first entry says that it is meant to be
//! broken: `{:a 1` and below it `:b 2}`. Where it has none, every layout breaks it, and where there is one entry, there
//! is no place behind it; then the opener stands alone on its line and says it, unless a line of JavaScript has no room
//! for it either. [`fits_line`] is the one rule for the one who writes the text and the one who reads it.

use super::measure::{entry_len, first_is_below, must_break};
use super::notes::{Joint, Note};
use super::write::{SPACES, Task, Writer};
use super::{DEEPEST_INDENT, Origin, Plan};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};
use sx_base::Span;
use sx_base::rows::{JS_WIDTH, are_filled};

/// A literal that is meant to be broken, in the text that is written.
pub(super) struct Literal {
    /// Behind the opener.
    start: usize,
    /// Behind the closer.
    pub(super) end: usize,
    /// Where its entries begin.
    indent: usize,
    /// Its entries are names, which are as long in JavaScript.
    has_names: bool,
}

/// A literal so wide in Lisp has no room in a line of JavaScript, however short it says the same.
const ANYHOW_BROKEN: usize = 3 * JS_WIDTH;

/// Whether the bracket at `span` of the Lisp `text`, with single blanks in it, and the closers after it fit into a line
/// of `width` bytes. A literal that fits and is broken all the same was meant to be. `O(width^2)`.
pub fn fits_line(text: &str, span: Span, width: usize) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text.as_bytes()[..start].iter().rev().take(width + 1).take_while(|&&byte| byte != b'\n').count();
    let closing = text.as_bytes()[end..].iter().take(width).take_while(|&&byte| matches!(byte, b')' | b']' | b'}'));
    before + closing.count() + width_up_to(text, span, width + 1) <= width
}

/// The columns of `span` with single blanks in it, counted up to `most`.
fn width_up_to(text: &str, span: Span, most: usize) -> usize {
    let (mut used, mut was_blank) = (0, false);
    for &byte in &text.as_bytes()[span.start as usize..span.end as usize] {
        let is_blank = byte.is_ascii_whitespace();
        used += usize::from(!(is_blank && was_blank));
        was_blank = is_blank;
        if used >= most {
            break;
        }
    }
    used
}

/// Whether the text says that the literal `id` is to be broken.
fn is_meant_broken(plan: &Plan<'_>, id: FormId) -> bool {
    match plan.options.origin {
        Origin::JavaScript => must_break(plan, id),
        Origin::Lisp => {
            let span = plan.file.forms.span(id);
            first_is_below(plan, id) || (must_break(plan, id) && fits_line(&plan.source.text, span, plan.options.width))
        }
        Origin::Made => false,
    }
}

/// Whether `id` is an array of numbers that begins below its opener, with several on the first line: a table, whose
/// lines are filled.
pub(super) fn is_number_block(plan: &Plan<'_>, id: FormId) -> bool {
    let kids = plan.kids(id);
    plan.kind(id) == FormKind::Array
        && kids.len() > 1
        && plan.options.origin != Origin::Made
        && first_is_below(plan, id)
        && !plan.has_break_between(kids[0], kids[1])
        && kids.iter().all(|&kid| matches!(plan.kind(kid), FormKind::Number(_)) && is_between_rows(plan, kid))
}

/// Whether every line of the table `id` ends in the text because the next number had no room in it: it was filled, and a
/// line of another width holds more or less.
pub(super) fn is_filled(plan: &Plan<'_>, id: FormId) -> bool {
    // Behind a number of JavaScript there is a comma.
    let (width, comma) =
        if plan.options.origin == Origin::JavaScript { (JS_WIDTH, 1) } else { (plan.options.width, 0) };
    let places = plan.kids(id).iter().map(|&kid| plan.file.forms.span(kid));
    are_filled(&plan.source.text, places, width, comma)
}

/// Whether the comments at `id`, if any, leave it in its row of a table: above the row, at its end, or a block comment
/// without line ends behind the number.
fn is_between_rows(plan: &Plan<'_>, id: FormId) -> bool {
    let is_line = |note: &Note<'_>| note.ends_line && note.joint == Joint::Line;
    let is_in_row = |note: &Note<'_>| note.ends_line || (note.joint != Joint::Line && !note.text.contains('\n'));
    plan.notes.before(id).iter().all(is_line) && plan.notes.after(id).iter().all(is_in_row)
}

/// Whether JavaScript breaks a literal around the value `id` whatever the Lisp says: a function with a body, a literal
/// of several entries that is broken itself.
pub(super) fn breaks_around(plan: &Plan<'_>, id: FormId) -> bool {
    match plan.kind(id) {
        FormKind::Array | FormKind::Object => has_several_entries(plan, id) && is_meant_broken(plan, id),
        FormKind::List if head_of(plan, id) == Some(CoreForm::Async) => {
            plan.kids(id).get(1).is_some_and(|&inner| has_body(plan, inner))
        }
        FormKind::List => has_body(plan, id),
        _ => false,
    }
}

/// Whether the list `id` is a function with a body that takes lines of its own in JavaScript.
fn has_body(plan: &Plan<'_>, id: FormId) -> bool {
    let count = plan.kids(id).len();
    match head_of(plan, id) {
        Some(CoreForm::FnEffect | CoreForm::Function | CoreForm::FunctionEffect | CoreForm::FunctionStar) => count > 2,
        // The value of an arrow may stand without a body around it.
        Some(CoreForm::Fn | CoreForm::Method | CoreForm::MethodEffect | CoreForm::MethodStar | CoreForm::Get) => {
            count > 3
        }
        _ => false,
    }
}

/// The special form that the list `id` is by its spelling.
pub(super) fn head_of(plan: &Plan<'_>, id: FormId) -> Option<CoreForm> {
    match plan.kind(*plan.kids(id).first()?) {
        FormKind::Core(core) => Some(core),
        FormKind::Symbol(name) => CoreForm::from_name(name.as_str()),
        _ => None,
    }
}

fn has_several_entries(plan: &Plan<'_>, id: FormId) -> bool {
    let kids = plan.kids(id);
    !kids.is_empty() && entry_len(plan, id, 0) < kids.len()
}

impl Writer<'_> {
    /// Sees to it that the literal `id`, whose opener was just written and behind which is column `inner`, says that it is
    /// meant to be broken. Leaving: the column where its entries begin. The number is of a literal to be looked at again
    /// when it is complete.
    pub(super) fn begin_literal(&mut self, id: FormId, inner: usize) -> (usize, Option<usize>) {
        let plan = self.plan;
        let kids = plan.kids(id);
        let is_literal = matches!(plan.kind(id), FormKind::Array | FormKind::Object) && !kids.is_empty();
        if !is_literal {
            return (inner, None);
        }
        // A comment that ends its line says it, beside the opener or below.
        let comments = plan.notes.before(kids[0]);
        if comments.iter().any(|note| note.ends_line) {
            if comments[0].joint == Joint::Line {
                self.tasks.push(Task::Line { indent: inner, id: kids[0], previous: None });
            }
            return (inner, None);
        }
        if !is_meant_broken(plan, id) {
            return (inner, None);
        }
        let is_single = !has_several_entries(plan, id);
        if !is_single && !is_number_block(plan, id) {
            let has_names = kids.iter().all(|&kid| matches!(plan.kind(kid), FormKind::Symbol(_)));
            self.literals.push(Literal { start: self.out.len(), end: 0, indent: inner, has_names });
            return (inner, Some(self.literals.len() - 1));
        }
        let indent = inner.min(self.line_start + 2);
        self.tasks.push(Task::Line { indent, id: kids[0], previous: None });
        (indent, None)
    }

    /// The text, with a line break behind the openers of the literals for which a line has no room, but perhaps one of
    /// JavaScript. The entries stand in one column either way, so that no column changes.
    pub(super) fn finish_literals(self) -> String {
        let width = self.plan.options.width;
        let text = self.out.into_text();
        let mut out = String::new();
        let mut copied = 0;
        for literal in &self.literals {
            let span = Span::new(literal.start as u32 - 1, literal.end as u32);
            let widest = if literal.has_names { JS_WIDTH + 1 } else { ANYHOW_BROKEN };
            if !fits_line(&text, span, width) && width_up_to(&text, span, widest) < widest {
                out.push_str(&text[copied..literal.start]);
                out.push('\n');
                out.push_str(&SPACES[..literal.indent.min(DEEPEST_INDENT)]);
                copied = literal.start;
            }
        }
        if copied == 0 {
            return text;
        }
        out.push_str(&text[copied..]);
        out
    }
}
