//! The writer. Entering: the plan and the sizes; leaving: the text.
//!
//! A stack of tasks instead of recursion. A task looks at the column when it is done, so alignment costs nothing. After
//! a comment that takes the rest of its line the next token begins a new line, whatever layout it stands in.

use super::measure::{NEVER, Sizes, hole_is_below, sum_of_notes, width_of};
use super::notes::{Joint, Note};
use super::out::{Names, Out};
use super::{DEEPEST_INDENT, Origin, Plan};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};
use crate::print::{Brackets, brackets, prefix_gap};
use rustc_hash::FxHashSet;
use sx_base::lines::{lines, trim};

/// Where the entries of a literal stand whose opener stands alone, if nothing else is said: one column behind that.
pub(super) const BEHIND: u32 = u32::MAX;

/// What is still to be written. `tail` is the number of closers that follow a form on its line.
#[derive(Clone, Copy)]
pub(super) enum Task {
    /// A form with its comments. If it is a literal whose opener stands alone, its entries begin at column `lone`.
    Item { id: FormId, tail: u32, lone: u32 },
    /// A form on one line, with its comments.
    Flat { id: FormId },
    /// The comments after a form.
    After { id: FormId },
    /// A line break before a form, and a blank line if one stood there after `previous`.
    Line { indent: usize, id: FormId, previous: Option<FormId> },
    /// The children of the list `id` from `at` on, each on a line of its own. `begins`: nothing stands on lines before
    /// them.
    Lines { id: FormId, at: u32, indent: u32, tail: u32, begins: bool },
    /// A space, or a line break where a comment wants one.
    Space { indent: usize, id: FormId },
    /// A space when the form fits on the line, broken or not; else a line break.
    Place { indent: usize, id: FormId },
    /// What stands before the value of the key that begins two columns before `indent`: a space, or a line break where the
    /// value has to be broken far to the right.
    Value { indent: usize, id: FormId, tail: u32 },
    /// A space when the form fits on the line in one line, and `behind` more columns; else, or where a blank line stood
    /// after `previous`, a line break.
    Fill { indent: usize, id: FormId, behind: u32, tail: u32, previous: FormId },
    /// `:` of a typed form, with a space before it.
    Infix { indent: usize, text: &'static str },
    /// The comments before a closer.
    Inside { indent: usize, id: FormId },
    /// A closer.
    Close { indent: usize, text: &'static str },
    /// An opener or a prefix.
    Open { text: &'static str },
}

pub(super) struct Writer<'p> {
    pub(super) plan: &'p Plan<'p>,
    pub(super) sizes: &'p Sizes,
    pub(super) out: Out,
    /// Column in characters.
    pub(super) column: usize,
    /// Column of what the line begins with, behind its openers.
    pub(super) line_start: usize,
    /// Column where the entries of the form begin if it is a literal whose opener stands alone.
    pub(super) lone: u32,
    /// Column of the comments that stand before the form on its line: what is broken hangs from there.
    pub(super) hang: Option<usize>,
    /// A comment took the rest of the line.
    needs_line: bool,
    pub(super) tasks: Vec<Task>,
    names: Names,
    /// Those of each `cond` that is broken.
    pub(super) clauses: FxHashSet<FormId>,
}

/// What is written, and what a writer needs room for.
#[derive(Default)]
pub(super) struct Room {
    out: Out,
    names: Names,
    tasks: Vec<Task>,
}

impl Room {
    pub(super) fn new(out: Out) -> Self {
        Self { out, ..Self::default() }
    }

    /// What was written, in lines.
    pub(super) fn into_text(mut self) -> String {
        self.out.end_line();
        self.out.into_text()
    }
}

impl<'p> Writer<'p> {
    /// A writer that goes on behind what was written.
    pub(super) fn new(plan: &'p Plan<'p>, sizes: &'p Sizes, room: Room) -> Self {
        let Room { out, names, tasks } = room;
        Self {
            plan,
            sizes,
            out,
            column: 0,
            line_start: 0,
            lone: BEHIND,
            hang: None,
            needs_line: false,
            tasks,
            names,
            clauses: FxHashSet::default(),
        }
    }

    /// What was written, and room for another writer.
    pub(super) fn into_room(self) -> Room {
        Room { out: self.out, names: self.names, tasks: self.tasks }
    }

    pub(super) fn write_file(mut self) -> String {
        self.write_roots();
        self.write_end_notes();
        self.out.end_line();
        self.out.into_text()
    }

    /// Writes the top-level forms, behind others that may have been written.
    pub(super) fn write_roots(&mut self) {
        let roots = &self.plan.file.roots;
        for (at, root) in roots.iter().enumerate() {
            if at > 0 {
                self.write_line(0, *root, Some(roots[at - 1]));
            } else if !self.out.is_empty() {
                self.break_line(0, false);
            }
            self.tasks.push(Task::Item { id: *root, tail: 0, lone: BEHIND });
            self.run();
        }
    }

    fn write_end_notes(&mut self) {
        let plan = self.plan;
        for note in plan.notes.at_end() {
            if !self.out.is_empty() {
                self.break_line(0, note.has_blank_before);
            }
            self.write_note(note);
        }
    }

    fn run(&mut self) {
        self.run_to(0);
    }

    /// Does the tasks above the first `mark`.
    fn run_to(&mut self, mark: usize) {
        while self.tasks.len() > mark {
            let Some(task) = self.tasks.pop() else { return };
            match task {
                Task::Item { id, tail, lone } => self.write_item(id, tail, lone),
                Task::Flat { id } => self.write_flat(id),
                Task::After { id } => {
                    let follows = self.is_beside_next();
                    self.write_after(id, follows);
                }
                Task::Line { indent, id, previous } => self.write_line(indent, id, previous),
                Task::Lines { id, at, indent, tail, begins } => self.write_lines(id, at as usize, indent, tail, begins),
                Task::Space { indent, id } => self.write_gap(indent, id, false),
                Task::Place { indent, id } => {
                    let is_wide = !self.fits(1, self.sizes.flat(id), 0) && !self.fits(1, self.sizes.need(id), 0);
                    self.write_gap(indent, id, is_wide);
                }
                Task::Value { indent, id, tail } => {
                    let is_wide = !self.fits(1, self.sizes.flat(id), tail)
                        && (!self.fits(1, self.sizes.need(id), 0) || self.hangs_far(indent, id));
                    self.write_gap(indent, id, is_wide);
                }
                Task::Fill { indent, id, previous, .. } if self.has_blank_between(previous, id) => {
                    self.write_line(indent, id, Some(previous));
                }
                Task::Fill { indent, id, behind, tail, .. } => {
                    let is_wide = !self.fits(1, self.width_in_row(id).saturating_add(behind), tail);
                    self.write_gap(indent, id, is_wide);
                }
                Task::Infix { indent, text } => {
                    if self.needs_line {
                        self.break_line(indent, false);
                    } else {
                        self.write_plain(" ");
                    }
                    self.write_plain(text);
                }
                Task::Inside { indent, id } => self.write_inside(indent, id),
                Task::Close { indent, text } => {
                    if self.needs_line {
                        self.break_line(indent, false);
                    }
                    self.write_plain(text);
                }
                Task::Open { text } => self.write_plain(text),
            }
        }
    }

    /// The width of `id` with the comments behind it that leave room for others on its line.
    fn width_in_row(&self, id: FormId) -> u32 {
        let notes = self.plan.notes.after(id).iter().filter(|note| !note.ends_line);
        notes.fold(self.sizes.flat(id), |width, note| width.saturating_add(width_of(&note.text) + 1))
    }

    /// Whether a form comes next, on the same line.
    fn is_beside_next(&self) -> bool {
        match self.tasks.last() {
            Some(
                Task::Space { .. }
                | Task::Place { .. }
                | Task::Value { .. }
                | Task::Fill { .. }
                | Task::Infix { .. }
                | Task::Item { .. }
                | Task::Flat { .. },
            ) => true,
            Some(&Task::Lines { id, at, begins, .. }) => self.stays_on_line(id, at as usize, begins),
            _ => false,
        }
    }

    /// Whether the child `at` of the list `id`, whose children stand on lines of their own, stays on the line of the one
    /// before.
    fn stays_on_line(&self, id: FormId, at: usize, begins: bool) -> bool {
        (self.plan.is_chain(id) && self.plan.is_glued(id, at)) || self.is_ellipsis(id, at, begins)
    }

    /// Whether the child `at` of the list `id` is the ellipsis of a macro, which belongs to the form before it.
    fn is_ellipsis(&self, id: FormId, at: usize, begins: bool) -> bool {
        let kid = self.plan.kids(id)[at];
        !begins && self.sizes.flat(kid) == 3 && self.plan.file.forms.is_symbol(kid, "...")
    }

    /// Writes the children of the list `id` from `at` on, up to one that leaves tasks.
    fn write_lines(&mut self, id: FormId, mut at: usize, indent: u32, tail: u32, mut begins: bool) {
        let plan = self.plan;
        let kids = plan.kids(id);
        let is_chain = plan.is_chain(id);
        while let Some(&kid) = kids.get(at) {
            if !(is_chain && plan.is_glued(id, at)) {
                if self.is_ellipsis(id, at, begins) {
                    self.write_gap(indent as usize, kid, false);
                } else {
                    let previous = (!begins || at > 1).then(|| kids[at - 1]);
                    self.write_line(indent as usize, kid, previous);
                }
            }
            at += 1;
            begins = false;
            let is_last = at == kids.len();
            let tail_here = if is_last { tail } else { 0 };
            if !plan.notes.is_noted(kid) && self.fits(0, self.sizes.flat(kid), tail_here) {
                self.write_fitting(kid);
                continue;
            }
            if !is_last {
                self.tasks.push(Task::Lines { id, at: at as u32, indent, tail, begins });
            }
            return self.write_item(kid, tail_here, BEHIND);
        }
    }

    /// Whether `width` characters, `before` of them and `tail` closers fit on the line.
    pub(super) fn fits(&self, before: usize, width: u32, tail: u32) -> bool {
        width < NEVER && self.column + before + width as usize + tail as usize <= self.plan.options.width
    }

    fn write_item(&mut self, id: FormId, tail: u32, lone: u32) {
        (self.hang, self.lone) = (None, lone);
        if self.plan.notes.is_noted(id) {
            self.write_notes_of_item(id);
        }
        if self.fits(0, self.sizes.flat(id), tail) { self.write_fitting(id) } else { self.write_broken(id, tail) }
    }

    /// Writes the comments before an item; those after it become a task.
    fn write_notes_of_item(&mut self, id: FormId) {
        let plan = self.plan;
        let indent = self.column;
        let notes = plan.notes.before(id);
        for (at, note) in notes.iter().enumerate() {
            self.write_note(note);
            if note.ends_line {
                let next = notes.get(at + 1);
                let is_apart = || self.has_blank_after_notes(id) && !self.is_clause(id);
                let has_blank = next.map_or_else(is_apart, |next| next.has_blank_before);
                self.break_line(indent, has_blank);
            } else {
                self.write_note_gap(note);
            }
        }
        if notes.last().is_some_and(|last| !last.ends_line) {
            self.hang = Some(indent);
        }
        if !plan.notes.after(id).is_empty() {
            self.tasks.push(Task::After { id });
        }
    }

    /// Writes a form that fits on its line, its own comments aside. It recurses: every level takes part of the line.
    pub(super) fn write_fitting(&mut self, id: FormId) {
        let plan = self.plan;
        if plan.notes.are_none() {
            let end = self.column + self.sizes.flat(id) as usize;
            self.push_bare(id);
            self.column = end;
            return;
        }
        let kids = plan.kids(id);
        match brackets(plan.kind(id)) {
            Brackets::Leaf => self.write_leaf(id),
            Brackets::Pair(open, close) => {
                self.write_open(open);
                let is_chain = plan.is_chain(id);
                for (at, &kid) in kids.iter().enumerate() {
                    if at > 0 && !(is_chain && plan.is_glued(id, at)) {
                        self.write_plain(" ");
                    }
                    self.write_fitting_kid(kid, at + 1 < kids.len());
                }
                if self.needs_line {
                    self.break_line(0, false);
                }
                self.write_plain(close);
            }
            Brackets::Prefix(prefix) => {
                self.write_open(prefix);
                self.write_open(prefix_gap(&plan.file.forms, id));
                for &kid in kids {
                    self.write_fitting_kid(kid, false);
                }
            }
            Brackets::Infix(_) | Brackets::Template => {
                let mark = self.tasks.len();
                self.write_flat_form(id);
                self.run_to(mark);
            }
        }
    }

    /// The same in a file without comments: the text alone, since the column where it ends is known.
    fn push_bare(&mut self, id: FormId) {
        let plan = self.plan;
        let kind = plan.kind(id);
        if let FormKind::Symbol(name) = kind
            && plan.options.origin != Origin::Lisp
        {
            return self.names.push(name, &mut self.out);
        }
        match brackets(kind) {
            Brackets::Leaf => {
                let leaf = plan.leaf(id);
                if !leaf.before.is_empty() {
                    self.push_ascii(leaf.before);
                }
                self.out.push_str(leaf.text);
                if !leaf.after.is_empty() {
                    self.push_ascii(leaf.after);
                }
            }
            Brackets::Pair(open, close) => {
                self.push_ascii(open);
                let is_chain = plan.is_chain(id);
                for (at, &kid) in plan.kids(id).iter().enumerate() {
                    if at > 0 && !(is_chain && plan.is_glued(id, at)) {
                        self.out.push(b' ');
                    }
                    match plan.kind(kid) {
                        FormKind::Symbol(name) if plan.options.origin != Origin::Lisp => {
                            self.names.push(name, &mut self.out);
                        }
                        _ => self.push_bare(kid),
                    }
                }
                self.push_ascii(close);
            }
            Brackets::Prefix(prefix) => {
                self.push_ascii(prefix);
                self.push_ascii(prefix_gap(&plan.file.forms, id));
                for &kid in plan.kids(id) {
                    self.push_bare(kid);
                }
            }
            Brackets::Infix(_) | Brackets::Template => {
                let mark = self.tasks.len();
                self.write_flat_form(id);
                self.run_to(mark);
            }
        }
    }

    /// Appends a bracket or prefix.
    fn push_ascii(&mut self, text: &'static str) {
        match *text.as_bytes() {
            // Nearly always one byte.
            [byte] => self.out.push(byte),
            _ => self.out.push_str(text),
        }
    }

    /// Writes a form that fits, with its comments. `follows`: something comes behind it on the line.
    fn write_fitting_kid(&mut self, id: FormId, follows: bool) {
        let plan = self.plan;
        if !plan.notes.is_noted(id) {
            return self.write_fitting(id);
        }
        for note in plan.notes.before(id) {
            self.write_text(&note.text);
            self.write_note_gap(note);
        }
        self.write_fitting(id);
        self.write_after(id, follows);
    }

    /// Writes what stands between a comment and the form behind it.
    fn write_note_gap(&mut self, note: &Note<'_>) {
        if !note.is_bound {
            self.write_plain(" ");
        }
    }

    /// Whether a blank line stands between the last comment before `id` and `id`.
    fn has_blank_after_notes(&self, id: FormId) -> bool {
        let start = self.plan.file.forms.span(id).start;
        let comments = &self.plan.file.comments;
        let after = comments.partition_point(|comment| comment.span.start < start);
        after > 0 && self.plan.lines.has_blank(comments[after - 1].span.end, start)
    }

    /// Writes the comments after a form. What would be taken for a comment of what `follows` on the line is glued.
    fn write_after(&mut self, id: FormId, follows: bool) {
        let plan = self.plan;
        for note in plan.notes.after(id) {
            // `a;` and `a#;b` would be other names.
            let is_block = note.text.starts_with("#|");
            let is_glued = is_block && (note.joint == Joint::Glue || follows && !note.ends_line);
            self.write_plain(if is_glued { "" } else { " " });
            self.write_note(note);
            self.needs_line = note.ends_line;
        }
    }

    fn write_inside(&mut self, indent: usize, id: FormId) {
        let plan = self.plan;
        let mut is_first = plan.kids(id).is_empty();
        let behind = plan.kids(id).last().map_or(&[][..], |&last| plan.notes.after(last));
        // Nothing but the opener of a body stands before them.
        let mut is_padding = behind.is_empty() && self.holds_comments_alone(id);
        let begins_line = is_first && plan.kind(id) != FormKind::List && begins_line(plan.notes.inside(id));
        if begins_line {
            self.break_line(indent, false);
        }
        for note in plan.notes.inside(id) {
            if self.needs_line || (note.joint == Joint::Line && !is_first) {
                self.break_line(indent, note.has_blank_before && !is_first && !is_padding);
            } else if !is_first {
                self.write_plain(" ");
            }
            self.write_note(note);
            self.needs_line = note.ends_line;
            (is_first, is_padding) = (false, false);
        }
    }

    fn write_line(&mut self, indent: usize, id: FormId, previous: Option<FormId>) {
        let has_blank = previous.is_some_and(|previous| self.has_blank_between(previous, id));
        self.break_line(indent, has_blank && !self.is_behind_brace(id));
    }

    /// Whether blank lines before `id` are those around the brace before a clause of JavaScript.
    fn is_behind_brace(&self, id: FormId) -> bool {
        self.plan.notes.before(id).is_empty() && self.is_clause(id)
    }

    /// Whether `id` is a clause of `cond` or `try` in JavaScript.
    fn is_clause(&self, id: FormId) -> bool {
        let is_of_try = |&head: &FormId| is_clause_of_try(self.plan.kind(head));
        self.plan.options.origin == Origin::JavaScript
            && (self.clauses.contains(&id) || self.plan.kids(id).first().is_some_and(is_of_try))
    }

    /// Whether a blank line stood between `previous` and `id`, or the first comment before it.
    pub(super) fn has_blank_between(&self, previous: FormId, id: FormId) -> bool {
        let (plan, forms) = (self.plan, &self.plan.file.forms);
        match plan.notes.before(id).first() {
            Some(note) => note.has_blank_before,
            None => plan.lines.has_blank(forms.span(previous).end, forms.span(id).start),
        }
    }

    fn write_gap(&mut self, indent: usize, id: FormId, is_wide: bool) {
        let begins_line = begins_line(self.plan.notes.before(id));
        if self.needs_line || begins_line || is_wide { self.break_line(indent, false) } else { self.write_plain(" ") }
    }

    /// Writes a comment. Lines of a block comment that begin with `*` or are empty are aligned, as JavaScript writers do.
    fn write_note(&mut self, note: &Note<'_>) {
        let begins_well = |line: &str| line.is_empty() || line.starts_with(['*', '|']);
        let is_starred = note.text.starts_with("#|")
            && memchr::memchr(b'\n', note.text.as_bytes()).is_some()
            && lines(&note.text).skip(1).all(|line| begins_well(trim(line)));
        if !is_starred {
            return self.write_text(&note.text);
        }
        let indent = self.column + 1;
        for (at, line) in lines(&note.text).enumerate() {
            if at == 0 {
                self.write_text(line.trim_end());
            } else {
                let line = trim(line);
                self.break_line(if line.is_empty() { 0 } else { indent }, false);
                self.write_text(line);
            }
        }
    }

    /// Writes ASCII without line ends: brackets, prefixes, spaces.
    fn write_plain(&mut self, text: &'static str) {
        if self.needs_line {
            self.break_line(0, false);
        }
        self.push_ascii(text);
        self.column += text.len();
    }

    fn write_text(&mut self, text: &str) {
        if self.needs_line {
            self.break_line(0, false);
        }
        self.out.push_str(text);
        match memchr::memrchr2(b'\n', b'\r', text.as_bytes()) {
            Some(line_end) => self.column = width_of(&text[line_end + 1..]) as usize,
            None => self.column += width_of(text) as usize,
        }
    }

    fn break_line(&mut self, indent: usize, has_blank: bool) {
        self.needs_line = false;
        let indent = indent.min(DEEPEST_INDENT);
        self.out.break_line(indent, has_blank);
        self.column = indent;
        self.line_start = indent;
    }

    fn write_flat(&mut self, id: FormId) {
        let plan = self.plan;
        for note in plan.notes.before(id) {
            self.write_text(&note.text);
            self.write_note_gap(note);
        }
        if !plan.notes.after(id).is_empty() {
            self.tasks.push(Task::After { id });
        }
        self.write_flat_form(id);
    }

    pub(super) fn write_leaf(&mut self, id: FormId) {
        let plan = self.plan;
        let leaf = plan.leaf(id);
        if self.needs_line || !leaf.before.is_empty() {
            self.write_plain(leaf.before);
        }
        let width = self.sizes.flat(id);
        if width < NEVER {
            self.out.push_str(leaf.text);
            self.column += width as usize - leaf.around();
        } else {
            self.write_text(leaf.text);
        }
        if !leaf.after.is_empty() {
            self.write_plain(leaf.after);
        }
    }

    pub(super) fn write_open(&mut self, text: &'static str) {
        let begins_line = self.column == self.line_start;
        self.write_plain(text);
        if begins_line {
            self.line_start = self.column;
        }
    }

    /// Writes `id` on one line: what it begins with now, the rest as tasks.
    fn write_flat_form(&mut self, id: FormId) {
        let plan = self.plan;
        let kids = plan.kids(id);
        match brackets(plan.kind(id)) {
            Brackets::Leaf => self.write_leaf(id),
            Brackets::Pair(open, close) => {
                self.write_open(open);
                self.tasks.push(Task::Close { indent: 0, text: close });
                let is_chain = plan.is_chain(id);
                for (at, kid) in kids.iter().enumerate().rev() {
                    self.tasks.push(Task::Flat { id: *kid });
                    if at > 0 && !(is_chain && plan.is_glued(id, at)) {
                        self.tasks.push(Task::Open { text: " " });
                    }
                }
            }
            Brackets::Prefix(prefix) => {
                self.write_open(prefix);
                self.write_open(prefix_gap(&plan.file.forms, id));
                self.tasks.extend(kids.iter().rev().map(|kid| Task::Flat { id: *kid }));
            }
            Brackets::Infix(infix) => {
                for (at, kid) in kids.iter().enumerate().rev() {
                    self.tasks.push(Task::Flat { id: *kid });
                    if at > 0 {
                        self.tasks.extend([Task::Open { text: " " }, Task::Infix { indent: 0, text: infix }]);
                    }
                }
            }
            Brackets::Template => {
                self.write_open("#`");
                self.tasks.push(Task::Close { indent: 0, text: "`" });
                for (at, kid) in kids.iter().enumerate().rev() {
                    if at % 2 == 1 {
                        self.tasks.push(Task::Close { indent: 0, text: "}" });
                        self.tasks.push(Task::Flat { id: *kid });
                        self.tasks.push(Task::Open { text: "${" });
                    } else {
                        self.tasks.push(Task::Flat { id: *kid });
                    }
                }
            }
        }
    }

    /// Writes `id`, which is too wide for its line or has to be broken.
    fn write_broken(&mut self, id: FormId, tail: u32) {
        let plan = self.plan;
        let kids = plan.kids(id);
        let column = self.column;
        let mark = self.tasks.len();
        match brackets(plan.kind(id)) {
            Brackets::Leaf => self.write_leaf(id),
            Brackets::Pair(open, close) => self.lay_out(id, open, close, tail),
            Brackets::Prefix(prefix) => {
                self.write_open(prefix);
                self.write_open(prefix_gap(&plan.file.forms, id));
                let lone = self.lone;
                self.tasks.extend(kids.iter().map(|kid| Task::Item { id: *kid, tail, lone }));
            }
            Brackets::Infix(infix) => {
                for (at, kid) in kids.iter().enumerate() {
                    if at > 0 {
                        self.tasks.push(Task::Infix { indent: column, text: infix });
                        self.tasks.push(Task::Space { indent: column, id: *kid });
                    }
                    let tail = if at + 1 == kids.len() { tail } else { 0 };
                    self.tasks.push(Task::Item { id: *kid, tail, lone: BEHIND });
                }
            }
            Brackets::Template => self.lay_out_template(id),
        }
        // Tasks were pushed in reading order.
        self.tasks[mark..].reverse();
    }

    /// Forms in a template stand on one line if they can, however long it gets, or below `${` where they did.
    fn lay_out_template(&mut self, id: FormId) {
        let mut indent = self.column + "#`".len();
        self.write_open("#`");
        let plan = self.plan;
        for (at, kid) in plan.kids(id).iter().enumerate() {
            if at % 2 == 0 {
                if let FormKind::TemplateText(text) = plan.kind(*kid) {
                    indent = sx_base::lines::last_indent(text.as_str()).map_or(indent, |columns| columns + 2);
                }
                self.tasks.push(Task::Flat { id: *kid });
                continue;
            }
            self.tasks.push(Task::Open { text: "${" });
            if hole_is_below(plan, id, at) {
                self.tasks.push(Task::Line { indent, id: *kid, previous: None });
                self.tasks.push(Task::Item { id: *kid, tail: 1, lone: BEHIND });
                self.tasks.push(Task::Close { indent: 0, text: "}" });
                continue;
            }
            let is_flat = self.sizes.flat(*kid) < NEVER && sum_of_notes(plan, &[*kid]) < NEVER;
            let item = Task::Item { id: *kid, tail: 1, lone: BEHIND };
            self.tasks.push(if is_flat { Task::Flat { id: *kid } } else { item });
            self.tasks.push(Task::Close { indent: 0, text: "}" });
        }
        self.tasks.push(Task::Close { indent: 0, text: "`" });
    }
}

/// Whether `head`, which a front end made, is that of a clause of `try`.
fn is_clause_of_try(head: FormKind) -> bool {
    matches!(head, FormKind::Core(CoreForm::Catch | CoreForm::Finally))
}

/// Whether the first of `notes` begins a line, and it or one beside it ends that line.
fn begins_line(notes: &[Note<'_>]) -> bool {
    let beside = |note: &&Note<'_>| note.joint != Joint::Line;
    notes.first().is_some_and(|first| {
        first.joint == Joint::Line
            && (first.ends_line || notes[1..].iter().take_while(beside).any(|note| note.ends_line))
    })
}
