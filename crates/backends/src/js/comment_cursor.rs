//! The place in the table of comments, and what the source says about where a comment stands.
//!
//! Entering: the table, sorted by position, and the source. Leaving: which comment is next, whether it ends or begins its
//! line, what it belongs to. The cursor only moves forward; what is put aside is printed later.

use super::cast_places::CastPlaces;
use std::ops::Range;
use sx_base::{Comment, CommentKind, Span, is_annotation};
use sx_ir::NodeId;

/// What is known of the comments that stand side by side with nothing but blanks between them.
#[derive(Clone, Copy)]
struct Run {
    /// Where those behind the comment end.
    end: u32,
    /// Nothing stands before the first of them or behind the last in its line.
    has_own_line: bool,
}

/// The place in the table.
pub(super) struct Cursor<'a> {
    pub(super) source: &'a str,
    pub(super) table: &'a [Comment],
    pub(super) next: usize,
    /// Start of the next comment; `u32::MAX` at the end, or while comments may not be printed.
    pub(super) due: u32,
    is_enabled: bool,
    /// End of the source text that the last item or comment came from.
    pub(super) last_end: u32,
    /// Starts of the comments that cannot stand in the middle of a line, or do not.
    line_enders: Vec<u32>,
    /// Starts of the others, with the columns that they and those before them take.
    columns: Vec<(u32, u32)>,
    /// The runs of `table`, by comment.
    runs: Vec<Run>,
    /// Where the casts belong.
    casts: CastPlaces,
    /// The node whose docstring has been printed last.
    pub(super) documented: Option<NodeId>,
    /// Where in the table the comments end that may be printed now.
    pub(super) end: usize,
    /// Ranges of the table that are printed later than what comes behind them, innermost last.
    aside: Vec<Range<usize>>,
    /// Where the table goes on, and where it ended, for each range that is printed now.
    resume: Vec<(usize, usize)>,
}

impl<'a> Cursor<'a> {
    /// A cursor before the first comment of `table`, whose spans refer to `source`.
    pub(super) fn new(table: &'a [Comment], source: &'a str) -> Self {
        let runs = runs_of(table, source);
        let ends_line = |(comment, run): &(&Comment, &Run)| match comment.kind {
            CommentKind::Line => true,
            CommentKind::Block | CommentKind::Cast => run.has_own_line || comment.span.slice(source).contains('\n'),
            CommentKind::Datum | CommentKind::Hashbang => false,
        };
        let all = || table.iter().zip(&runs);
        let line_enders = all().filter(ends_line).map(|(comment, _)| comment.span.start).collect();
        let mut taken = 0;
        let columns = all().filter(|pair| pair.0.is_block() && !ends_line(pair)).map(|(comment, _)| {
            // A cast has parentheses.
            let parens = if comment.kind == CommentKind::Cast { 2 } else { 0 };
            taken += comment.span.slice(source).chars().count() as u32 + 1 + parens;
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
            runs,
            casts: CastPlaces::new(table, source),
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

    pub(super) fn take(&mut self) -> Comment {
        let comment = self.table[self.next];
        self.next += 1;
        self.last_end = comment.span.end;
        self.skip_silent();
        comment
    }

    /// Passes over comments that are not printed and finds out what is due.
    pub(super) fn skip_silent(&mut self) {
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
    pub(super) fn set_aside(&mut self, offset: u32, limit: u32) {
        let (from, mut last) = (self.next, offset);
        let mut to = from + self.table[from..self.end].partition_point(|comment| comment.span.start < offset);
        let is_near = |last: u32, comment: &Comment| {
            let gap = self.source.get(last as usize..comment.span.start as usize).unwrap_or("\n");
            comment.span.start < limit && is_blank(gap)
        };
        // What is glued to what ends there belongs to it.
        while let Some(comment) = self.table[..self.end].get(to).filter(|comment| comment.span.start == last) {
            (to, last) = (to + 1, comment.span.end);
        }
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

    /// Puts the comments before byte `offset` aside, unless one of them takes the rest of its line. Whether it does.
    pub(super) fn put_aside_before(&mut self, offset: u32) -> bool {
        let (from, rest) = (self.next, &self.table[self.next..self.end]);
        let count = rest.partition_point(|comment| comment.span.start < offset);
        if !rest[..count].iter().all(|comment| comment.kind == CommentKind::Block) {
            return false;
        }
        self.aside.push(from..from + count);
        self.next = from + count;
        self.skip_silent();
        true
    }

    /// Goes to the comments that were put aside last.
    pub(super) fn begin_aside(&mut self) {
        let range = self.aside.pop().unwrap_or(self.next..self.next);
        self.resume.push((self.next, self.end));
        (self.next, self.end) = (range.start, range.end);
        self.skip_silent();
    }

    /// Goes on behind what was printed before [`Cursor::begin_aside`].
    pub(super) fn end_aside(&mut self) {
        if let Some((next, end)) = self.resume.pop() {
            (self.next, self.end) = (next, end);
            self.skip_silent();
        }
    }

    /// Whether a cast that is due is glued to what begins at byte `start`, other comments aside.
    pub(super) fn has_cast_before(&self, start: u32) -> bool {
        if !self.is_due(start) {
            return false;
        }
        let before = self.table[self.next..self.end].partition_point(|comment| comment.span.start < start);
        before > 0 && self.casts.has_cast(self.next, self.next + before - 1, start)
    }

    /// Whether the next comment is one for tools that shorten programs.
    pub(super) fn is_annotation_next(&self) -> bool {
        is_annotation(self.peek().span.slice(self.source))
    }

    /// Whether the next comment is a cast.
    pub(super) fn has_cast_next(&self) -> bool {
        self.peek().kind == CommentKind::Cast
    }

    /// Whether the next comment is a cast of a form that begins behind it, or stands between one and that form: it is no
    /// comment of the line.
    pub(super) fn is_bound(&self) -> bool {
        self.casts.is_bound(self.next)
    }

    /// Where the last comment for tools that shorten programs stands among those that are due before byte `offset`.
    pub(super) fn annotation_before(&self, offset: u32) -> Option<u32> {
        let due = &self.table[self.next..self.end];
        let due = &due[..due.partition_point(|comment| comment.span.start < offset)];
        let is_one = |comment: &&Comment| comment.is_block() && is_annotation(comment.span.slice(self.source));
        due.iter().rev().find(is_one).map(|comment| comment.span.start)
    }

    /// Where the block comments begin that stand in the line before byte `offset`, with nothing but blanks between: they
    /// belong to what is there.
    pub(super) fn beside(&self, mut offset: u32) -> u32 {
        let before = self.table.partition_point(|comment| comment.span.start < offset);
        for comment in self.table[..before].iter().rev() {
            let text = self.source.get(comment.span.start as usize..offset as usize).unwrap_or("\n");
            let gap = self.source.get(comment.span.end as usize..offset as usize).unwrap_or("\n");
            if comment.kind != CommentKind::Block || text.contains('\n') || !is_blank(gap) {
                break;
            }
            offset = comment.span.start;
        }
        offset
    }

    /// Where the comment stands that ends at byte `end`, blanks at the end of its line aside.
    pub(super) fn ending_at(&self, end: u32) -> Option<Span> {
        let next = self.table.partition_point(|comment| comment.span.start < end);
        let last = self.table[..next].last()?;
        (last.span.end >= end).then_some(last.span)
    }

    /// The comments of the table that start at byte `offset` or behind it.
    pub(super) fn from(&self, offset: u32) -> &'a [Comment] {
        &self.table[self.table.partition_point(|comment| comment.span.start < offset)..]
    }

    pub(super) fn peek(&self) -> Comment {
        self.table[self.next]
    }

    /// Whether anything but blanks stands before byte `offset` in its line.
    pub(super) fn is_trailing(&self, offset: u32) -> bool {
        let before = self.source.as_bytes().get(..offset as usize).unwrap_or_default();
        before
            .iter()
            .rev()
            .find(|&&byte| byte != b' ' && byte != b'\t')
            .is_some_and(|&byte| !matches!(byte, b'\n' | b'\r'))
    }

    /// Whether nothing stands between byte `offset` and what is before it.
    pub(super) fn is_glued(&self, offset: u32) -> bool {
        let before = self.source.as_bytes().get(..offset as usize).unwrap_or_default();
        before.last().is_some_and(|byte| !byte.is_ascii_whitespace())
    }

    /// Whether the next comment can belong to what ends at byte `end`, on its line. A block comment of Lisp belongs to the
    /// form behind it, unless it is glued to the one before it, or only comments stand up to `run`, the end of their run.
    pub(super) fn belongs_behind(&self, end: u32, run: u32) -> bool {
        let Comment { span, kind } = self.peek();
        match kind {
            CommentKind::Cast => false,
            CommentKind::Block if self.is_lisp(span) => span.start == end || !self.goes_on(run),
            _ => true,
        }
    }

    /// Where the comments end that stand side by side from the next one on, casts aside.
    pub(super) fn run_end(&self) -> u32 {
        self.runs[self.next].end.min(self.table[self.end - 1].span.end)
    }

    /// Whether nothing but blanks stands between byte `end`, behind a comment, and byte `start`.
    pub(super) fn is_beside(&self, end: u32, start: u32) -> bool {
        self.source.get(end as usize..start as usize).is_some_and(is_blank)
    }

    /// Whether the comment `at` of the table is the last in its line, or would be if it ended there.
    pub(super) fn takes_line(&self, at: usize) -> bool {
        let (Comment { span, kind }, run) = (self.table[at], self.runs[at]);
        kind == CommentKind::Line || run.has_own_line && run.end == span.end
    }

    /// Whether comments are all that stands in the line of the next one.
    pub(super) fn has_own_line(&self) -> bool {
        self.runs[self.next].has_own_line
    }

    /// Where the comments end that begin behind byte `end`, a keyword, in its line, the first of which ends that line.
    pub(super) fn run_behind(&self, mut end: u32) -> Option<u32> {
        let run = self.from(end);
        let first = run
            .first()
            .filter(|first| self.source.get(end as usize..first.span.start as usize).is_some_and(is_blank))?;
        if first.is_block()
            && !self.source.get(first.span.end as usize..)?.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
        {
            return None;
        }
        for comment in run {
            let gap = self.source.get(end as usize..comment.span.start as usize)?;
            if !gap.trim_ascii().is_empty() || comment.kind == CommentKind::Cast {
                break;
            }
            end = comment.span.end;
        }
        Some(end)
    }

    /// Whether a comment is spelled as in Lisp.
    pub(super) fn is_lisp(&self, span: Span) -> bool {
        span.slice(self.source).starts_with([';', '#'])
    }

    /// Whether the line goes on with code after a comment that ends at `offset`.
    pub(super) fn goes_on(&self, offset: u32) -> bool {
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
    pub(super) fn is_below_blank_line(&self, offset: u32) -> bool {
        let before = self.source.get(..offset as usize).unwrap_or_default();
        let blanks = before.trim_end_matches([' ', '\t', '\r', '\n', '\u{c}']).len();
        before[blanks..].bytes().filter(|&byte| byte == b'\n').count() > 1
    }

    /// End of the line that holds byte `offset`.
    pub(super) fn line_end(&self, offset: u32) -> u32 {
        let after = self.source.as_bytes().get(offset as usize..).unwrap_or_default();
        offset + after.iter().position(|&byte| byte == b'\n').unwrap_or(after.len()) as u32
    }
}

/// The runs of comments in `table`, whose spans refer to `source`. A cast begins one, since it belongs to what follows.
fn runs_of(table: &[Comment], source: &str) -> Vec<Run> {
    let mut runs = Vec::with_capacity(table.len());
    let mut first = 0;
    for (at, comment) in table.iter().enumerate() {
        let is_last = table.get(at + 1).is_none_or(|next| {
            let gap = source.get(comment.span.end as usize..next.span.start as usize).unwrap_or("\n");
            next.kind == CommentKind::Cast || !is_blank(gap)
        });
        if is_last {
            let whole = Span::new(table[first].span.start, comment.span.end);
            let run = Run { end: whole.end, has_own_line: has_own_line(source, whole) };
            runs.resize(at + 1, run);
            first = at + 1;
        }
    }
    runs
}

/// Whether nothing but blanks stands beside `span` of `source` in its line.
fn has_own_line(source: &str, span: Span) -> bool {
    let (Some(before), Some(after)) = (source.get(..span.start as usize), source.get(span.end as usize..)) else {
        return false;
    };
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r');
    let (before, after) = (before.trim_end_matches(is_blank), after.trim_start_matches(is_blank));
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// Whether `gap` holds blanks and nothing else, no line end either.
pub(super) fn is_blank(gap: &str) -> bool {
    gap.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}
