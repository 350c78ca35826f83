//! Comments: one cursor over the table of the source, as in gofmt.
//!
//! Entering: the table, sorted by position. Leaving: every comment once, before the first token that comes from behind
//! it. `(f a) ; why` leaves as `f(a); // why`.
//!
//! The cursor (`comment_cursor`) only moves forward; a token that comes from before it changes nothing, so that nothing
//! can be lost or doubled whatever lowering has moved. Between the items of a list a comment keeps its line or the end of
//! it ([`Printer::separate`]); before any other token it stands in the line. A line comment makes the writer end the
//! line; where a line end would change the meaning it is printed as a block comment (`comment_text`).

use super::Printer;
use super::comment_cursor::is_blank;
use super::comment_text::{
    block_body, is_on_one_line, line_body, write_block_comment, write_guarded, write_line_comment, write_one_line,
    write_restricted_comment,
};
use sx_base::{Comment, CommentKind, Symbol};
use sx_ir::{Flags, Kind, NodeId};

/// Which block comments behind a form are written with it, besides those that are glued to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// None: those behind the comma that follows stand behind it.
    Glued,
    /// Those that end their line.
    Line,
    /// Those as well that are all that stands between it and the closer of the form around it.
    Closer,
}

impl Printer<'_> {
    /// Writes the `#!` line of the program `root`, and a blank line if one is left before what comes first.
    pub(super) fn write_hashbang(&mut self, root: NodeId) {
        if let Some(first) = self.comments.table.first()
            && first.kind == CommentKind::Hashbang
        {
            self.out.push_str(first.span.slice(self.source).trim_end());
            self.out.end_line();
            let first_item = self.tree.kids(root).first().and_then(|&item| self.start_of(item));
            let next = self.comments.due.min(first_item.unwrap_or(u32::MAX));
            if self.comments.has_blank_line(first.span.end, next) {
                self.out.leave_blank_line();
            }
        }
    }

    /// Writes the comments before byte `limit` in the middle of a line.
    pub(super) fn flush_before_token(&mut self, limit: u32) {
        while self.comments.due < limit {
            self.flush_one();
        }
    }

    /// Writes the next comment in the middle of a line.
    fn flush_one(&mut self) {
        let is_restricted = self.out.is_restricted();
        let has_own_line = self.comments.has_own_line();
        let comment = self.comments.take();
        if !matches!(self.out.last_byte(), b' ' | b'\n' | b'(' | b'[' | b'{' | b'!' | b'~' | b'.') {
            self.out.push_static(" ");
        }
        let text = comment.span.slice(self.source);
        match comment.kind {
            CommentKind::Line if !is_restricted => {
                let begins_line = self.out.starts_line();
                write_line_comment(&mut self.out, text);
                if begins_line {
                    self.out.end_line();
                }
            }
            CommentKind::Block if !is_restricted && self.out.starts_line() && has_own_line => {
                self.write_run(comment);
                self.out.end_line();
            }
            CommentKind::Line => {
                write_restricted_comment(&mut self.out, line_body(text).trim());
                self.out.restrict();
            }
            CommentKind::Block | CommentKind::Cast if is_restricted && !is_on_one_line(text) => {
                write_restricted_comment(&mut self.out, block_body(text).trim());
                self.out.restrict();
            }
            CommentKind::Block | CommentKind::Cast => {
                write_block_comment(&mut self.out, text);
                self.out.push_static(" ");
                if is_restricted {
                    self.out.restrict();
                }
            }
            CommentKind::Datum | CommentKind::Hashbang => {}
        }
    }

    /// Goes from the `?` or `:` of a conditional to the choice `id` behind it, which stands below the last comment between
    /// them that takes a line.
    pub(super) fn flush_before_choice(&mut self, id: NodeId) {
        let start = self.start_of(id).unwrap_or(0);
        let due = &self.comments.table[self.comments.next..self.comments.end];
        // What stands behind a cast stands in its parentheses.
        let is_here = |comment: &&Comment| comment.span.start < start && comment.kind != CommentKind::Cast;
        let before = due.iter().take_while(is_here).count();
        let (next, is_due) = (self.comments.next, self.comments.is_due(start));
        let last = (next..next + before).rev().find(|&at| is_due && self.comments.takes_line(at));
        let count = last.map_or(0, |last| last + 1 - next);
        for _ in 0..count {
            let takes_line = self.comments.takes_line(self.comments.next);
            self.out.push_static(" ");
            let comment = self.comments.take();
            self.write_comment(comment);
            if takes_line {
                self.out.expect_line_end();
            }
        }
        if count == 0 {
            self.out.push_static(" ");
        }
    }

    /// Writes the casts of the expression `id`, each with the parenthesis that it opens; says how many. Other comments
    /// before a cast come first.
    pub(super) fn flush_casts(&mut self, id: NodeId) -> usize {
        let Some(start) = self.start_of(id).filter(|_| self.may_be_cast(id)) else { return 0 };
        let mut count = 0;
        // Comments for tools are about a call without parentheses around it.
        let is_call = matches!(
            self.tree.kind(id),
            Kind::Call | Kind::New | Kind::ImportCall | Kind::Chain | Kind::TaggedTemplate
        );
        while self.comments.has_cast_before(start) {
            let is_cast = self.comments.has_cast_next() && !(is_call && self.comments.is_annotation_next());
            self.flush_one();
            if is_cast {
                self.out.push_static("(");
                count += 1;
            }
        }
        count
    }

    /// The object or callee among those of the chain of links `outermost` that a comment for tools that shorten programs, as
    /// `/* @__PURE__ */`, is about alone, since the link above begins before it: `(/* @__PURE__ */ f()).g()`, in Lisp
    /// `(.g (#| @__PURE__ |# f))`. The comment of what is called, `(#| @__PURE__ |# f)`, is about the call.
    pub(super) fn annotated_object(&self, outermost: NodeId) -> Option<NodeId> {
        if !self.comments.is_due(self.tree.node(outermost).span.end) {
            return None;
        }
        let token = self.start_of_token(outermost)?;
        let at = self.comments.annotation_before(token)?;
        let (mut link, mut found) = (outermost, None);
        while matches!(
            self.tree.kind(link),
            Kind::Call | Kind::Member | Kind::Index | Kind::Private | Kind::TaggedTemplate | Kind::Chain
        ) && self.start_of(link).is_some_and(|start| start <= at)
        {
            let object = self.tree.kid(link, 0);
            let is_alone = matches!(
                self.tree.kind(object),
                Kind::Call | Kind::New | Kind::ImportCall | Kind::Function | Kind::Class | Kind::Chain
            );
            if is_alone && self.tree.kind(link) != Kind::Chain {
                found = Some(object);
            }
            link = object;
        }
        found
    }

    /// Whether parentheses may stand around `id`, whatever stands before them.
    fn may_be_cast(&self, id: NodeId) -> bool {
        use Kind::{
            ArrayPattern, Bind, Class, Computed, Decorated, Default, Function, JsxAttribute, JsxAttributes,
            JsxExpression, JsxText, KeyName, ObjectPattern, Params, PatternProperty, PrivateName, Rest, Spread, Super,
        };
        match self.tree.kind(id) {
            Function | Class | Decorated => !self.is_declaration(id),
            ArrayPattern | Bind | Computed | Default | JsxAttribute | JsxAttributes | JsxExpression | JsxText
            | KeyName | ObjectPattern | Params | PatternProperty | PrivateName | Rest | Spread | Super => false,
            _ => true,
        }
    }

    /// Leaves the comments of `test` for later: in Lisp the test of `do … while` stands before the body. Those behind it
    /// are of a body without statements.
    pub(super) fn put_test_aside(&mut self, test: NodeId, body: NodeId) {
        let span = self.tree.node(test).span;
        let end = if span.is_none() { 0 } else { span.end };
        let first = match (self.tree.kind(body), self.tree.kids(body)) {
            (Kind::Block, kids) => kids.first().copied(),
            _ => Some(body),
        };
        let limit = first.map_or(end, |first| self.start_of(first).unwrap_or(u32::MAX));
        self.comments.set_aside(end, limit);
    }

    /// Begins the test whose comments were left for later.
    pub(super) fn begin_late_test(&mut self) {
        self.comments.begin_aside();
    }

    /// Writes what is left of the comments of the test, and goes on with those behind the body.
    pub(super) fn end_late_test(&mut self) {
        self.flush_before_closer(u32::MAX);
        self.comments.end_aside();
    }

    /// Writes the comments before the node `id`, whose first token has no origin of its own.
    pub(super) fn flush_before_node(&mut self, id: NodeId) {
        if let Some(start) = self.start_of(id)
            && self.comments.is_due(start)
        {
            self.flush_before_token(start);
        }
    }

    /// Writes the comments before byte `limit` that stand after the last item of a list on one line.
    pub(super) fn flush_before_closer(&mut self, limit: u32) {
        while self.comments.due < limit && !self.out.is_restricted() {
            let comment = self.comments.take();
            if !matches!(self.out.last_byte(), b'(' | b'[' | b'{' | b' ') {
                self.out.push_static(" ");
            }
            self.write_comment(comment);
        }
    }

    /// Whether the comments before byte `limit` are block comments that stand in one line, behind something.
    pub(super) fn are_in_line(&self, limit: u32) -> bool {
        let due = &self.comments.table[self.comments.next..self.comments.end];
        let (mut run, mut last) = (0, None::<u32>);
        for comment in due.iter().take_while(|comment| comment.span.start < limit) {
            let start = comment.span.start;
            let is_beside = match last {
                Some(last) => self.source.get(last as usize..start as usize).is_some_and(|gap| !gap.contains('\n')),
                None => self.comments.is_trailing(start),
            };
            let text = comment.span.slice(self.source);
            if !(is_beside && comment.is_block() && is_on_one_line(text)) {
                return false;
            }
            (run, last) = (run + text.chars().count() as u32 + 1, Some(comment.span.end));
        }
        last.is_some() && run + 4 <= self.room()
    }

    /// Writes the comments before byte `limit` in the line, between two braces.
    pub(super) fn flush_within(&mut self, limit: u32) {
        while self.comments.due < limit {
            let comment = self.comments.take();
            self.out.push_static(" ");
            self.write_comment(comment);
        }
    }

    /// Goes from the item `prev` of a list, or from its opener, to the item `next`: comments behind `prev`, the line
    /// end, comments on lines of their own, a blank line if there was one.
    pub(super) fn separate(&mut self, prev: Option<NodeId>, next: NodeId) {
        let wrote = self.flush_between(prev, self.start_of(next), true);
        self.out.end_line();
        let (last, start) = (self.comments.last_end, self.tree.node(next).span.start);
        if (prev.is_some() || wrote) && last < start && self.comments.has_blank_line(last, start) {
            self.out.leave_blank_line();
        }
    }

    /// Writes the comments before `id`, each on a line of its own.
    pub(super) fn flush_above(&mut self, id: NodeId) {
        if let Some(start) = self.start_of(id)
            && self.flush_own_lines(start, false, false)
        {
            self.out.end_line();
        }
    }

    /// Writes the comments before `first`, with which the text begins.
    pub(super) fn flush_before_first(&mut self, first: NodeId) {
        if let Some(start) = self.start_of(first)
            && self.flush_own_lines(start, false, true)
        {
            self.out.end_line();
        }
        self.write_docs_of_item(first);
    }

    /// Writes the comments behind the last item of a list and before its closer, which comes from byte `limit`.
    pub(super) fn flush_after_last(&mut self, last: Option<NodeId>, limit: Option<u32>) {
        self.flush_between(last, limit, false);
    }

    /// Writes the comments behind `prev` and before byte `next`; says whether there was one. A comment on the line of
    /// an item that follows is left to its first token.
    fn flush_between(&mut self, prev: Option<NodeId>, next: Option<u32>, item_follows: bool) -> bool {
        let mut wrote = false;
        if let Some(span) = prev.map(|id| self.tree.node(id).span)
            && !span.is_none()
        {
            if self.comments.due != u32::MAX {
                let limit = next.unwrap_or_else(|| self.comments.line_end(span.end));
                wrote = self.flush_trailing(span.end, limit);
            }
            let end = prev.and_then(|prev| self.end_of_entry(prev, next)).unwrap_or(span.end);
            self.comments.last_end = self.comments.last_end.max(end);
        } else if let Some(next) = next {
            // Behind an opener a comment before something on its line is a comment of that.
            let leads = item_follows && self.comments.due != u32::MAX && {
                let first = self.comments.peek();
                first.is_block() && (self.comments.goes_on(first.span.end) || self.comments.is_bound())
            };
            wrote = !leads && self.flush_trailing(0, next);
        }
        if let Some(next) = next {
            wrote |= self.flush_own_lines(next, prev.is_some() || wrote, item_follows);
        }
        wrote
    }

    /// Where the value of the entry `id` ends, which has the place of its key, unless it comes from behind byte `limit`.
    fn end_of_entry(&self, id: NodeId, limit: Option<u32>) -> Option<u32> {
        let is_entry = matches!(self.tree.kind(id), Kind::Property | Kind::PatternProperty);
        let value = self.tree.node(*self.tree.kids(id).last().filter(|_| is_entry)?).span;
        let is_behind = !value.is_none() && value.start >= self.tree.node(id).span.end;
        (is_behind && limit.is_none_or(|limit| value.end <= limit)).then_some(value.end)
    }

    /// Writes the comments before byte `limit`, where a link of a chain begins a line. Whether the last of them begins
    /// it.
    pub(super) fn flush_on_lines(&mut self, limit: u32) -> bool {
        self.flush_trailing(0, limit);
        self.flush_own_lines(limit, false, true);
        let is_beside = self.comments.is_due(limit);
        if is_beside {
            self.out.end_line();
            self.flush_before_token(limit);
        }
        is_beside
    }

    /// Writes the comments before `part` that end their line, if the first of them does; says whether it does.
    pub(super) fn flush_lines_before(&mut self, part: NodeId) -> bool {
        let has_comments = self.has_line_comment_before(part);
        if has_comments {
            let start = self.tree.node(part).span.start;
            // In Lisp a comment can stand nowhere else than behind the opener, in a clause of `cond` for example.
            let comment = self.comments.peek().span;
            let before = self.source[..comment.start as usize].trim_end_matches([' ', '\t']);
            let is_first = self.comments.is_lisp(comment) && before.ends_with(['(', '[']);
            let follows = !is_first && self.flush_trailing(0, start);
            if self.comments.is_due(start) && !is_first && self.comments.is_below_blank_line(self.comments.due) {
                self.out.end_line();
                self.out.leave_blank_line();
            }
            self.flush_own_lines(start, follows, true);
            self.out.end_line();
        }
        has_comments
    }

    /// Whether a comment that ends its line is next, and stands before `id`.
    pub(super) fn has_line_comment_before(&self, id: NodeId) -> bool {
        self.start_of(id).is_some_and(|start| {
            self.comments.is_due(start)
                && !self.comments.goes_on(self.comments.run_end())
                && !self.comments.has_cast_next()
        })
    }

    /// Whether the same is so, and the comment stands behind `word`.
    pub(super) fn has_line_comment_behind_word(&self, id: NodeId, word: &str) -> bool {
        self.has_line_comment_before(id) && {
            let before = self.source.get(..self.comments.peek().span.start as usize).unwrap_or_default();
            before.trim_end_matches([' ', '\t']).ends_with(word)
        }
    }

    /// Whether a comment that ends its line is next, stands before `id`, and begins its line too.
    pub(super) fn has_own_lines_before(&self, id: NodeId) -> bool {
        self.has_line_comment_before(id) && !self.comments.is_trailing(self.comments.due)
    }

    /// Whether a comment begins a line between `prev`, or the beginning of `list`, and its item `next`.
    pub(super) fn has_own_line_comment(&self, list: NodeId, prev: Option<NodeId>, next: NodeId) -> bool {
        let start = prev.map_or(self.tree.node(list).span.start, |prev| self.tree.node(prev).span.end);
        let (Some(_), Some(end)) = (self.start_of(prev.unwrap_or(list)), self.start_of(next)) else { return false };
        let between = self.comments.from(start).iter();
        between
            .take_while(|comment| comment.span.start < end)
            .any(|comment| !self.comments.is_trailing(comment.span.start))
    }

    /// Whether a line ends behind one of the comments before byte `limit`.
    pub(super) fn has_line_end_behind_comment(&self, limit: u32) -> bool {
        let due = &self.comments.table[self.comments.next..self.comments.end];
        let mut before = due.iter().take_while(|comment| comment.span.start < limit);
        before.any(|comment| !comment.is_block() || !self.comments.goes_on(comment.span.end))
    }

    /// Whether a comment that cannot stand in the middle of a line comes before byte `limit`.
    pub(super) fn has_hard_line_end(&self, limit: u32) -> bool {
        let due = &self.comments.table[self.comments.next..self.comments.end];
        let mut before = due.iter().take_while(|comment| comment.span.start < limit);
        before.any(|comment| !comment.is_block() || !is_on_one_line(comment.span.slice(self.source)))
    }

    /// Whether a comment that ends a line, or begins one, stands between the end of `item` and the end of `list`.
    pub(super) fn has_line_ender_behind(&self, item: NodeId, list: NodeId) -> bool {
        let (item, list) = (self.tree.node(item).span, self.tree.node(list).span);
        let mut behind = self.comments.from(item.end).iter().take_while(|comment| comment.span.start < list.end);
        let has_line = |comment: &Comment| !comment.is_block() || !self.comments.is_trailing(comment.span.start);
        !item.is_none() && behind.any(has_line)
    }

    /// Whether `comment` holds a line end or is followed by one.
    fn ends_line(&self, comment: &Comment) -> bool {
        let is_one_line = comment.is_block() && is_on_one_line(comment.span.slice(self.source));
        !is_one_line || !self.comments.goes_on(comment.span.end)
    }

    /// Whether a comment stands between `prev` and `next`.
    pub(super) fn has_comment_between(&self, prev: NodeId, next: NodeId) -> bool {
        let (prev, next) = (self.tree.node(prev).span, self.tree.node(next).span);
        !prev.is_none() && self.comments.from(prev.end).first().is_some_and(|comment| comment.span.start < next.start)
    }

    /// Whether a line comment stands behind `id` on its line.
    pub(super) fn has_line_comment_behind(&self, id: NodeId) -> bool {
        let end = self.tree.node(id).span.end;
        let next = self.comments.from(end).first();
        let Some(comment) = next.filter(|_| self.start_of(id).is_some()) else { return false };
        let gap = self.source.get(end as usize..comment.span.start as usize);
        comment.kind == CommentKind::Line && gap.is_some_and(is_blank)
    }

    /// Whether a line ends between the comments before `id` and `id`, or within one of them.
    pub(super) fn has_line_end_before(&self, id: NodeId) -> bool {
        let Some(start) = self.start_of_token(id).filter(|&start| self.comments.is_due(start)) else { return false };
        let due = &self.comments.table[self.comments.next..self.comments.end];
        let mut before = due.iter().take_while(|comment| comment.span.start < start);
        match before.find(|comment| comment.kind == CommentKind::Cast || self.ends_line(comment)) {
            // What stands behind a cast stands in its parentheses.
            Some(cast) if cast.kind == CommentKind::Cast => !is_on_one_line(cast.span.slice(self.source)),
            found => found.is_some(),
        }
    }

    /// Whether the exit `id` is not written in the source, where its value alone stands, with a block comment before it
    /// on its line.
    pub(super) fn is_implied_with_comment(&self, id: NodeId) -> bool {
        let span = self.tree.node(id).span;
        let is_value = |&value: &NodeId| self.tree.node(value).span == span;
        !span.is_none()
            && self.comments.is_due(span.start)
            && self.tree.kids(id).first().is_some_and(is_value)
            && self.comments.peek().is_block()
            && (self.comments.goes_on(self.comments.peek().span.end) || self.comments.is_bound())
    }

    /// Writes the comments at the end of the line, before `next`, which begins a line; says whether there was one.
    pub(super) fn flush_behind(&mut self, next: NodeId) -> bool {
        self.has_line_comment_before(next) && self.flush_trailing(0, self.tree.node(next).span.start)
    }

    /// Writes the comments before byte `limit` that stand on the line of what has been written last, or that were
    /// left over from before byte `end`.
    fn flush_trailing(&mut self, mut end: u32, limit: u32) -> bool {
        let (mut wrote, mut run) = (false, 0);
        while self.comments.due < limit && !self.out.expects_line_end() && self.out.len() > 0 {
            let start = self.comments.due;
            if start >= end {
                if start >= run {
                    run = self.comments.run_end();
                }
                if !(self.comments.is_trailing(start) && self.comments.belongs_behind(end, run)) {
                    break;
                }
            }
            let comment = self.comments.take();
            if comment.span.start == end {
                // What is glued to it belongs to the same form.
                end = comment.span.end;
            }
            self.out.push_static(" ");
            self.write_comment(comment);
            wrote = true;
        }
        wrote
    }

    /// Writes the block comments that stand within `id` behind its last token, as in `(& a 1 #| c |#)`, whose comment
    /// belongs to the `1`, those that are glued to it, as in `(f a#| c |# b)`, and those that `reach` says.
    pub(super) fn flush_blocks_behind(&mut self, id: NodeId, reach: Reach) {
        let span = self.tree.node(id).span;
        let mut end = span.end;
        while !span.is_none() && self.comments.due != u32::MAX && !self.out.is_restricted() {
            let comment = self.comments.peek();
            let gap = self.source.get(end as usize..comment.span.start as usize);
            let is_near = match gap {
                None | Some("") => true,
                Some(gap) => {
                    let is_blank = is_blank(gap);
                    let rest = self.source.get(comment.span.end as usize..).unwrap_or_default();
                    let ends_line = rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
                    let is_last = rest.trim_ascii_start().starts_with([')', ']', '}']);
                    is_blank && (reach >= Reach::Line && ends_line || reach >= Reach::Closer && is_last)
                }
            };
            if !is_near || comment.kind != CommentKind::Block {
                return;
            }
            self.comments.take();
            end = comment.span.end.max(end);
            // A hole has no text.
            if !matches!(self.out.last_byte(), b'[' | b' ') {
                self.out.push_static(" ");
            }
            self.write_comment(comment);
        }
    }

    /// Whether a comment that has not been written yet stands before the end of `id` or is glued to it, and `id` ends
    /// there: the `a + b` of `(+ a b c)` has the place of the whole form.
    pub(super) fn ends_in_comment(&self, id: NodeId) -> bool {
        self.comments.due <= self.limit_of(id) && !self.layout.goes_on(id)
    }

    /// Writes the block comments on one line that are left over from within `id`.
    pub(super) fn flush_rest(&mut self, id: NodeId) {
        let end = self.limit_of(id);
        while self.comments.due < end {
            let next = self.comments.due;
            self.flush_glued(next);
            if self.comments.due == next {
                return;
            }
        }
    }

    /// Writes the block comments on one line that are glued to byte `end`.
    pub(super) fn flush_glued(&mut self, mut end: u32) {
        while self.comments.due == end && end != u32::MAX {
            let Comment { span, kind } = self.comments.peek();
            if kind != CommentKind::Block || !is_on_one_line(span.slice(self.source)) {
                break;
            }
            end = span.end;
            let comment = self.comments.take();
            self.out.push_static(" ");
            self.write_comment(comment);
        }
    }

    /// Writes the block comments that are glued to the `else` or `finally` of the clause that `id` comes from, as in
    /// `(else#| c |# a)`: those glued to another word, `(f#| c |# a)`, are of the call.
    pub(super) fn flush_behind_head(&mut self, id: NodeId) {
        let span = self.tree.node(id).span;
        if !span.is_none()
            && self.comments.is_due(span.end)
            && let Some(list) = span.slice(self.source).strip_prefix('(')
            && let Some(word) = list.find(|c: char| !c.is_ascii_alphabetic())
            && matches!(&list[..word], "else" | "finally")
        {
            self.flush_glued(span.start + 1 + word as u32);
        }
    }

    /// Does `work` where comments may be printed, as between the braces of an element.
    pub(super) fn with_comments<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let is_enabled = self.comments.is_enabled();
        self.comments.set_enabled(true);
        let done = work(self);
        self.comments.set_enabled(is_enabled);
        done
    }

    /// Writes the comments before byte `limit` as `{/* why */}`, each on a line of its own.
    pub(super) fn flush_braced(&mut self, limit: u32) -> bool {
        let mut wrote = false;
        while self.comments.due < limit {
            let comment = self.comments.take();
            let text = comment.span.slice(self.source);
            self.out.end_line();
            self.out.push_static("{");
            if comment.kind == CommentKind::Line {
                self.out.push_static("/* ");
                write_guarded(&mut self.out, line_body(text).trim());
                self.out.push_static(" */");
            } else {
                write_block_comment(&mut self.out, text);
            }
            self.out.push_static("}");
            wrote = true;
        }
        wrote
    }

    /// Writes the comments behind `id` on its line, also one that ends it: a line end comes next.
    pub(super) fn flush_line_behind(&mut self, id: NodeId) {
        self.flush_blocks_behind(id, Reach::Line);
        let span = self.tree.node(id).span;
        if !span.is_none() {
            self.flush_line_at(span.end);
        }
    }

    /// Writes the comment behind byte `end` that ends its line: a line end comes next.
    pub(super) fn flush_line_at(&mut self, end: u32) {
        if self.comments.due == u32::MAX || self.out.is_restricted() {
            return;
        }
        let comment = self.comments.peek();
        let gap = self.source.get(end as usize..comment.span.start as usize);
        if comment.kind == CommentKind::Line && gap.is_some_and(is_blank) {
            let comment = self.comments.take();
            self.out.push_static(" ");
            self.write_comment(comment);
        }
    }

    /// Writes the comments behind the key `id`, also one that ends the line if the form of the key ends with it.
    pub(super) fn flush_behind_key(&mut self, id: NodeId) {
        self.flush_blocks_behind(id, Reach::Closer);
        let rest = match self.comments.due {
            u32::MAX => "",
            _ => self.source.get(self.comments.peek().span.end as usize..).unwrap_or_default(),
        };
        if rest.trim_ascii_start().starts_with([')', ']', '}']) {
            self.flush_line_behind(id);
        }
    }

    /// Writes those comments behind the key `id` that stand in brackets with it, or are glued to it: others in
    /// `(js/call o k #| c |#)` are of the arguments.
    pub(super) fn flush_behind_called_key(&mut self, id: NodeId) {
        let (due, end) = (self.comments.due, self.tree.node(id).span.end);
        // What stands elsewhere is not looked at: each comment is near one key.
        let is_near = due != u32::MAX && self.comments.is_beside(end, due);
        let run = if is_near { self.comments.run_end() } else { 0 };
        let rest = self.source.get(run as usize..).unwrap_or_default();
        if is_near && rest.trim_ascii_start().starts_with(']') {
            self.flush_behind_key(id);
        } else {
            self.flush_blocks_behind(id, Reach::Glued);
        }
    }

    /// Writes the comments before byte `limit`, each on a line of its own. `follows`: something stands before them in
    /// their list.
    pub(super) fn flush_own_lines(&mut self, limit: u32, follows: bool, item_follows: bool) -> bool {
        let (mut wrote, mut run) = (false, 0);
        while self.comments.due < limit {
            let comment = self.comments.peek();
            if comment.span.start >= run {
                run = self.comments.run_end();
            }
            if item_follows && comment.is_block() && (self.comments.goes_on(run) || self.comments.is_bound()) {
                break;
            }
            let last = self.comments.last_end;
            let is_apart = (follows || wrote) && self.comments.has_blank_line(last, comment.span.start);
            if wrote && self.comments.is_beside(last, comment.span.start) && !self.out.expects_line_end() {
                self.out.push_static(" ");
            } else {
                self.out.end_line();
            }
            if is_apart {
                self.out.leave_blank_line();
            }
            let comment = self.comments.take();
            self.write_comment(comment);
            wrote = true;
        }
        wrote
    }

    /// Goes on to the keyword of `id`, which in Lisp is a head: the comments that stand behind it there, and end its line,
    /// stand above it.
    ///
    /// ```lisp
    /// (catch ; why
    ///   error …)
    /// ```
    pub(super) fn flush_run_of_keyword(&mut self, id: NodeId) {
        let origin = self.origin(id);
        let run = if origin.is_none() || origin.is_empty() { None } else { self.comments.run_behind(origin.end) };
        match run.filter(|&end| self.comments.due < end) {
            Some(end) => {
                self.flush_own_lines(end, true, false);
                self.out.end_line();
            }
            None => self.out.push_static(" "),
        }
    }

    /// Whether comments belong between an opener and its closer that comes from byte `limit`.
    pub(super) fn has_comments_before(&self, limit: u32) -> bool {
        self.comments.is_due(limit)
    }

    /// Where the items of `id` end in the source, for the comments behind the last; 0 when that is not known.
    pub(super) fn limit_of(&self, id: NodeId) -> u32 {
        let node = self.tree.node(id);
        if node.span.is_none() || node.flags.has(Flags::TEMPLATE) { 0 } else { node.span.end }
    }

    /// Where `id` starts in the source, when comments may go by it.
    pub(super) fn start_of(&self, id: NodeId) -> Option<u32> {
        let node = self.tree.node(id);
        (!node.span.is_none()).then_some(node.span.start)
    }

    /// Where what is printed first of the expression `id` starts in the source: the `a` of `(.b a)`.
    fn start_of_token(&self, id: NodeId) -> Option<u32> {
        let (mut at, mut start) = (id, self.start_of(id)?);
        loop {
            let begins_with_kid = matches!(
                self.tree.kind(at),
                Kind::Member
                    | Kind::Index
                    | Kind::Private
                    | Kind::Call
                    | Kind::Chain
                    | Kind::TaggedTemplate
                    | Kind::Cond
                    | Kind::Sequence
                    | Kind::Binary
                    | Kind::Logical
            );
            match self.tree.kids(at).first() {
                Some(&kid) if begins_with_kid => at = kid,
                _ => return Some(start),
            }
            start = start.max(self.start_of(at)?);
        }
    }

    /// Writes `comment`, taken from the table, and those that stand beside it.
    fn write_run(&mut self, comment: Comment) {
        let mut last = comment;
        self.write_comment(last);
        while self.comments.due != u32::MAX && self.comments.is_beside(last.span.end, self.comments.due) {
            last = self.comments.take();
            self.out.push_static(" ");
            self.write_comment(last);
        }
    }

    fn write_comment(&mut self, comment: Comment) {
        let text = comment.span.slice(self.source);
        match comment.kind {
            CommentKind::Line => write_line_comment(&mut self.out, text),
            CommentKind::Block | CommentKind::Cast => write_block_comment(&mut self.out, text),
            CommentKind::Datum | CommentKind::Hashbang => {}
        }
    }

    /// Writes the docstring of the statement or member `id` and ends the line.
    pub(super) fn write_docs_of_item(&mut self, id: NodeId) {
        if self.tree.docs.is_empty() {
            return;
        }
        let mut at = id;
        loop {
            if let Some(&text) = self.tree.docs.get(&at) {
                self.write_doc(text);
                self.out.end_line();
                self.comments.documented = Some(at);
                return;
            }
            let kids = self.tree.kids(at);
            let inner = match self.tree.kind(at) {
                Kind::Declare | Kind::ExportDeclaration | Kind::ExportDefault | Kind::Expr | Kind::Chain => {
                    kids.first()
                }
                Kind::Declarator | Kind::Assign | Kind::Method | Kind::Field | Kind::Property => kids.get(1),
                Kind::Decorated => kids.last(),
                _ => None,
            };
            match inner {
                Some(&inner) => at = inner,
                None => return,
            }
        }
    }

    /// Writes the docstring of a function or class that is no item of its own, in the line.
    pub(super) fn write_docs_in_line(&mut self, id: NodeId) {
        if self.tree.docs.is_empty() || self.comments.documented == Some(id) {
            return;
        }
        if let Some(text) = self.tree.docs.get(&id) {
            let is_restricted = self.out.is_restricted();
            self.out.push_static("/**");
            write_one_line(&mut self.out, text.as_str().trim());
            if is_restricted {
                self.out.restrict();
            }
        }
    }

    pub(super) fn write_doc(&mut self, text: Symbol) {
        let text = text.as_str().trim_end();
        if !text.contains(['\n', '\r']) {
            self.out.push_static("/** ");
            write_guarded(&mut self.out, text.trim());
            self.out.push_static(" */");
            return;
        }
        let depth = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let margin = text.lines().skip(1).filter(|line| !line.trim().is_empty()).map(depth).min().unwrap_or(0);
        self.out.push_static("/**");
        for (at, line) in text.lines().enumerate() {
            self.out.end_line();
            let line = if at == 0 { line.trim() } else { line.get(margin..).unwrap_or("").trim_end() };
            self.out.push_static(if line.is_empty() { " *" } else { " * " });
            write_guarded(&mut self.out, line);
        }
        self.out.end_line();
        self.out.push_static(" */");
    }
}
