//! Comments: one cursor over the table of the source, as in gofmt.
//!
//! Entering: the table, sorted by position. Leaving: every comment once, before the first token that comes from behind
//! it. `(f a) ; why` leaves as `f(a); // why`.
//!
//! The cursor only moves forward; a token that comes from before it changes nothing, so that nothing can be lost or
//! doubled whatever lowering has moved. Between the items of a list a comment keeps its line or the end of it
//! ([`Printer::separate`]); before any other token it stands in the line. A line comment makes the writer end the
//! line; where a line end would change the meaning it is printed as a block comment.

use super::Printer;
use super::writer::Writer;
use std::borrow::Cow;
use std::ops::Range;
use sx_base::comment::{from_js_comment, from_lisp_comment, from_lisp_line, to_js_comment};
use sx_base::lines::{lines, trim};
use sx_base::{Comment, CommentKind, Span, Symbol};
use sx_ir::{Flags, Kind, NodeId};

/// The place in the table.
pub(super) struct Cursor<'a> {
    source: &'a str,
    table: &'a [Comment],
    next: usize,
    /// Start of the next comment; `u32::MAX` at the end, or while comments may not be printed.
    due: u32,
    is_enabled: bool,
    /// End of the source text that the last item or comment came from.
    last_end: u32,
    /// Starts of the comments that cannot stand in the middle of a line.
    line_enders: Vec<u32>,
    /// Starts of the others, with the columns that they and those before them take.
    columns: Vec<(u32, u32)>,
    /// The node whose docstring has been printed last.
    documented: Option<NodeId>,
    /// Where in the table the comments end that may be printed now.
    end: usize,
    /// Ranges of the table that are printed later than what comes behind them, innermost last.
    aside: Vec<Range<usize>>,
    /// Where the table goes on, and where it ended, for each range that is printed now.
    resume: Vec<(usize, usize)>,
}

impl<'a> Cursor<'a> {
    /// A cursor before the first comment of `table`, whose spans refer to `source`.
    pub(super) fn new(table: &'a [Comment], source: &'a str) -> Self {
        let ends_line = |comment: &&Comment| match comment.kind {
            CommentKind::Line => true,
            CommentKind::Block | CommentKind::Cast => comment.span.slice(source).contains('\n'),
            CommentKind::Datum | CommentKind::Hashbang => false,
        };
        let line_enders = table.iter().filter(ends_line).map(|comment| comment.span.start).collect();
        let mut taken = 0;
        let columns = table.iter().filter(|comment| comment.is_block() && !ends_line(comment)).map(|comment| {
            taken += comment.span.slice(source).chars().count() as u32 + 1;
            (comment.span.start, taken)
        });
        let columns = columns.collect();
        let mut cursor = Self {
            source,
            table,
            next: 0,
            due: 0,
            is_enabled: true,
            last_end: 0,
            line_enders,
            columns,
            documented: None,
            end: table.len(),
            aside: vec![],
            resume: vec![],
        };
        cursor.skip_silent();
        cursor
    }

    /// Whether a comment stands before byte `offset`.
    pub(super) fn is_due(&self, offset: u32) -> bool {
        self.due < offset
    }

    /// Allows or forbids comments.
    pub(super) fn set_enabled(&mut self, on: bool) {
        self.is_enabled = on;
        self.skip_silent();
    }

    /// Whether comments may be printed.
    pub(super) fn is_enabled(&self) -> bool {
        self.is_enabled
    }

    /// How many comments that end a line start in `span`.
    pub(super) fn line_enders_in(&self, span: Span) -> usize {
        if self.line_enders.is_empty() || span.is_none() {
            return 0;
        }
        let before = |offset: u32| self.line_enders.partition_point(|&start| start < offset);
        before(span.end) - before(span.start)
    }

    /// Whether any comments stand in the middle of a line.
    pub(super) fn have_columns(&self) -> bool {
        !self.columns.is_empty()
    }

    /// The columns that the comments in `span` take which stand in the middle of a line.
    pub(super) fn columns_in(&self, span: Span) -> u32 {
        if self.columns.is_empty() || span.is_none() {
            return 0;
        }
        let before = |offset: u32| {
            let count = self.columns.partition_point(|&(start, _)| start < offset);
            if count == 0 { 0 } else { self.columns[count - 1].1 }
        };
        before(span.end) - before(span.start)
    }

    fn take(&mut self) -> Comment {
        let comment = self.table[self.next];
        self.next += 1;
        self.last_end = comment.span.end;
        self.skip_silent();
        comment
    }

    /// Passes over comments that are not printed and finds out what is due.
    fn skip_silent(&mut self) {
        while let Some(comment) = self.table[..self.end].get(self.next)
            && matches!(comment.kind, CommentKind::Datum | CommentKind::Hashbang)
        {
            self.next += 1;
        }
        self.due = match self.table[..self.end].get(self.next) {
            Some(comment) if self.is_enabled => comment.span.start,
            _ => u32::MAX,
        };
    }

    /// Puts the comments before byte `offset` aside, and those behind it, up to byte `limit`, that end its line.
    fn set_aside(&mut self, offset: u32, limit: u32) {
        let (from, mut last) = (self.next, offset);
        let mut to = from + self.table[from..self.end].partition_point(|comment| comment.span.start < offset);
        let is_near = |last: u32, comment: &Comment| {
            let gap = self.source.get(last as usize..comment.span.start as usize).unwrap_or("\n");
            comment.span.start < limit && gap.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
        };
        let mut end = to;
        while let Some(comment) = self.table[..self.end].get(end).filter(|comment| is_near(last, comment)) {
            (end, last) = (end + 1, comment.span.end);
        }
        if !self.goes_on(last) {
            to = end;
        }
        self.aside.push(from..to);
        self.next = to;
        self.skip_silent();
    }

    /// Goes to the comments that were put aside last.
    fn begin_aside(&mut self) {
        let range = self.aside.pop().unwrap_or(self.next..self.next);
        self.resume.push((self.next, self.end));
        (self.next, self.end) = (range.start, range.end);
        self.skip_silent();
    }

    /// Goes on behind what was printed before [`Cursor::begin_aside`].
    fn end_aside(&mut self) {
        if let Some((next, end)) = self.resume.pop() {
            (self.next, self.end) = (next, end);
            self.skip_silent();
        }
    }

    /// Whether a cast is glued to what begins at byte `start`, other comments before it aside.
    fn has_cast_before(&self, start: u32) -> bool {
        if !self.is_due(start) {
            return false;
        }
        let due = &self.table[self.next..self.end];
        let last = due[..due.partition_point(|comment| comment.span.start < start)].last();
        last.is_some_and(|last| last.kind == CommentKind::Cast && last.span.end == start)
    }

    /// Where the comment stands that ends at byte `end`, blanks at the end of its line aside.
    pub(super) fn ending_at(&self, end: u32) -> Option<Span> {
        let next = self.table.partition_point(|comment| comment.span.start < end);
        let last = self.table[..next].last()?;
        (last.span.end >= end).then_some(last.span)
    }

    fn peek(&self) -> Comment {
        self.table[self.next]
    }

    /// Whether anything but blanks stands before byte `offset` in its line.
    fn is_trailing(&self, offset: u32) -> bool {
        let before = self.source.as_bytes().get(..offset as usize).unwrap_or_default();
        before
            .iter()
            .rev()
            .find(|&&byte| byte != b' ' && byte != b'\t')
            .is_some_and(|&byte| !matches!(byte, b'\n' | b'\r'))
    }

    /// Whether the next comment can belong to what ends at byte `end`, on its line. A block comment of Lisp belongs to the
    /// form behind it, unless it is glued to the one before it, or only comments stand up to `run`, the end of their run.
    fn belongs_behind(&self, end: u32, run: u32) -> bool {
        let Comment { span, kind } = self.peek();
        match kind {
            CommentKind::Cast => false,
            CommentKind::Block if self.is_lisp(span) => span.start == end || !self.goes_on(run),
            _ => true,
        }
    }

    /// Where the comments end that stand side by side from the next one on, casts aside.
    fn run_end(&self) -> u32 {
        let due = &self.table[self.next..self.end];
        let mut last = self.peek().span.end;
        for comment in &due[1..] {
            let gap = self.source.get(last as usize..comment.span.start as usize).unwrap_or("\n");
            if comment.kind == CommentKind::Cast || !gap.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
                break;
            }
            last = comment.span.end;
        }
        last
    }

    /// Whether a comment is spelled as in Lisp.
    fn is_lisp(&self, span: Span) -> bool {
        span.slice(self.source).starts_with([';', '#'])
    }

    /// Whether the line goes on with code after a comment that ends at `offset`.
    fn goes_on(&self, offset: u32) -> bool {
        let after = self.source.as_bytes().get(offset as usize..).unwrap_or_default();
        after
            .iter()
            .find(|&&byte| byte != b' ' && byte != b'\t')
            .is_some_and(|&byte| !matches!(byte, b'\n' | b'\r' | b';' | b')' | b']' | b'}'))
    }

    /// Whether the text from `start` to `end` holds a blank line.
    pub(super) fn has_blank_line(&self, start: u32, end: u32) -> bool {
        let Some(gap) = self.source.as_bytes().get(start as usize..end as usize) else { return false };
        let mut is_empty = false;
        for &byte in gap {
            match byte {
                b'\n' if is_empty => return true,
                b'\n' => is_empty = true,
                b' ' | b'\t' | b'\r' | 0xC => {}
                _ => is_empty = false,
            }
        }
        false
    }

    /// Whether the line above that of byte `offset` is blank, and only blanks stand before the byte in its own.
    fn is_below_blank_line(&self, offset: u32) -> bool {
        let before = self.source.get(..offset as usize).unwrap_or_default();
        let blanks = before.trim_end_matches([' ', '\t', '\r', '\n', '\u{c}']).len();
        before[blanks..].bytes().filter(|&byte| byte == b'\n').count() > 1
    }

    /// End of the line that holds byte `offset`.
    fn line_end(&self, offset: u32) -> u32 {
        let after = self.source.as_bytes().get(offset as usize..).unwrap_or_default();
        offset + after.iter().position(|&byte| byte == b'\n').unwrap_or(after.len()) as u32
    }
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
        let comment = self.comments.take();
        if !matches!(self.out.last_byte(), b' ' | b'\n' | b'(' | b'[' | b'{' | b'!' | b'~' | b'.') {
            self.out.push_static(" ");
        }
        let text = comment.span.slice(self.source);
        match comment.kind {
            CommentKind::Line if !is_restricted => {
                let has_own_line = self.out.starts_line();
                write_line_comment(&mut self.out, text);
                if has_own_line {
                    self.out.end_line();
                }
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

    /// Writes the casts of the expression `id`, each with the parenthesis that it opens; says how many. Other comments
    /// before a cast come first.
    pub(super) fn flush_casts(&mut self, id: NodeId) -> usize {
        let Some(start) = self.start_of(id).filter(|_| self.may_be_cast(id)) else { return 0 };
        let mut count = 0;
        while self.comments.has_cast_before(start) {
            let is_cast = self.comments.peek().kind == CommentKind::Cast;
            self.flush_one();
            if is_cast {
                self.out.push_static("(");
                count += 1;
            }
        }
        count
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
            if !matches!(self.out.last_byte(), b'(' | b'[' | b'{') {
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
            self.comments.last_end = self.comments.last_end.max(span.end);
        } else if let Some(next) = next {
            // Behind an opener a comment before something on its line is a comment of that.
            let leads = item_follows && self.comments.due != u32::MAX && {
                let first = self.comments.peek();
                first.is_block() && self.comments.goes_on(first.span.end)
            };
            wrote = !leads && self.flush_trailing(0, next);
        }
        if let Some(next) = next {
            wrote |= self.flush_own_lines(next, prev.is_some() || wrote, item_follows);
        }
        wrote
    }

    /// Writes the comments before byte `limit`, where a link of a chain begins a line.
    pub(super) fn flush_on_lines(&mut self, limit: u32) {
        self.flush_trailing(0, limit);
        self.flush_own_lines(limit, false, true);
        if self.comments.is_due(limit) {
            self.out.end_line();
            self.flush_before_token(limit);
        }
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
        self.start_of(id)
            .is_some_and(|start| self.comments.is_due(start) && !self.comments.goes_on(self.comments.peek().span.end))
    }

    /// Whether the same is so, and the comment begins its line too.
    pub(super) fn has_own_lines_before(&self, id: NodeId) -> bool {
        self.has_line_comment_before(id) && !self.comments.is_trailing(self.comments.due)
    }

    /// Whether a comment begins a line between `prev`, or the beginning of `list`, and its item `next`.
    pub(super) fn has_own_line_comment(&self, list: NodeId, prev: Option<NodeId>, next: NodeId) -> bool {
        let start = prev.map_or(self.tree.node(list).span.start, |prev| self.tree.node(prev).span.end);
        let (Some(_), Some(end)) = (self.start_of(prev.unwrap_or(list)), self.start_of(next)) else { return false };
        let table = &self.comments.table;
        let between = table[table.partition_point(|comment| comment.span.start < start)..].iter();
        between
            .take_while(|comment| comment.span.start < end)
            .any(|comment| !self.comments.is_trailing(comment.span.start))
    }

    /// Whether a comment that holds or is followed by a line end stands before byte `limit`.
    pub(super) fn has_line_ender_before(&self, limit: u32) -> bool {
        let due = &self.comments.table[self.comments.next..self.comments.end];
        due.iter().take_while(|comment| comment.span.start < limit).any(|comment| {
            let is_one_line = comment.is_block() && is_on_one_line(comment.span.slice(self.source));
            !is_one_line || !self.comments.goes_on(comment.span.end)
        })
    }

    /// Whether a comment stands between `prev` and `next`.
    pub(super) fn has_comment_between(&self, prev: NodeId, next: NodeId) -> bool {
        let (prev, next) = (self.tree.node(prev).span, self.tree.node(next).span);
        let table = self.comments.table;
        let at = table.partition_point(|comment| comment.span.start < prev.end);
        !prev.is_none() && table.get(at).is_some_and(|comment| comment.span.start < next.start)
    }

    /// Whether a line comment stands behind `id` on its line.
    pub(super) fn has_line_comment_behind(&self, id: NodeId) -> bool {
        let end = self.tree.node(id).span.end;
        let next = self.comments.table.partition_point(|comment| comment.span.start < end);
        let Some(comment) = self.comments.table.get(next).filter(|_| self.start_of(id).is_some()) else { return false };
        let gap = self.source.get(end as usize..comment.span.start as usize);
        comment.kind == CommentKind::Line && gap.is_some_and(|gap| gap.bytes().all(|b| matches!(b, b' ' | b'\t')))
    }

    /// Whether a line ends between the comments before `id` and `id`, or within one of them.
    pub(super) fn has_line_end_before(&self, id: NodeId) -> bool {
        let Some(start) = self.start_of_token(id).filter(|&start| self.comments.is_due(start)) else { return false };
        let due = &self.comments.table[self.comments.next..self.comments.end];
        due.iter().take_while(|comment| comment.span.start < start).any(|comment| {
            let is_one_line = comment.is_block() && is_on_one_line(comment.span.slice(self.source));
            !is_one_line || !self.comments.goes_on(comment.span.end)
        })
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
            && self.comments.goes_on(self.comments.peek().span.end)
    }

    /// Writes the comments at the end of the line, before `next`, which begins a line; says whether there was one.
    pub(super) fn flush_behind(&mut self, next: NodeId) -> bool {
        self.has_line_comment_before(next) && self.flush_trailing(0, self.tree.node(next).span.start)
    }

    /// Writes the comments before byte `limit` that stand on the line of what has been written last, or that were
    /// left over from before byte `end`.
    fn flush_trailing(&mut self, end: u32, limit: u32) -> bool {
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
            self.out.push_static(" ");
            self.write_comment(comment);
            wrote = true;
        }
        wrote
    }

    /// Writes the block comments that stand within `id` behind its last token, as in `(& a 1 #| c |#)`, whose comment
    /// belongs to the `1`, those that are glued to it, as in `(f a#| c |# b)`, and those that end their line. With
    /// `before_closer`, those as well that are all that stands between `id` and the closer of the form around it.
    pub(super) fn flush_blocks_behind(&mut self, id: NodeId, before_closer: bool) {
        let span = self.tree.node(id).span;
        while !span.is_none() && self.comments.due != u32::MAX && !self.out.is_restricted() {
            let comment = self.comments.peek();
            let gap = self.source.get(span.end as usize..comment.span.start as usize);
            let is_near = match gap {
                None | Some("") => true,
                Some(gap) => {
                    let is_blank = gap.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
                    let rest = self.source.get(comment.span.end as usize..).unwrap_or_default();
                    let ends_line = rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
                    let is_last = before_closer && rest.trim_ascii_start().starts_with([')', ']', '}']);
                    is_blank && (ends_line || is_last)
                }
            };
            if !is_near || comment.kind != CommentKind::Block {
                return;
            }
            self.comments.take();
            self.out.push_static(" ");
            self.write_comment(comment);
        }
    }

    /// Writes the block comments on one line that are glued to the end of `id`.
    pub(super) fn flush_glued(&mut self, id: NodeId) {
        let mut end = self.tree.node(id).span.end;
        while self.start_of(id).is_some() && self.comments.due == end {
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
                self.out.push_static("/*");
                self.out.push_static(" ");
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
        self.flush_blocks_behind(id, false);
        let span = self.tree.node(id).span;
        if span.is_none() || self.comments.due == u32::MAX || self.out.is_restricted() {
            return;
        }
        let comment = self.comments.peek();
        let gap = self.source.get(span.end as usize..comment.span.start as usize);
        if comment.kind == CommentKind::Line && gap.is_some_and(|gap| gap.bytes().all(|b| matches!(b, b' ' | b'\t'))) {
            let comment = self.comments.take();
            self.out.push_static(" ");
            self.write_comment(comment);
        }
    }

    /// Writes the comments before byte `limit`, each on a line of its own. `follows`: something stands before them in
    /// their list.
    fn flush_own_lines(&mut self, limit: u32, follows: bool, item_follows: bool) -> bool {
        let mut wrote = false;
        while self.comments.due < limit {
            let comment = self.comments.peek();
            if item_follows && comment.is_block() && self.comments.goes_on(comment.span.end) {
                break;
            }
            let last = self.comments.last_end;
            let is_apart = (follows || wrote) && self.comments.has_blank_line(last, comment.span.start);
            self.out.end_line();
            if is_apart {
                self.out.leave_blank_line();
            }
            let comment = self.comments.take();
            self.write_comment(comment);
            wrote = true;
        }
        wrote
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

/// The text of a line comment.
fn line_body(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '\t', '\r']);
    text.strip_prefix("//").unwrap_or_else(|| from_lisp_line(text.trim_start_matches(';')))
}

/// Writes `; text` as `// text`. The line ends before whatever is written next.
fn write_line_comment(out: &mut Writer, text: &str) {
    out.push_static("//");
    let body = line_body(text);
    // These end a line in JavaScript and not in Lisp.
    for (at, part) in body.split(['\r', '\u{2028}', '\u{2029}']).enumerate() {
        if at > 0 {
            out.push_static(" ");
        }
        out.push_str(part);
    }
    out.expect_line_end();
}

/// The text of a block comment.
fn block_body(text: &str) -> Cow<'_, str> {
    let between = |open: &str, close: &str| text.strip_prefix(open)?.strip_suffix(close);
    match (between("#|", "|#"), between("/*", "*/")) {
        (Some(lisp), _) => from_lisp_comment(lisp),
        (None, Some(js)) => from_js_comment(js),
        (None, None) => Cow::Borrowed(text),
    }
}

/// Writes `#| text |#` as `/* text */`. Lines that begin with a star are aligned anew.
fn write_block_comment(out: &mut Writer, text: &str) {
    let body = &*block_body(text);
    out.push_static("/*");
    let has_lines = memchr::memchr(b'\n', body.as_bytes()).is_some();
    if has_lines && lines(body).skip(1).map(trim).all(|line| line.is_empty() || line.starts_with('*')) {
        let count = lines(body).count();
        for (at, line) in lines(body).enumerate() {
            if at > 0 {
                out.end_line();
                out.push_static(" ");
            }
            let is_last = at + 1 == count;
            write_guarded(
                out,
                match at {
                    0 => line.trim_end(),
                    _ if is_last => line.trim_start(),
                    _ => trim(line),
                },
            );
        }
        if lines(body).last().is_some_and(|line| trim(line).is_empty()) {
            out.push_static("*/");
            return;
        }
    } else {
        write_guarded(out, body);
    }
    out.push_static("*/");
}

/// Whether `text` holds no line end of JavaScript.
fn is_on_one_line(text: &str) -> bool {
    !text.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
}

/// Writes a block comment that holds no line end, and a blank.
fn write_restricted_comment(out: &mut Writer, body: &str) {
    out.push_static("/*");
    write_one_line(out, body);
}

/// Writes the rest of a comment, after its opener, on one line, and a blank. A documentation comment stays one.
fn write_one_line(out: &mut Writer, body: &str) {
    if !body.starts_with('*') {
        out.push_static(" ");
    }
    for (at, line) in body.split(['\n', '\r', '\u{2028}', '\u{2029}']).enumerate() {
        let line = line.trim();
        if at > 0 && !line.is_empty() {
            out.push_static(" ");
        }
        write_guarded(out, line);
    }
    out.push_static(" */ ");
}

/// Writes `text` so that it does not end the comment it stands in.
fn write_guarded(out: &mut Writer, text: &str) {
    out.push_lines(&to_js_comment(text));
}
