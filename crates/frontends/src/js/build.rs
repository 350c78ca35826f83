//! The state of one reading, and the few ways in which forms are made.
//!
//! A list is built on a stack of ids: [`JsReader::open`] pushes its head, the parts push themselves, and
//! [`JsReader::close`] turns what lies above the mark into a form. Children are in the arena before their parent.

use super::{Goal, diagnostics, jumps::Targets, mask::Masks, scope::Scope};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Diagnostic, Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind, Forms};

/// How many forms there is room for in advance, at most.
const MOST_ROOM: usize = 1 << 22;

/// What the name `arguments` is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Arguments {
    /// A variable like others.
    Variable,
    /// What may not be read: in the value of a field or a static block, functions within left out.
    Forbidden,
}

/// One reading of one file.
pub(super) struct JsReader<'a> {
    /// The JavaScript text.
    pub(super) text: &'a str,
    /// The arena.
    pub(super) forms: Forms,
    /// Finished forms whose parents are still open.
    pub(super) stack: Vec<FormId>,
    /// The names in scope here.
    pub(super) scope: Scope,
    /// Module or script.
    pub(super) goal: Goal,
    /// Where `when` may not be written, since a variable has that name for example, by place.
    pub(super) when_taken: Vec<Span>,
    /// The code is strict here.
    pub(super) strict: bool,
    /// `await` is an operator here.
    pub(super) may_await: bool,
    /// What `arguments` is here.
    pub(super) arguments: Arguments,
    /// Starts of the `return`s that are not written.
    pub(super) implied: FxHashSet<u32>,
    /// What jumps can reach within the innermost function.
    pub(super) targets: Targets,
    /// What the tree hides of the text.
    pub(super) masks: Masks,
    /// Starts of the comments, sorted.
    pub(super) comments: Vec<u32>,
    /// Where the comments begin that are casts, by where their parentheses do.
    pub(super) casts: FxHashMap<u32, u32>,
    /// What was refused.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> JsReader<'a> {
    /// A reader at the start of `text`. `globals` need no declaration.
    pub(super) fn new(text: &'a str, goal: Goal, globals: &[Symbol]) -> Self {
        Self {
            text,
            // Minified code has a form for every four bytes. Room that is not used costs nothing; an arena that grows is
            // copied to new pages each time.
            forms: Forms::with_capacity((text.len() / 4).min(MOST_ROOM)),
            stack: vec![],
            scope: Scope::new(globals),
            goal,
            when_taken: vec![],
            strict: goal == Goal::Module,
            may_await: goal == Goal::Module,
            arguments: Arguments::Variable,
            implied: FxHashSet::default(),
            targets: Targets::default(),
            masks: Masks::default(),
            comments: vec![],
            casts: FxHashMap::default(),
            diagnostics: vec![],
        }
    }

    /// Where the next list begins on the stack.
    pub(super) fn mark(&self) -> usize {
        self.stack.len()
    }

    /// Begins a list with a special form as head; `at` is the token that names it.
    pub(super) fn open(&mut self, head: CoreForm, at: Span) -> usize {
        let mark = self.mark();
        self.push_leaf(FormKind::Core(head), at);
        mark
    }

    /// Begins a list whose keyword is the first token of `span`.
    pub(super) fn open_keyword(&mut self, head: CoreForm, keyword: &str, span: Span) -> usize {
        self.open(head, Span::new(span.start, span.start + keyword.len() as u32))
    }

    /// Adds a finished form to the list that is open.
    pub(super) fn push(&mut self, form: FormId) {
        self.stack.push(form);
    }

    /// Adds a form without children to the list that is open.
    pub(super) fn push_leaf(&mut self, kind: FormKind, span: Span) {
        let leaf = self.forms.leaf(kind, span);
        self.stack.push(leaf);
    }

    /// Adds a symbol to the list that is open.
    pub(super) fn push_symbol(&mut self, name: &str, span: Span) {
        self.push_leaf(FormKind::Symbol(Symbol::intern(name)), span);
    }

    /// Ends the list that began at `mark`.
    pub(super) fn close(&mut self, mark: usize, span: Span) -> FormId {
        self.close_as(FormKind::List, mark, span)
    }

    /// Ends a form of `kind` whose children began at `mark`.
    pub(super) fn close_as(&mut self, kind: FormKind, mark: usize, span: Span) -> FormId {
        let form = self.forms.add(kind, &self.stack[mark..], span);
        self.stack.truncate(mark);
        form
    }

    /// `(HEAD child)`.
    pub(super) fn wrap(&mut self, head: CoreForm, at: Span, child: FormId, span: Span) -> FormId {
        let mark = self.open(head, at);
        self.push(child);
        self.close(mark, span)
    }

    /// Where a node of the parser's tree stands in the text. What begins with a cast begins with its comment.
    pub(super) fn span(&self, span: oxc_span::Span) -> Span {
        let limit = self.text.len() as u32;
        let mut start = span.start.min(limit);
        if !self.casts.is_empty()
            && let Some(&comment) = self.casts.get(&start)
        {
            start = comment;
        }
        Span::new(start, span.end.clamp(start, limit))
    }

    /// Where a statement or member stands, without a semicolon on a later line: those who write none put one before a
    /// bracket that begins a line.
    pub(super) fn statement_span(&self, span: oxc_span::Span) -> Span {
        let span = self.span(span);
        let Some(whole) = self.text[..span.end as usize].strip_suffix(';') else { return span };
        let mut end = whole.trim_end().len() as u32;
        let mut next = self.comments.partition_point(|&comment| comment < span.end);
        while next > 0 && self.comments[next - 1] >= span.start {
            let start = self.comments[next - 1];
            if self.comment_end(start) < end {
                break;
            }
            end = self.text[..start as usize].trim_end().len() as u32;
            next -= 1;
        }
        let has_line_end = self.text[end as usize..whole.len()].contains(['\n', '\r', '\u{2028}', '\u{2029}']);
        if has_line_end && end > span.start { Span::new(span.start, end) } else { span }
    }

    /// Where a clause of a `switch` stands, with the comments behind it that are indented more than its keyword: they are
    /// comments of the clause, as `// falls through` is.
    pub(super) fn clause_span(&self, span: oxc_span::Span) -> Span {
        let span = self.span(span);
        let Some(keyword) = self.indentation(span.start) else { return span };
        let (mut end, limit) = (span.end, self.skip_trivia(span.end));
        let first = self.comments.partition_point(|&comment| comment < span.end);
        for &comment in self.comments[first..].iter().take_while(|&&comment| comment < limit) {
            match self.indentation(comment) {
                Some(columns) if columns <= keyword => break,
                Some(_) => end = self.comment_end(comment),
                None => {}
            }
        }
        Span::new(span.start, end)
    }

    /// How many bytes of white space stand before byte `at` in its line, if nothing else does.
    fn indentation(&self, at: u32) -> Option<usize> {
        let before = &self.text.as_bytes()[..at as usize];
        let blanks = before.iter().rev().take_while(|&&byte| matches!(byte, b' ' | b'\t')).count();
        before[..before.len() - blanks].last().is_none_or(|&byte| byte == b'\n').then_some(blanks)
    }

    /// Where the comment ends that begins at byte `start`.
    fn comment_end(&self, start: u32) -> u32 {
        let text = &self.text[start as usize..];
        let length = match text.strip_prefix("/*") {
            Some(rest) => rest.find("*/").map_or(text.len(), |end| end + 4),
            None => super::comments::line_end(text, 0) as usize,
        };
        start + length as u32
    }

    /// Says what the tree hides of the text.
    pub(super) fn set_masks(&mut self, masks: Masks) {
        self.scope.set_masks(&masks);
        self.masks = masks;
    }

    /// Says that the mask at byte `at`, if there is one, may stand there; most only in sloppy code.
    pub(super) fn allow_mask(&mut self, at: u32) {
        self.masks.allow(at, self.strict);
    }

    /// The name that stands at `span`.
    pub(super) fn symbol_of(&mut self, name: &str, span: Span) -> Symbol {
        self.allow_mask(span.start);
        Symbol::intern(self.masks.original(name))
    }

    /// Whether `when` may be written at byte `at`.
    pub(super) fn may_write_when(&self, at: u32) -> bool {
        let next = self.when_taken.partition_point(|taken| taken.start <= at);
        next == 0 || self.when_taken[next - 1].end <= at
    }

    /// Whether a comment begins at byte `start` or later and before byte `end`.
    pub(super) fn has_comment(&self, start: u32, end: u32) -> bool {
        let next = self.comments.partition_point(|&comment| comment < start);
        self.comments.get(next).is_some_and(|&comment| comment < end)
    }

    /// Whether a comment that is a cast begins at byte `start` or later and before byte `end`.
    pub(super) fn has_cast(&self, start: u32, end: u32) -> bool {
        if self.casts.is_empty() {
            return false;
        }
        let first = self.comments.partition_point(|&comment| comment < start);
        let mut comments = self.comments[first..].iter().take_while(|&&comment| comment < end);
        comments.any(|&comment| self.casts.get(&self.skip_trivia(self.comment_end(comment))) == Some(&comment))
    }

    /// The text that `span` covers.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// Refuses a construct that has no form yet.
    pub(super) fn refuse(&mut self, span: Span, what: &str) -> FormId {
        self.diagnostics.push(diagnostics::not_supported(span, what));
        self.forms.leaf(FormKind::Error, span)
    }

    /// The first place at or after `at` that is neither white space nor comment.
    pub(super) fn skip_trivia(&self, at: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let mut at = at as usize;
        loop {
            match bytes.get(at) {
                Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C) => at += 1,
                Some(b'/') if bytes.get(at + 1) == Some(&b'/') => {
                    at = super::comments::line_end(self.text, at) as usize;
                }
                Some(b'/') if bytes.get(at + 1) == Some(&b'*') => {
                    at = self.text[at + 2..].find("*/").map_or(bytes.len(), |length| at + length + 4);
                }
                Some(byte) if !byte.is_ascii() => match self.text[at..].chars().next() {
                    Some(c) if c.is_whitespace() || c == '\u{FEFF}' => at += c.len_utf8(),
                    _ => return at as u32,
                },
                _ => return at as u32,
            }
        }
    }

    /// The first place at or after `from` where `token` stands outside of comments; `from` when it does not.
    /// Only used between two nodes, where nothing but punctuation can stand, and where the token has to be.
    pub(super) fn find(&self, from: u32, token: &str) -> u32 {
        self.find_before(self.text.len() as u32, from, token).unwrap_or(from)
    }

    /// The first place at or after `from` and before `limit` where `token` stands outside of comments.
    pub(super) fn find_before(&self, limit: u32, from: u32, token: &str) -> Option<u32> {
        let mut at = self.skip_trivia(from);
        while at < limit {
            let rest = self.text.get(at as usize..)?;
            if rest.starts_with(token) {
                return Some(at);
            }
            at += rest.chars().next().map_or(1, char::len_utf8) as u32;
            at = self.skip_trivia(at);
        }
        None
    }

    /// The span of `token` at or after `from`.
    pub(super) fn token(&self, from: u32, token: &str) -> Span {
        let at = self.find(from, token);
        Span::new(at, (at + token.len() as u32).min(self.text.len() as u32))
    }
}
