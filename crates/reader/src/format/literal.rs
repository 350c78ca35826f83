//! Arrays and objects that the text breaks over lines: JavaScript that is made of the Lisp breaks them too.
//!
//! A line break after the first entry says that a literal is meant to be broken: `{:a 1` and below it `:b 2}`. Of one that
//! is not and has no room the lines are filled, so that the second entry stands behind the first. Where there is one entry
//! there is no place behind it: then the opener stands alone at the end of its line and says it, as it does of rows.

use super::measure::{NEVER, entry_len, must_break};
use super::notes::Joint;
use super::rows::{Rows, is_in_rows};
use super::write::{Task, Writer};
use super::{Origin, Plan};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};

/// The first two entries of a literal that is not meant to be broken stand on one line up to this column: Lisp is indented
/// further than the JavaScript in which they have room.
const WIDEST_PAIR: usize = 120;

/// Whether the text says that the literal `id` is to be broken.
fn is_meant_broken(plan: &Plan<'_>, id: FormId) -> bool {
    plan.options.origin != Origin::Made && must_break(plan, id)
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
    /// meant to be broken. Leaving: the column where its entries begin, and how they are laid out in rows, if they are.
    pub(super) fn begin_literal(&mut self, id: FormId, inner: usize, tail: u32) -> (usize, Option<Rows>) {
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
            return (inner, self.choose_rows(id, inner, tail));
        }
        // Never left of what holds it: the key, or the call that ends with it.
        let indent = inner.min((self.lone as usize).max(self.line_start + 2));
        let rows = self.choose_rows(id, indent, tail);
        if rows.is_none() && !opens_line_alone(plan, id) {
            return (inner, None);
        }
        self.tasks.push(Task::Line { indent, id: kids[0], previous: None });
        (indent, rows)
    }

    /// Whether the lines of the literal `id`, whose entries begin at column `inner`, can be filled: it is not meant to be
    /// broken, each entry has room in a line, and the second behind the first. That line may be longer.
    pub(super) fn can_fill_entries(&self, id: FormId, inner: usize, tail: u32) -> bool {
        let plan = self.plan;
        let kids = plan.kids(id);
        let is_literal = matches!(plan.kind(id), FormKind::Array | FormKind::Object);
        if !is_literal || self.sizes.flat(id) >= NEVER || must_break(plan, id) || !has_several_entries(plan, id) {
            return false;
        }
        let (mut at, mut first_two, mut count) = (0, inner, 0);
        while at < kids.len() {
            let len = entry_len(plan, id, at);
            let entry = &kids[at..at + len];
            at += len;
            let tail = if at == kids.len() { tail as usize } else { 0 };
            let width = entry.iter().map(|&kid| self.sizes.flat(kid) as usize).sum::<usize>() + len - 1;
            if count < 2 {
                first_two += width + count;
            }
            let column = if count == 1 { first_two } else { inner + width };
            let width = if count == 1 { WIDEST_PAIR } else { plan.options.width };
            if column + tail > width || !entry.iter().all(|&kid| plan.notes.is_bare(kid)) {
                return false;
            }
            count += 1;
        }
        true
    }
}

/// Whether a line ends behind the opener of the literal `id`, whose elements then begin two columns further in than the line.
/// Rows that have no room do without.
pub(super) fn opens_line(plan: &Plan<'_>, id: FormId) -> bool {
    let begins_with_comment = |id: FormId| {
        matches!(plan.kind(id), FormKind::Array | FormKind::Object)
            && plan.kids(id).first().is_some_and(|&first| {
                let comments = plan.notes.before(first);
                comments.first().is_some_and(|note| note.joint == Joint::Line)
                    && comments.iter().any(|note| note.ends_line)
            })
    };
    opens_line_alone(plan, id) || begins_with_comment(id) || is_meant_broken(plan, id) && is_in_rows(plan, id)
}

/// Whether the literal `id` has one entry and is meant to be broken.
fn opens_line_alone(plan: &Plan<'_>, id: FormId) -> bool {
    is_meant_broken(plan, id) && !has_several_entries(plan, id)
}
