//! Layouts of broken brackets: data, calls, bodies, objects. Each writes the opener and leaves the rest as tasks, in
//! reading order.

use super::literal::{head_of, opens_line};
use super::measure::{NEVER, entry_len, must_break};
use super::notes::{Joint, Note};
use super::style::{Keep, Shape};
use super::write::{BEHIND, Task, Writer};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};

/// Wider heads do not have their arguments beside them.
const WIDEST_HEAD: u32 = 32;
/// A function as last argument begins at most so far right of the opener.
const FARTHEST_HUG: usize = 16;
/// Behind wider comments a form does not hang from its own opener.
const WIDE_COMMENT: usize = 12;
/// From this column on the operands of a call stand below its head, if that is wide.
const FARTHEST_OPERAND: usize = 48;
/// From this column on what is broken stands below its key,
const FARTHEST_VALUE: usize = 40;
/// if it is so many columns further left there.
const FARTHEST_KEY: usize = 6;
/// From so many operands on a call fills its lines with them,
const MANY_OPERANDS: usize = 6;
/// if none is wider than this.
const WIDEST_OPERAND: u32 = 24;
/// Elements up to this width are filled into lines when there are many.
const WIDEST_FILL: u32 = 16;

impl Writer<'_> {
    /// Writes the bracket `id` broken over lines.
    pub(super) fn lay_out(&mut self, id: FormId, open: &'static str, close: &'static str, tail: u32) {
        let hang = self.hang.take().filter(|hang| hang + WIDE_COMMENT < self.column);
        let (start, hangs) = (hang.unwrap_or(self.column), hang.is_some());
        self.write_open(open);
        let tail = tail + 1;
        let kids = self.plan.kids(id);
        let (inner, rows) = self.begin_literal(id, self.column, tail);
        let indent = if kids.is_empty() {
            inner
        } else if let Some(rows) = rows {
            self.lay_out_rows(id, rows, inner, tail);
            inner
        } else if self.plan.kind(id) == FormKind::Object {
            self.lay_out_entries(id, inner, tail)
        } else if self.plan.kind(id) != FormKind::List {
            self.lay_out_data(id, inner, tail)
        } else {
            match self.plan.style(id).shape {
                Shape::Data => self.lay_out_data(id, inner, tail),
                Shape::Call if self.holds_comments_alone(id) => self.lay_out_body(id, start, kids.len() - 1, tail),
                Shape::Call if hangs => self.lay_out_hanging(id, start, inner, tail),
                Shape::Call => self.lay_out_call(id, start, inner, tail),
                Shape::Body(special) => self.lay_out_body(id, start, special.into(), tail),
            }
        };
        if !self.plan.notes.inside(id).is_empty() {
            self.tasks.push(Task::Inside { indent, id });
        }
        self.tasks.push(Task::Close { indent, text: close });
    }

    /// Whether comments stand where the body of the list `id` would, and no form.
    pub(super) fn holds_comments_alone(&self, id: FormId) -> bool {
        let plan = self.plan;
        let has_notes = |&last: &FormId| plan.notes.after(last).iter().any(|note| note.ends_line);
        // One that stands behind the last form in its line is not told from a comment of that form.
        let begins_apart = |note: &Note<'_>| note.ends_line || note.joint == Joint::Line;
        (plan.notes.inside(id).iter().any(begins_apart) || plan.kids(id).last().is_some_and(has_notes))
            && (plan.style(id).is_bodiless || self.is_empty_method(id))
    }

    /// Whether `id` is a method that ends with its parameters.
    fn is_empty_method(&self, id: FormId) -> bool {
        use CoreForm::{Get, GetEffect, Method, MethodEffect, MethodStar, Set};
        let plan = self.plan;
        matches!(head_of(plan, id), Some(Get | GetEffect | Method | MethodEffect | MethodStar | Set))
            && plan.kids(id).last().is_some_and(|&last| plan.kind(last) == FormKind::List)
    }

    /// The forms `from..` on lines of their own.
    fn push_lines(&mut self, id: FormId, from: usize, indent: usize, tail: u32) {
        if from < self.plan.kids(id).len() {
            self.tasks.push(Task::Lines { id, at: from as u32, indent: indent as u32, tail, begins: true });
        }
    }

    /// The first child of the list `id`, of which nothing but the opener is written: a name is written at once.
    fn begin_items(&mut self, id: FormId, tail: u32) {
        let plan = self.plan;
        let kids = plan.kids(id);
        if plan.notes.are_none() && kids.len() > 1 && matches!(plan.kind(kids[0]), FormKind::Symbol(_)) {
            self.write_fitting(kids[0]);
        } else {
            self.push_item(id, 0, tail);
        }
    }

    pub(super) fn push_item(&mut self, id: FormId, at: usize, tail: u32) {
        self.push_item_with(id, at, tail, BEHIND);
    }

    /// The operand `at` of the call `id`, which begins at column `start`: the entries of a literal with which the call ends
    /// may stand to its left.
    fn push_operand(&mut self, id: FormId, at: usize, tail: u32, start: usize) {
        let is_last = at + 1 == self.plan.kids(id).len();
        self.push_item_with(id, at, tail, if is_last { start as u32 + 3 } else { BEHIND });
    }

    fn push_item_with(&mut self, id: FormId, at: usize, tail: u32, lone: u32) {
        let kids = self.plan.kids(id);
        let tail = if at + 1 == kids.len() { tail } else { 0 };
        self.tasks.push(Task::Item { id: kids[at], tail, lone });
    }

    fn lay_out_data(&mut self, id: FormId, inner: usize, tail: u32) -> usize {
        self.push_item(id, 0, tail);
        let fills_entries = self.can_fill_entries(id, inner, tail);
        if fills_entries || self.can_fill(id, inner) {
            let kids = self.plan.kids(id);
            for (at, kid) in kids.iter().enumerate().skip(1) {
                let tail = if at + 1 == kids.len() { tail } else { 0 };
                self.tasks.push(if fills_entries && at == 1 {
                    Task::Space { indent: inner, id: *kid }
                } else {
                    Task::Fill { indent: inner, id: *kid, behind: 0, tail, previous: kids[at - 1] }
                });
                if fills_entries {
                    self.tasks.push(Task::Flat { id: *kid });
                } else {
                    self.push_item(id, at, tail);
                }
            }
        } else if let [first, second, ..] = *self.plan.kids(id)
            && self.has_blank_between(first, second)
            && (!self.clauses.contains(&id) || self.begins_apart(first, second))
        {
            self.tasks.push(Task::Line { indent: inner, id: second, previous: Some(first) });
            self.push_item(id, 1, tail);
            self.push_lines(id, 2, inner, tail);
        } else {
            self.push_lines(id, 1, inner, tail);
        }
        inner
    }

    /// Whether `id` holds short atoms only, none of which wants a line of its own. The first two fit on one line, so
    /// that the text which comes out does not look like one with an element a line.
    fn can_fill(&self, id: FormId, inner: usize) -> bool {
        let plan = self.plan;
        let kids = plan.kids(id);
        let is_short = |kid: &FormId| {
            plan.kids(*kid).is_empty() && self.sizes.flat(*kid) <= WIDEST_FILL && plan.notes.is_bare(*kid)
        };
        // Line breaks that stay must not come from filling.
        if plan.kind(id) == FormKind::List && plan.style(id).keep != Keep::Nothing {
            return false;
        }
        if kids.len() > 1 && self.has_blank_between(kids[0], kids[1]) {
            return false;
        }
        let is_close = inner + 2 * WIDEST_FILL as usize + 2 <= plan.options.width;
        is_close && self.sizes.flat(id) < NEVER && kids.iter().all(is_short)
    }

    fn lay_out_entries(&mut self, id: FormId, inner: usize, tail: u32) -> usize {
        let kids = self.plan.kids(id);
        let fills = self.can_fill_entries(id, inner, tail);
        let mut at = 0;
        while at < kids.len() {
            if at > 0 && fills && at == entry_len(self.plan, id, 0) {
                self.tasks.push(Task::Space { indent: inner, id: kids[at] });
            } else if at > 0 && fills {
                let len = entry_len(self.plan, id, at);
                let tail = if at + len == kids.len() { tail } else { 0 };
                let behind = if len == 2 { self.sizes.flat(kids[at + 1]) + 1 } else { 0 };
                self.tasks.push(Task::Fill { indent: inner, id: kids[at], behind, tail, previous: kids[at - 1] });
            } else if at > 0 {
                self.tasks.push(Task::Line { indent: inner, id: kids[at], previous: Some(kids[at - 1]) });
            }
            if fills {
                self.tasks.push(Task::Flat { id: kids[at] });
            } else {
                self.push_item(id, at, tail);
            }
            if fills && entry_len(self.plan, id, at) == 2 {
                self.tasks.push(Task::Space { indent: inner, id: kids[at + 1] });
                self.tasks.push(Task::Flat { id: kids[at + 1] });
                at += 1;
            } else if entry_len(self.plan, id, at) == 2 {
                let tail = if at + 2 == kids.len() { tail } else { 0 };
                self.tasks.push(Task::Value { indent: inner + 2, id: kids[at + 1], tail });
                self.push_item_with(id, at + 1, tail, inner as u32 + 2);
                at += 1;
            }
            at += 1;
        }
        inner
    }

    fn lay_out_call(&mut self, id: FormId, start: usize, inner: usize, tail: u32) -> usize {
        let plan = self.plan;
        let kids = plan.kids(id);
        let head = kids[0];
        if plan.style(id).keep == Keep::Items && head_of(plan, id) == Some(CoreForm::Cond) {
            self.clauses.extend(&kids[1..]);
        }
        let head_width = self.sizes.flat(head);
        if kids.len() == 1 || !plan.notes.before(head).is_empty() {
            return self.lay_out_data(id, inner, tail);
        }
        let is_name = plan.kids(head).is_empty();
        // A head that is broken here is as wide as can be when the text is read again.
        let is_broken = !is_name && inner + head_width as usize > plan.options.width;
        if head_width > WIDEST_HEAD || is_broken {
            return if is_name { self.lay_out_under(id, start, 1, tail) } else { self.lay_out_data(id, inner, tail) };
        }
        let first = inner + head_width as usize + 1;
        if !plan.notes.after(head).is_empty() || plan.notes.before(kids[1]).iter().any(|note| note.ends_line) {
            return self.lay_out_under(id, start, 1, tail);
        }
        let may_hug = plan.style(id).keep == Keep::Nothing;
        if may_hug && let Some(indent) = self.try_hug(id, start, first, tail) {
            return indent;
        }
        let widest = kids[1..].iter().map(|kid| self.sizes.need(*kid)).max().unwrap_or(0);
        let is_far = first > FARTHEST_OPERAND && first > start + FARTHEST_HUG && may_hug;
        if is_far || first + widest as usize + tail as usize > plan.options.width {
            let beside = if self.begins_beside(id, start, first, tail) { 2 } else { 1 };
            return self.lay_out_under(id, start, beside, tail);
        }
        self.begin_items(id, tail);
        self.tasks.push(Task::Space { indent: first, id: kids[1] });
        self.push_operand(id, 1, tail, start);
        if self.can_fill_operands(id) {
            for (at, &kid) in kids.iter().enumerate().skip(2) {
                let tail = if at + 1 == kids.len() { tail } else { 0 };
                self.tasks.push(Task::Fill { indent: first, id: kid, behind: 0, tail, previous: kids[at - 1] });
                self.push_item(id, at, tail);
            }
        } else {
            self.push_lines(id, 2, first, tail);
        }
        first
    }

    /// The call `id` behind a comment on its line, which begins at column `start`: its operands stand two further in than
    /// that.
    fn lay_out_hanging(&mut self, id: FormId, start: usize, inner: usize, tail: u32) -> usize {
        let plan = self.plan;
        let kids = plan.kids(id);
        let head_width = self.sizes.flat(kids[0]) as usize;
        let is_name = plan.kids(kids[0]).is_empty() && plan.notes.is_bare(kids[0]);
        if kids.len() == 1 || !is_name {
            return self.lay_out_call(id, start, inner, tail);
        }
        let first = inner + head_width + 1;
        if plan.style(id).keep == Keep::Nothing
            && let Some(indent) = self.try_hug(id, start, first, tail)
        {
            return indent;
        }
        let beside = if self.begins_beside(id, start, first, tail) { 2 } else { 1 };
        self.lay_out_under(id, start, beside, tail)
    }

    /// Whether the value `id` of a key, two columns before `indent`, would hang far to the right of that.
    pub(super) fn hangs_far(&self, indent: usize, id: FormId) -> bool {
        let first = self.column + 1;
        let is_far = first > indent - 2 + FARTHEST_HUG && self.is_function(id) || first > FARTHEST_VALUE;
        is_far && first > indent + FARTHEST_KEY && !self.plan.kids(id).is_empty() && !opens_line(self.plan, id)
    }

    /// Whether the lines of the call `id` are filled: it has many operands, all of them short atoms.
    fn can_fill_operands(&self, id: FormId) -> bool {
        let plan = self.plan;
        let kids = plan.kids(id);
        let is_short = |&kid: &FormId| {
            plan.kids(kid).is_empty()
                && !plan.kind(kid).has_brackets()
                && !matches!(plan.kind(kid), FormKind::Keyword(_))
                && !plan.file.forms.is_symbol(kid, "...")
                && self.sizes.flat(kid) <= WIDEST_OPERAND
                && plan.notes.before(kid).is_empty()
                && (plan.notes.after(kid).is_empty() || kids.last() == Some(&kid))
        };
        let style = plan.style(id);
        kids.len() > MANY_OPERANDS && style.keep == Keep::Nothing && !style.is_chain && kids[1..].iter().all(is_short)
    }

    /// Whether the first operand of the call `id` stays beside its head though another has no room there: an atom that
    /// fits, or the only operand, where it is too wide below as well.
    fn begins_beside(&self, id: FormId, start: usize, first: usize, tail: u32) -> bool {
        let plan = self.plan;
        let kids = plan.kids(id);
        let (operand, width) = (kids[1], plan.options.width);
        if !plan.notes.is_bare(operand) {
            return false;
        }
        let end_of = |column: usize, columns: u32| column + (columns + tail) as usize;
        if kids.len() > 2 {
            plan.kids(operand).is_empty() && first + self.sizes.flat(operand) as usize <= width
        } else {
            end_of(start + 2, self.sizes.need(operand)) > width && self.can_begin(operand, first)
        }
    }

    /// Whether what `id` begins with fits on the line from `column` on: all of an atom, a list up to its first operand.
    fn can_begin(&self, id: FormId, column: usize) -> bool {
        let plan = self.plan;
        let parts = plan.kids(id).iter().take(2);
        let begins: usize = parts.map(|&kid| self.sizes.flat(kid) as usize + 1).sum();
        !plan.kids(id).is_empty() && plan.kind(id) == FormKind::List && column + begins <= plan.options.width
    }

    /// The forms before `from` beside the head, the others two further in than the list.
    fn lay_out_under(&mut self, id: FormId, start: usize, from: usize, tail: u32) -> usize {
        let kids = self.plan.kids(id);
        self.begin_items(id, tail);
        for (at, kid) in kids.iter().enumerate().take(from).skip(1) {
            self.tasks.push(Task::Space { indent: start + 2, id: *kid });
            self.push_operand(id, at, tail, start);
        }
        self.push_lines(id, from, start + 2, tail);
        start + 2
    }

    /// A function, a text over several lines or a broken literal as last argument stays on the line of the head, or comes
    /// alone on the next one, when the arguments before it are short.
    fn try_hug(&mut self, id: FormId, start: usize, first: usize, tail: u32) -> Option<usize> {
        let plan = self.plan;
        let kids = plan.kids(id);
        let (&last, others) = kids[1..].split_last()?;
        let is_text = self.is_long_text(last);
        let is_bare = |kid: &FormId| plan.notes.is_bare(*kid) && self.sizes.flat(*kid) < NEVER;
        let is_literal = matches!(plan.kind(last), FormKind::Array | FormKind::Object);
        let is_candidate = (is_text || is_literal || self.is_function(last)) && plan.notes.before(last).is_empty();
        if (is_text && others.is_empty()) || !is_candidate || !others.iter().all(is_bare) {
            return None;
        }
        let others_width: usize = others.iter().map(|kid| self.sizes.flat(*kid) as usize + 1).sum();
        let at = first + others_width;
        if at > plan.options.width {
            return None;
        }
        let is_near = at <= start + FARTHEST_HUG;
        // Operands stand in one column unless a literal has to be broken there and that is far to the right.
        if is_literal && (is_near || at + (self.sizes.flat(last) + tail) as usize <= plan.options.width) {
            return None;
        }
        let has_room = at + (self.sizes.need(last) + tail) as usize <= plan.options.width;
        let beside = if is_text || (is_near && has_room) { kids.len() } else { kids.len() - 1 };
        Some(self.lay_out_under(id, start, beside, tail))
    }

    /// A string or template with line ends in it.
    fn is_long_text(&self, id: FormId) -> bool {
        let kind = self.plan.kind(id);
        (kind.is_string() || kind == FormKind::Template) && self.sizes.flat(id) >= NEVER
    }

    /// `(fn …)`, `(function …)`, or one of these in `(async …)`.
    fn is_function(&self, id: FormId) -> bool {
        let plan = self.plan;
        if plan.kind(id) != FormKind::List {
            return false;
        }
        if plan.style(id).is_function {
            return true;
        }
        let [head, inner] = *plan.kids(id) else { return false };
        let named = match plan.kind(head) {
            FormKind::Core(core) => Some(core),
            FormKind::Symbol(name) => CoreForm::from_name(name.as_str()),
            _ => None,
        };
        named == Some(CoreForm::Async) && plan.kind(inner) == FormKind::List && plan.style(inner).is_function
    }

    fn lay_out_body(&mut self, id: FormId, start: usize, special: usize, tail: u32) -> usize {
        let plan = self.plan;
        let kids = plan.kids(id);
        let is_beside = self.is_beside_decorator(id);
        let (special, deeper) = if is_beside { (kids.len() - 1, 2) } else { (special, 4) };
        self.begin_items(id, tail);
        for (at, kid) in kids.iter().enumerate().take(special + 1).skip(1) {
            self.tasks.push(Task::Place { indent: start + deeper, id: *kid });
            self.push_operand(id, at, tail, start);
        }
        let body = special + 1;
        if body >= kids.len() {
            return start + 2;
        }
        // `(const text #`…`)`: the value begins on the line of the name.
        if body + 1 == kids.len() && special == 1 && self.is_long_text(kids[body]) {
            self.tasks.push(Task::Space { indent: start + 2, id: kids[body] });
            self.push_item(id, body, tail);
        } else {
            self.push_first_line(id, body, start + 2);
            self.push_item(id, body, tail);
            self.push_lines(id, body + 1, start + 2, tail);
        }
        start + 2
    }

    /// Whether what the list `id` decorates stays on the line of the decorator: a member would get another line in
    /// JavaScript too. A class has one there anyhow.
    fn is_beside_decorator(&self, id: FormId) -> bool {
        let plan = self.plan;
        if head_of(plan, id) != Some(CoreForm::Decorate) || must_break(plan, id) {
            return false;
        }
        let mut target = id;
        while head_of(plan, target) == Some(CoreForm::Decorate)
            && let Some(&last) = plan.kids(target).last()
        {
            target = last;
        }
        plan.kind(target) != FormKind::List || head_of(plan, target) != Some(CoreForm::Class)
    }

    /// A line break before the first form of a body, the child `at` of `id`.
    fn push_first_line(&mut self, id: FormId, at: usize, indent: usize) {
        let kids = self.plan.kids(id);
        let previous = Some(kids[at - 1]).filter(|&previous| self.begins_apart(previous, kids[at]));
        self.tasks.push(Task::Line { indent, id: kids[at], previous });
    }

    /// Whether a blank line stays between `previous`, which the opener of a body comes behind, and `first` in that body: one
    /// stood below a comment that ends the line of the opener.
    fn begins_apart(&self, previous: FormId, first: FormId) -> bool {
        let has_comment = self.plan.notes.after(previous).last().is_some_and(|note| note.ends_line);
        has_comment && self.has_blank_between(previous, first)
    }
}
