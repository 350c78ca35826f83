//! What JavaScript has between two forms and Lisp has not: parentheses, braces, operators and words. Entering: a walk and a
//! place; leaving: on which side of it a comment stands.

use super::{Walk, is_blank, is_line};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};
use sx_base::{Comment, Span};

impl Walk<'_, '_> {
    /// Whether `comment` of JavaScript ends before `parent` does, so that parentheses between it and a form in `parent` may
    /// be such as Lisp has not.
    pub(super) fn is_within(&self, parent: Option<FormId>, comment: Comment) -> bool {
        let end = parent.map(|parent| self.file.forms.span(parent)).filter(|span| !span.is_none());
        self.is_foreign && end.is_some_and(|span| comment.span.end < span.end)
    }

    /// Whether `count` parentheses stand around `form` in JavaScript that Lisp has not: `(a) /* why */ + b`. Those of
    /// `if (a)` belong to the statement.
    pub(super) fn is_in_parens(&self, form: Span, count: usize) -> bool {
        let (text, inner) = (&self.source.text, form.slice(&self.source.text));
        // The form of `(a + b) * c` begins with the parenthesis of its first operand.
        let (opened, closed) = (inner.matches('(').count(), inner.matches(')').count());
        let mut before = text.get(..form.start as usize).unwrap_or_default();
        for _ in opened.saturating_sub(closed)..count {
            before = before.trim_end();
            while before.ends_with("*/")
                && let Some(start) = before.rfind("/*")
            {
                before = before[..start].trim_end();
            }
            let Some(rest) = before.strip_suffix('(') else { return false };
            before = rest;
        }
        let before = before.trim_end();
        let word = &before[before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..];
        !matches!(word, "if" | "while" | "for" | "switch" | "with" | "catch")
    }

    /// Whether the next comment stands behind the `?` or `:` of JavaScript that comes after `previous`, the test of the
    /// conditional `parent` or its first choice, or behind the `(` of `catch (`: it belongs to what follows, the `at`th
    /// child.
    pub(super) fn is_behind_choice(&self, parent: Option<FormId>, at: usize, previous: Option<FormId>) -> bool {
        let (Some(parent), Some(previous), Some(comment)) = (parent, previous, self.comment(self.next)) else {
            return false;
        };
        let head = self.file.forms.kids(parent).first().map(|&head| self.file.forms.kind(head));
        let end = self.file.forms.span(previous).end;
        let gap = self.source.text.get(end as usize..comment.span.start as usize);
        let Some(gap) = gap.map(str::trim_ascii_end).filter(|_| self.is_foreign) else { return false };
        let (opener, last) = match head {
            Some(FormKind::Core(CoreForm::If)) if at == 3 && gap.ends_with("else") => return true,
            Some(FormKind::Core(CoreForm::If | CoreForm::Ternary)) if at >= 2 => {
                (&['?', ':'][..], &['?', ':', '('][..])
            }
            Some(FormKind::Core(CoreForm::Catch)) if at == 1 => (&['('][..], &['('][..]),
            _ => return false,
        };
        gap.ends_with(last) && gap.contains(opener)
    }

    /// Whether the next comment is a block that ends its line behind an operator of JavaScript that comes after `previous`,
    /// `a = /** why */` for example, or behind a word, `a of // why`: it belongs to what follows, at `next`. In Lisp the
    /// line of `previous` goes on before the operator.
    pub(super) fn is_behind_operator(&self, previous: Option<FormId>, next: Span) -> bool {
        let (Some(previous), Some(comment)) = (previous, self.comment(self.next)) else { return false };
        let end = self.file.forms.span(previous).end;
        let gap = self.source.text.get(end as usize..comment.span.start as usize).map(str::trim_ascii_end);
        let is_operator = |gap: &str| match gap.as_bytes() {
            [.., b'=' | b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'<' | b'>' | b'?'] => {
                !is_line(comment)
            }
            [.., b'm'] => is_line(comment) && matches!(gap.trim_ascii_start(), "from" | "} from" | ", } from"),
            _ => matches!(gap.trim_ascii_start(), "of" | "in"),
        };
        self.is_foreign && gap.is_some_and(is_operator) && self.is_line_ender(self.next, next)
    }

    /// Where `text` stands first, outside of comments, between byte `from`, or the comment taken last, and byte `limit`.
    pub(super) fn place_between(&self, from: u32, limit: u32, text: &str) -> Option<u32> {
        let taken = self.next.checked_sub(1).and_then(|last| self.comment(last)).map_or(0, |last| last.span.end);
        let mut at = from.max(taken);
        let comments = self.file.comments[self.next..].iter().take_while(|comment| comment.span.start < limit);
        for gap_end in comments.map(|comment| comment.span).chain([Span::at(limit)]) {
            let gap = self.source.text.get(at as usize..gap_end.start as usize).unwrap_or_default();
            if let Some(place) = gap.find(text) {
                return Some(at + place as u32);
            }
            at = gap_end.end.max(at);
        }
        None
    }

    /// Whether `comment` of JavaScript must be glued to the form in `parent` that it stands behind, since more follows on
    /// its line that would take it: `f(a /* first */, b)`, `if (a /* why */) b()`. One before the `;` of a statement is.
    pub(super) fn belongs_before(&self, comment: Comment, parent: Option<FormId>) -> bool {
        let rest = self.source.text.get(comment.span.end as usize..).unwrap_or_default();
        let rest = rest.trim_start_matches([' ', '\t']);
        if rest.starts_with(';') {
            let behind = (self.source.text.len() - rest.len()) as u32 + 1;
            return parent.is_none_or(|parent| self.file.forms.span(parent).end > behind);
        }
        if rest.starts_with(['}', ']']) {
            // Behind the braces around a value in JSX and the brackets of a key, which Lisp has not, more may follow.
            let behind = (self.source.text.len() - rest.len()) as u32 + 1;
            return parent.is_some_and(|parent| {
                let span = self.file.forms.span(parent);
                let before = || self.source.text[..span.start as usize].trim_ascii_end();
                span.end > behind || self.file.forms.kind(parent) == FormKind::Spread && before().ends_with('{')
            });
        }
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(['\n', '\r', ']', '}', ';']);
        match rest.strip_prefix(')') {
            Some(rest) => !ends(rest) && !rest.starts_with([')', ',', '.']),
            None => !ends(rest),
        }
    }

    /// Whether `comment` stands behind the `;` of the last statement, which is all that `gap` holds, of a branch before its
    /// `else` or of the block of a `try`: what follows in Lisp would take it.
    pub(super) fn ends_branch(&self, gap: &str, comment: Comment) -> bool {
        let rest = self.source.text.get(comment.span.end as usize..).unwrap_or_default();
        let rest = rest.trim_start_matches([' ', '\t']);
        let is_before_part =
            |rest: &str| ["catch", "finally"].iter().any(|word| rest.trim_ascii_start().starts_with(word));
        gap.trim_matches([' ', '\t']) == ";"
            && (rest.starts_with("else") || rest.strip_prefix('}').is_some_and(is_before_part))
    }

    /// Whether `comment` stands behind the `) {` of a JavaScript statement whose head ended with `form` lines before, or
    /// behind the `);` of one whose value did: `return (` may come before it.
    pub(super) fn is_behind_head(&self, form: Span, comment: Span) -> bool {
        let gap = self.source.text.get(form.end as usize..comment.start as usize).unwrap_or_default();
        self.is_foreign
            && gap.ends_with(['{', ' '])
            && gap.trim_ascii().starts_with(')')
            && gap.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b')' | b'{' | b';'))
            && !gap[gap.rfind(')').unwrap_or(0)..].contains('\n')
    }

    /// Whether `comment` stands behind a `{` of JavaScript, in what begins there: `if (a) { /* why */`.
    pub(super) fn is_behind_brace(&self, form: Span, comment: Span) -> bool {
        let gap = self.source.text.get(form.end as usize..comment.start as usize).unwrap_or_default();
        self.is_foreign && gap.trim_ascii_end().ends_with('{')
    }

    /// Whether `parent` is an operator of JavaScript between operands, and the next comment, the only one before byte `end`,
    /// takes the rest of the line behind the last of them in parentheses that Lisp has not, with nothing behind those but the
    /// end of the statement: `a || (b ?? c // why` and `);` below it.
    pub(super) fn ends_statement(&mut self, parent: FormId, last: FormId, end: u32) -> bool {
        let kids = self.file.forms.kids(parent);
        let place = |form: FormId| self.file.forms.span(form);
        let is_operator = match self.file.forms.kind(kids[0]) {
            FormKind::Core(core) => {
                let is_sign = |c: char| !c.is_alphanumeric() && c != '.';
                matches!(core, CoreForm::And | CoreForm::Or) || core.name().starts_with(is_sign)
            }
            _ => false,
        };
        let (Some(comment), Some(&first)) = (self.comment(self.next), kids.get(1)) else { return false };
        let is_single = self.comment(self.next + 1).is_none_or(|next| next.span.start >= end);
        // It may stand within the last operand, which left it to what is around.
        let gap = self.source.text.get(place(last).end as usize..comment.span.start as usize).unwrap_or("");
        self.is_foreign
            && is_operator
            && is_single
            && is_line(comment)
            && place(kids[0]).start > place(first).start
            && is_blank(gap)
            && self.is_at_statement_end(comment)
    }

    /// Whether nothing but parentheses stands between `comment`, the next one, and a `;`.
    fn is_at_statement_end(&mut self, comment: Comment) -> bool {
        // All operators around it ask.
        if self.statement_end.0 != self.next {
            let rest = self.source.text.get(comment.span.end as usize..).unwrap_or_default();
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ')');
            self.statement_end = (self.next, rest.starts_with(';'));
        }
        self.statement_end.1
    }
}
