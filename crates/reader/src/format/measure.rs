//! Widths. Entering: styles and comments; leaving: for each form how wide it is on one line, and how wide it is at
//! least when it is broken.
//!
//! The second number must not depend on line breaks of the text, because these change when the text is formatted.

use super::literal::breaks_around;
use super::notes::Joint;
use super::style::{Keep, Shape, Style};
use super::{Origin, Plan};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};
use crate::print::{Brackets, LeafText, brackets, prefix_gap};
use sx_base::{Span, Symbol, lines::lines};

/// The width of what cannot stand on one line. Sums of a few of these do not overflow.
pub(super) const NEVER: u32 = 1 << 28;

/// Widths by form, in characters.
#[derive(Default)]
pub(super) struct Sizes {
    all: Vec<Size>,
}

#[derive(Clone, Copy)]
struct Size {
    flat: u32,
    need: u32,
}

impl Sizes {
    /// The width of `id` on one line, its comments left out; [`NEVER`] when it has to be broken.
    pub(super) fn flat(&self, id: FormId) -> u32 {
        self.all[id.0 as usize].flat
    }

    /// About the width that `id` takes when it is broken wherever it can be.
    pub(super) fn need(&self, id: FormId) -> u32 {
        self.all[id.0 as usize].need
    }
}

/// Measures every form. What `sizes` held before is forgotten.
pub(super) fn measure(plan: &Plan<'_>, names: &mut Widths, sizes: &mut Sizes) {
    sizes.all.clear();
    sizes.all.reserve(plan.file.forms.len());
    let names_are_texts = plan.options.origin != Origin::Lisp;
    let is_bare = plan.options.origin == Origin::Made && plan.notes.are_none();
    for ((id, kind, kids), &style) in plan.file.forms.each().zip(plan.styles) {
        let size = match kind {
            FormKind::Symbol(name) if names_are_texts => {
                let width = names.width(name);
                Size { flat: width, need: width }
            }
            FormKind::List if is_bare => measure_bare_list(plan, sizes, id, kids, style),
            kind => {
                let (flat, need) = measure_one(plan, sizes, id, kind);
                Size { flat: flat.min(NEVER), need: need.min(NEVER) }
            }
        };
        sizes.all.push(size);
    }
}

/// Widths by symbol: most names stand in many places.
#[derive(Default)]
pub(super) struct Widths {
    /// One more than the width; 0 for a symbol that was not met.
    widths: Vec<u32>,
}

impl Widths {
    fn width(&mut self, name: Symbol) -> u32 {
        match self.widths.get(name.index() as usize) {
            Some(&known) if known != 0 => known - 1,
            _ => self.learn(name),
        }
    }

    #[cold]
    fn learn(&mut self, name: Symbol) -> u32 {
        let index = name.index() as usize;
        if self.widths.len() <= index {
            self.widths.resize(index + 1, 0);
        }
        let width = width_of(name.as_str());
        self.widths[index] = width + 1;
        width
    }
}

// Out of line, so that the loop over the forms keeps what it needs in registers.
#[inline(never)]
fn measure_one(plan: &Plan<'_>, sizes: &Sizes, id: FormId, kind: FormKind) -> (u32, u32) {
    let kids = plan.kids(id);
    match brackets(kind) {
        Brackets::Leaf => match (plan.leaf(id), kind) {
            // These have no lines.
            (leaf, FormKind::Symbol(_) | FormKind::Keyword(_) | FormKind::Number(_) | FormKind::Core(_)) => {
                let width = leaf.around() as u32 + width_of(leaf.text);
                (width, width)
            }
            (leaf, _) => leaf_size(leaf),
        },
        Brackets::Pair(open, close) => {
            let brackets = (open.len() + close.len()) as u32;
            let spaces = count_spaces(plan, id);
            let is_kept = must_break(plan, id) || !plan.notes.inside(id).is_empty();
            let shape = if kind == FormKind::List { plan.style(id).shape } else { Shape::Data };
            let (total, need) = pair_size(sizes, kids, shape);
            let total = total.saturating_add(sum_of_notes(plan, kids));
            (if is_kept { NEVER } else { total.saturating_add(brackets + spaces) }, need)
        }
        Brackets::Prefix(prefix) => {
            let width = (prefix.len() + prefix_gap(&plan.file.forms, id).len()) as u32;
            let need = kids.iter().map(|kid| sizes.need(*kid)).max().unwrap_or(0);
            (sum(plan, sizes, kids).saturating_add(width), need + width)
        }
        Brackets::Infix(infix) => {
            let width = infix.len() as u32 + 2;
            let need = kids.iter().fold(width, |total, kid| (total + sizes.need(*kid)).min(NEVER));
            (sum(plan, sizes, kids).saturating_add(width), need)
        }
        Brackets::Template => {
            let holes = 3 * (kids.len() as u32 / 2);
            let flat = sum(plan, sizes, kids).saturating_add(3 + holes);
            let has_lines = (1..kids.len()).step_by(2).any(|at| hole_is_below(plan, id, at));
            (if has_lines { NEVER } else { flat }, flat.min(20))
        }
    }
}

/// The spaces between the children of the bracket `id` on one line.
fn count_spaces(plan: &Plan<'_>, id: FormId) -> u32 {
    let count = plan.kids(id).len();
    let steps = if plan.is_chain(id) { 2..count } else { 0..0 };
    let glued = steps.filter(|at| plan.is_glued(id, *at)).count();
    count.saturating_sub(1 + glued) as u32
}

/// The size of a list that nobody wrote, in a file without comments.
fn measure_bare_list(plan: &Plan<'_>, sizes: &Sizes, id: FormId, kids: &[FormId], style: Style) -> Size {
    let (total, need) = pair_size(sizes, kids, style.shape);
    let spaces = if style.is_chain { count_spaces(plan, id) } else { kids.len().saturating_sub(1) as u32 };
    let is_kept = is_made_broken(style, kids.len());
    let flat = if is_kept { NEVER } else { total.saturating_add(2 + spaces) };
    Size { flat: flat.min(NEVER), need: need.min(NEVER) }
}

/// A token and the width of its first line.
fn leaf_size(LeafText { before, text, after }: LeafText<'_>) -> (u32, u32) {
    let line_end = memchr::memchr2(b'\n', b'\r', text.as_bytes());
    let width = before.len() as u32 + width_of(&text[..line_end.unwrap_or(text.len())]);
    if line_end.is_some() { (NEVER, width) } else { (width + after.len() as u32, width + after.len() as u32) }
}

/// Width in characters.
pub(super) fn width_of(text: &str) -> u32 {
    if text.is_ascii() { text.len() as u32 } else { text.chars().count() as u32 }
}

/// The width of `kids` with their comments, without spaces between them.
fn sum(plan: &Plan<'_>, sizes: &Sizes, kids: &[FormId]) -> u32 {
    kids.iter().fold(sum_of_notes(plan, kids), |total, &kid| total.saturating_add(sizes.flat(kid)))
}

/// The width of the comments of `kids`.
pub(super) fn sum_of_notes(plan: &Plan<'_>, kids: &[FormId]) -> u32 {
    let mut total = 0u32;
    if plan.notes.are_none() {
        return total;
    }
    for kid in kids.iter().filter(|&&kid| plan.notes.is_noted(kid)) {
        for note in plan.notes.before(*kid).iter().chain(plan.notes.after(*kid)) {
            let is_long = note.ends_line || memchr::memchr2(b'\n', b'\r', note.text.as_bytes()).is_some();
            total = total.saturating_add(if is_long { NEVER } else { width_of(&note.text) + 1 });
        }
    }
    total
}

/// The width of the children of a bracket, without their comments and spaces between them, and how wide the bracket is
/// at least when it is broken.
#[inline]
fn pair_size(sizes: &Sizes, kids: &[FormId], shape: Shape) -> (u32, u32) {
    // How much further in than the head the arguments stand, and so many of them further than the others.
    let (special, special_indent, indent) = match shape {
        Shape::Data => (0, 0, 0),
        Shape::Call => (0, 0, 1),
        Shape::Body(special) => (usize::from(special), 3, 1),
    };
    let Some((&head, others)) = kids.split_first() else { return (0, 2) };
    let head = sizes.all[head.0 as usize];
    // No width is more than `NEVER`, and there are less than 2^32 forms.
    let (mut total, mut broken) = (u64::from(head.flat), head.need.max(special_indent).max(indent));
    let (special, rest) = others.split_at(special.min(others.len()));
    for (part, indent) in [(special, special_indent), (rest, indent)] {
        for &kid in part {
            let size = sizes.all[kid.0 as usize];
            total += u64::from(size.flat);
            broken = broken.max(size.need + indent);
        }
    }
    // The opener and one closer.
    (u32::try_from(total).unwrap_or(u32::MAX), broken + 2)
}

/// Whether a line break of the text stays.
pub(super) fn must_break(plan: &Plan<'_>, id: FormId) -> bool {
    if plan.options.origin == Origin::Made && plan.kind(id) == FormKind::List {
        return is_made_broken(plan.style(id), plan.kids(id).len());
    }
    let kids = plan.kids(id);
    let is_apart = |from: usize| {
        (from.max(1)..kids.len()).any(|at| {
            plan.has_break_between(kids[at - 1], kids[at]) && !is_at_operator(plan, kids[0], kids[at - 1], kids[at])
        })
    };
    match plan.kind(id) {
        FormKind::List => {}
        FormKind::Array | FormKind::Object | FormKind::Set => return first_entries_apart(plan, id),
        _ => return false,
    }
    let style = plan.style(id);
    let body = match style.shape {
        Shape::Data => 1,
        Shape::Call => 2,
        Shape::Body(special) => usize::from(special) + 1,
    };
    match style.keep {
        Keep::Nothing => false,
        Keep::Items | Keep::Body => is_apart(body),
        Keep::All => matches!(style.shape, Shape::Body(_)) && plan.lines.has_break_in(plan.file.forms.span(id)),
    }
}

/// Whether nothing but the `?` or `:` of a conditional, the `=>` of an arrow, the parenthesis before a body without braces,
/// or an empty block stands between `a` and `b` in JavaScript: lines end there where there is no room, and say nothing.
/// `head` is that of the list.
fn is_at_operator(plan: &Plan<'_>, head: FormId, a: FormId, b: FormId) -> bool {
    let place = |id: FormId| plan.file.forms.span(id);
    let gap = plan.source.text.get(place(a).end as usize..place(b).start as usize);
    plan.options.origin == Origin::JavaScript
        && gap.is_some_and(|gap| match gap.trim_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '(' | ')')) {
            "?" | "=>" => true,
            gap if gap.starts_with('{') => gap[1..].trim_ascii_start().starts_with('}'),
            ":" => matches!(plan.kind(head), FormKind::Core(CoreForm::If | CoreForm::Ternary | CoreForm::Cond)),
            "" => matches!(
                plan.kind(head),
                FormKind::Core(
                    CoreForm::If
                        | CoreForm::While
                        | CoreForm::With
                        | CoreForm::For
                        | CoreForm::ForOf
                        | CoreForm::ForIn
                        | CoreForm::ForAwait
                )
            ),
            _ => false,
        })
}

/// Whether a list of `count` forms that was not written by anybody is broken wherever it stands.
fn is_made_broken(style: Style, count: usize) -> bool {
    let Shape::Body(special) = style.shape else { return false };
    let forms = count.saturating_sub(usize::from(special) + 1);
    match style.keep {
        Keep::Nothing | Keep::Items => false,
        Keep::Body => forms > 1,
        Keep::All => forms > 0,
    }
}

/// Whether the first element of a literal stands on another line than its opener, or the second on another line than
/// the first.
fn first_entries_apart(plan: &Plan<'_>, id: FormId) -> bool {
    let is_below = first_is_below(plan, id);
    // With one element there is nothing to align; a literal keeps its layout all the same.
    let kids = plan.kids(id);
    let [_, second, ..] = entries(plan, id)[..] else {
        // In Lisp the opener stands alone only if it was meant to.
        let is_clear = |&value: &FormId| plan.options.origin == Origin::JavaScript && breaks_around(plan, value);
        return is_below && plan.kind(id) != FormKind::Set && !kids.last().is_some_and(is_clear);
    };
    is_below || plan.has_break_between(kids[second - 1], kids[second])
}

/// Whether the first element of `id` stands on another line than the opener.
pub(super) fn first_is_below(plan: &Plan<'_>, id: FormId) -> bool {
    let opener = Span::at(plan.file.forms.span(id).start);
    let kids = plan.kids(id);
    // A cast is part of its form.
    if let Some(note) = kids.first().and_then(|&first| plan.notes.before(first).first())
        && note.is_bound
    {
        return note.joint == Joint::Line;
    }
    kids.first().is_some_and(|&first| plan.lines.has_break(opener, plan.file.forms.span(first)))
}

/// Holes of JavaScript up to so many bytes are looked into for lines that the printer ends itself.
const SHORT_HOLE: usize = 4_000;

/// Whether the `at`th part of the template `id`, a form, stands on a line of its own below its `${`. In JavaScript it does
/// so wherever a line ends between its braces, unless one does behind a brace or bracket or before an element: there the
/// printer ends lines itself.
pub(super) fn hole_is_below(plan: &Plan<'_>, id: FormId, at: usize) -> bool {
    let kids = plan.kids(id);
    let (before, hole) = (kids[at - 1], kids[at]);
    let place = |id: FormId| plan.file.forms.span(id);
    match plan.options.origin {
        Origin::JavaScript => {
            let after = kids.get(at + 1).map_or(place(hole).end, |&after| place(after).start);
            let whole = Span::new(place(before).end, after);
            plan.lines.has_break_in(whole)
                && (plan.has_break_between(before, hole) || !has_printed_lines(whole.slice(&plan.source.text)))
        }
        Origin::Lisp => plan.has_break_between(before, hole),
        Origin::Made => false,
    }
}

fn has_printed_lines(hole: &str) -> bool {
    let ends_open = |line: &str| line.trim_ascii_end().ends_with(['{', '[']) && line != "${";
    hole.len() > SHORT_HOLE || lines(hole).any(|line| ends_open(line) || line.trim_ascii_start().starts_with('<'))
}

/// Where the entries of a literal begin: pairs of an object are one entry. At most two are looked for.
fn entries(plan: &Plan<'_>, id: FormId) -> Vec<usize> {
    let kids = plan.kids(id);
    let mut starts = vec![];
    let mut at = 0;
    while at < kids.len() && starts.len() < 2 {
        starts.push(at);
        at += entry_len(plan, id, at);
    }
    starts
}

/// Number of forms in the entry of `id` that begins at `at`: 2 for a key and its value.
pub(super) fn entry_len(plan: &Plan<'_>, id: FormId, at: usize) -> usize {
    let kids = plan.kids(id);
    if plan.kind(id) == FormKind::Object && plan.kind(kids[at]).is_key() && at + 1 < kids.len() { 2 } else { 1 }
}
