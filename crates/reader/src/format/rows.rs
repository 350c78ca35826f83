//! Literals in rows: somebody put several entries on a line and ended it where there was room for more.
//!
//! The opener stands alone on its line, and below it are the rows: so they look in JavaScript, and in Lisp nothing else
//! looks so. Entering: an array or object of entries that JavaScript has on one line whatever they hold. Leaving: its
//! lines, where they fit and mean something; lines that were filled are filled anew, for another width.

use super::literal::head_of;
use super::measure::{NEVER, entry_len, first_is_below};
use super::notes::{Joint, Note};
use super::write::{Task, Writer};
use super::{Origin, Plan};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};
use sx_base::Span;
use sx_base::rows::{JS_WIDTH, are_filled};

/// Entries are looked into so deep; what holds more has a line of its own.
const DEEPEST_ENTRY: usize = 3;

/// Whether the literal `id` is in rows: it begins below its opener, and two entries share a line. Linear in the forms of
/// its entries down to [`DEEPEST_ENTRY`].
pub(super) fn is_in_rows(plan: &Plan<'_>, id: FormId) -> bool {
    let kids = plan.kids(id);
    if !matches!(plan.kind(id), FormKind::Array | FormKind::Object)
        || kids.len() < 2
        || plan.options.origin == Origin::Made
        || !first_is_below(plan, id)
    {
        return false;
    }
    let mut share = false;
    let are_plain = entries(plan, id).all(|(at, len)| {
        let entry = &kids[at..at + len];
        share |= at > 0 && !plan.has_break_between(kids[at - 1], entry[0]);
        is_between_rows(plan, entry) && entry.iter().all(|&kid| is_plain(plan, kid, DEEPEST_ENTRY))
    });
    share && are_plain
}

/// Where the entries of the literal `id` begin among its children, and how many of these each has.
fn entries<'p>(plan: &'p Plan<'_>, id: FormId) -> impl Iterator<Item = (usize, usize)> + 'p {
    let mut next = 0;
    std::iter::from_fn(move || {
        let at = next;
        (at < plan.kids(id).len()).then(|| {
            let len = entry_len(plan, id, at);
            next += len;
            (at, len)
        })
    })
}

/// Whether the comments at `entry`, if any, leave it in its row: above the row, at its end, or a block comment without
/// line ends behind it.
fn is_between_rows(plan: &Plan<'_>, entry: &[FormId]) -> bool {
    let is_line = |note: &Note<'_>| note.ends_line && note.joint == Joint::Line;
    let is_in_row = |note: &Note<'_>| note.ends_line || (note.joint != Joint::Line && !note.text.contains('\n'));
    let ends = entry.first().is_some_and(|&first| plan.notes.before(first).iter().all(is_line))
        && entry.last().is_some_and(|&last| plan.notes.after(last).iter().all(is_in_row));
    let is_whole = |pair: &[FormId]| {
        plan.notes.after(pair[0]).is_empty()
            && plan.notes.before(pair[1]).is_empty()
            && !plan.has_break_between(pair[0], pair[1])
    };
    ends && entry.windows(2).all(is_whole)
}

/// Whether JavaScript has `id` on one line wherever there is room: a name, a literal, an operation or call of such. Calls
/// `depth` levels deep at most.
fn is_plain(plan: &Plan<'_>, id: FormId, depth: usize) -> bool {
    let kids = plan.kids(id);
    let is_value = match plan.kind(id) {
        _ if kids.is_empty() => true,
        FormKind::List => match head_of(plan, id) {
            None | Some(CoreForm::New | CoreForm::GetMember | CoreForm::Not | CoreForm::Dot) => true,
            Some(core) => (CoreForm::Add..=CoreForm::Instanceof).contains(&core),
        },
        FormKind::Array | FormKind::Object => true,
        _ => depth == DEEPEST_ENTRY,
    };
    let has_comments = |&kid: &FormId| !plan.notes.is_bare(kid);
    is_value
        && !plan.lines.has_break_in(plan.file.forms.span(id))
        && plan.notes.inside(id).is_empty()
        && (kids.is_empty()
            || depth > 0 && !kids.iter().any(has_comments) && kids.iter().all(|&kid| is_plain(plan, kid, depth - 1)))
}

/// Whether every line of the literal `id` ends in the text because the next entry had no room in it: it was filled, and a
/// line of another width holds more or less.
fn is_filled(plan: &Plan<'_>, id: FormId) -> bool {
    // Behind an entry of JavaScript there is a comma.
    let (width, comma) =
        if plan.options.origin == Origin::JavaScript { (JS_WIDTH, 1) } else { (plan.options.width, 0) };
    let place = |at: usize| plan.file.forms.span(plan.kids(id)[at]);
    let places = entries(plan, id).map(|(at, len)| Span::new(place(at).start, place(at + len - 1).end));
    are_filled(&plan.source.text, places, width, comma)
}

/// Where the lines of a literal in rows end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rows {
    /// Where they do in the text.
    Kept,
    /// Where the next entry has no room.
    Filled,
}

impl Writer<'_> {
    /// The entries of the literal `id`, which is in rows, from column `inner` on.
    pub(super) fn lay_out_rows(&mut self, id: FormId, rows: Rows, inner: usize, tail: u32) {
        let plan = self.plan;
        let kids = plan.kids(id);
        for (at, len) in entries(plan, id) {
            let tail = if at + len == kids.len() { tail } else { 0 };
            let value = (len == 2).then(|| kids[at + 1]);
            if at > 0 {
                let (previous, behind) = (kids[at - 1], value.map_or(0, |value| self.sizes.flat(value) + 1));
                let ends_row = rows == Rows::Kept && plan.has_break_between(previous, kids[at]);
                self.tasks.push(if ends_row {
                    Task::Line { indent: inner, id: kids[at], previous: Some(previous) }
                } else {
                    Task::Fill { indent: inner, id: kids[at], behind, tail, previous }
                });
            }
            self.push_item(id, at, tail);
            if let Some(value) = value {
                self.tasks.push(Task::Space { indent: inner, id: value });
                self.push_item(id, at + 1, tail);
            }
        }
    }

    /// How the literal `id`, which begins at column `inner`, is laid out in rows, if it is in rows: its entries have room in
    /// the lines and two share one, as they stand in the text or when the lines are filled.
    pub(super) fn choose_rows(&self, id: FormId, inner: usize, tail: u32) -> Option<Rows> {
        if !is_in_rows(self.plan, id) {
            return None;
        }
        if self.keeps_rows(id, inner, tail) {
            return Some(Rows::Kept);
        }
        let (plan, kids) = (self.plan, self.plan.kids(id));
        // Where the line of the entry before ends at least.
        let (mut end, mut share) = (None::<usize>, false);
        let have_room = entries(plan, id).all(|(at, len)| {
            let sizes = kids[at..at + len].iter().map(|&kid| self.sizes.flat(kid) as usize);
            let tail = if at + len == kids.len() { tail as usize } else { 0 };
            let size = sizes.sum::<usize>() + len - 1 + tail;
            let is_apart = at > 0 && self.has_blank_between(kids[at - 1], kids[at])
                || !plan.notes.before(kids[at]).is_empty()
                || at > 0 && plan.notes.after(kids[at - 1]).iter().any(|note| note.ends_line);
            share |= end.is_some_and(|end| !is_apart && end + 1 + size <= plan.options.width);
            end = Some(inner + size);
            inner + size <= plan.options.width
        });
        (have_room && share).then_some(Rows::Filled)
    }

    /// Whether the rows of `id`, as they are in the text, fit into lines that begin at column `inner`, and do not come of
    /// filling lines. Block comments in them take room that a line of JavaScript has and one of Lisp has not.
    fn keeps_rows(&self, id: FormId, inner: usize, tail: u32) -> bool {
        let plan = self.plan;
        let (kids, width) = (plan.kids(id), plan.options.width);
        let has_block = |kid: FormId| {
            let mut notes = plan.notes.before(kid).iter().chain(plan.notes.after(kid));
            notes.any(|note| note.text.starts_with("#|"))
        };
        let mut column = inner;
        !is_filled(plan, id)
            && !kids.iter().any(|&kid| has_block(kid))
            && kids.iter().enumerate().all(|(at, &kid)| {
                let begins_row = at == 0 || plan.has_break_between(kids[at - 1], kid);
                let size = self.sizes.flat(kid);
                column = if begins_row { inner } else { column + 1 } + size as usize;
                size < NEVER && column + tail as usize <= width
            })
    }
}
