//! Forms to text. Entering: forms; leaving: their canonical spelling on one line, or the bytes they were read from.

use crate::core_form::CoreForm;
use crate::form::{FormFile, FormId, FormKind, Forms};
use sx_base::{Source, Span};

/// The text of `id` in one line, from payloads only; strings and templates that span lines keep their lines.
pub fn print_form(forms: &Forms, id: FormId) -> String {
    let mut out = String::new();
    let mut tasks = vec![Task::Form(id)];
    while let Some(task) = tasks.pop() {
        match task {
            Task::Text(text) => out.push_str(text),
            Task::Form(id) => print_one(forms, id, &mut out, &mut tasks),
        }
    }
    out
}

enum Task {
    Form(FormId),
    Text(&'static str),
}

/// Prints the opener of `id`, and leaves what follows it to `tasks`.
fn print_one(forms: &Forms, id: FormId, out: &mut String, tasks: &mut Vec<Task>) {
    let kids = forms.kids(id);
    match brackets(forms.kind(id)) {
        Brackets::Leaf => {
            let leaf = leaf_text(forms.kind(id));
            out.extend([leaf.before, leaf.text, leaf.after]);
        }
        Brackets::Pair(open, close) => {
            out.push_str(open);
            tasks.push(Task::Text(close));
            let is_chain = is_chain(forms, id);
            for (at, kid) in kids.iter().enumerate().rev() {
                tasks.push(Task::Form(*kid));
                if at > 0 && !(is_chain && is_glued_step(forms, id, at)) {
                    tasks.push(Task::Text(" "));
                }
            }
        }
        Brackets::Prefix(prefix) => {
            out.push_str(prefix);
            out.push_str(prefix_gap(forms, id));
            tasks.extend(kids.iter().rev().map(|kid| Task::Form(*kid)));
        }
        Brackets::Infix(infix) => {
            for (at, kid) in kids.iter().enumerate().rev() {
                tasks.push(Task::Form(*kid));
                if at > 0 {
                    tasks.extend([Task::Text(" "), Task::Text(infix), Task::Text(" ")]);
                }
            }
        }
        Brackets::Template => {
            out.push_str("#`");
            tasks.push(Task::Text("`"));
            for (at, kid) in kids.iter().enumerate().rev() {
                if at % 2 == 1 {
                    tasks.extend([Task::Text("}"), Task::Form(*kid), Task::Text("${")]);
                } else {
                    tasks.push(Task::Form(*kid));
                }
            }
        }
    }
}

/// How the children of a form are held together.
pub(crate) enum Brackets {
    /// No children.
    Leaf,
    /// `(` and `)`
    Pair(&'static str, &'static str),
    /// `'`
    Prefix(&'static str),
    /// `:`
    Infix(&'static str),
    /// `` #` ``, `${`, `}`, `` ` ``
    Template,
}

pub(crate) fn brackets(kind: FormKind) -> Brackets {
    match kind {
        FormKind::List => Brackets::Pair("(", ")"),
        FormKind::Array => Brackets::Pair("[", "]"),
        FormKind::Object => Brackets::Pair("{", "}"),
        FormKind::Set => Brackets::Pair("#{", "}"),
        FormKind::Quote => Brackets::Prefix("'"),
        FormKind::Quasiquote => Brackets::Prefix("`"),
        FormKind::Unquote => Brackets::Prefix(","),
        FormKind::UnquoteSplicing => Brackets::Prefix(",@"),
        FormKind::Spread => Brackets::Prefix("..."),
        // The expander's wrapping is not part of the text.
        FormKind::Scoped(_) => Brackets::Prefix(""),
        FormKind::Typed { optional: false } => Brackets::Infix(":"),
        FormKind::Typed { optional: true } => Brackets::Infix("?:"),
        FormKind::Template => Brackets::Template,
        FormKind::Symbol(_)
        | FormKind::Verbatim(_)
        | FormKind::Keyword(_)
        | FormKind::Number(_)
        | FormKind::BigInt(_)
        | FormKind::String(_)
        | FormKind::EscapedString(_)
        | FormKind::TemplateText(_)
        | FormKind::Regex(_)
        | FormKind::Core(_)
        | FormKind::True
        | FormKind::False
        | FormKind::Null
        | FormKind::Error => Brackets::Leaf,
    }
}

/// Whether `id` is a chain `(. base step…)`, in which steps may be glued.
pub(crate) fn is_chain(forms: &Forms, id: FormId) -> bool {
    forms.kind(id) == FormKind::List
        && forms.kids(id).first().is_some_and(|&head| match forms.kind(head) {
            FormKind::Core(core) => core == CoreForm::Dot,
            FormKind::Symbol(name) => name.as_str() == ".",
            _ => false,
        })
}

/// Whether child `at` of the chain `id` is glued to the one before: `?.[k]` and `?.(m x)`.
pub(crate) fn is_glued_step(forms: &Forms, id: FormId, at: usize) -> bool {
    let kids = forms.kids(id);
    at > 1
        && matches!(forms.kind(kids[at]), FormKind::List | FormKind::Array)
        && (forms.is_symbol(kids[at - 1], "?.") || forms.is_symbol(kids[at - 1], "!."))
}

/// What keeps the prefix of `id` and its form apart: `, @` is not `,@`.
pub(crate) fn prefix_gap(forms: &Forms, id: FormId) -> &'static str {
    let is_at = |kid: &FormId| forms.is_symbol(*kid, "@");
    if forms.kind(id) == FormKind::Unquote && forms.kids(id).first().is_some_and(is_at) { " " } else { "" }
}

/// The text of a form without children, in three parts.
#[derive(Clone, Copy)]
pub(crate) struct LeafText<'a> {
    /// What kind of form it is: `:`, `#`, `"`. ASCII on one line.
    pub(crate) before: &'static str,
    /// Its name, number or value.
    pub(crate) text: &'a str,
    /// What ends it: `"`. ASCII on one line.
    pub(crate) after: &'static str,
}

impl<'a> LeafText<'a> {
    /// Text in one part.
    pub(crate) fn whole(text: &'a str) -> Self {
        Self { before: "", text, after: "" }
    }

    /// How long what stands around the text is.
    pub(crate) fn around(self) -> usize {
        self.before.len() + self.after.len()
    }
}

/// The canonical text of a form without children. A special form is spelled `js/NAME`, which nothing can bind.
pub(crate) fn leaf_text(kind: FormKind) -> LeafText<'static> {
    let after = if matches!(kind, FormKind::String(_)) { "\"" } else { "" };
    let (before, text) = match kind {
        FormKind::Symbol(text)
        | FormKind::Number(text)
        | FormKind::BigInt(text)
        | FormKind::TemplateText(text)
        | FormKind::EscapedString(text) => ("", text.as_str()),
        FormKind::String(value) => ("\"", value.as_str()),
        FormKind::Verbatim(name) => ("\\", name.as_str()),
        FormKind::Keyword(name) => (":", name.as_str()),
        FormKind::Regex(literal) => ("#", literal.as_str()),
        FormKind::True => ("", "true"),
        FormKind::False => ("", "false"),
        FormKind::Null => ("", "null"),
        FormKind::Core(core) => core.exact_parts(),
        FormKind::Error => ("", "#<error>"),
        FormKind::Template
        | FormKind::List
        | FormKind::Array
        | FormKind::Object
        | FormKind::Set
        | FormKind::Quote
        | FormKind::Quasiquote
        | FormKind::Unquote
        | FormKind::UnquoteSplicing
        | FormKind::Spread
        | FormKind::Typed { .. }
        | FormKind::Scoped(_) => ("", ""),
    };
    LeafText { before, text, after }
}

/// The bytes `id` was read from, untouched.
pub fn print_verbatim<'s>(file: &FormFile, source: &'s Source, id: FormId) -> &'s str {
    file.forms.span(id).slice(&source.text)
}

/// What a stretch of the text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PieceKind {
    /// A token of a form: an atom, an opener, a closer, a prefix, template text.
    Token,
    /// A comment.
    Comment,
    /// What stands between: whitespace, and the `:` or `?:` of a typed form.
    Gap,
}

/// A stretch of the text that a file was read from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Where it is. The spans of all pieces follow each other and cover the text.
    pub span: Span,
}

/// The text of `source`, from which `file` was read without errors, cut at the borders of tokens and comments.
pub fn pieces(file: &FormFile, source: &Source) -> Vec<Piece> {
    let mut tokens: Vec<Piece> =
        file.comments.iter().map(|comment| Piece { kind: PieceKind::Comment, span: comment.span }).collect();
    for index in 0..file.forms.len() {
        push_tokens(&file.forms, FormId(index as u32), &mut tokens);
    }
    tokens.sort_by_key(|piece| piece.span);
    let mut pieces = Vec::with_capacity(2 * tokens.len() + 1);
    let mut end = 0;
    for token in tokens {
        if token.span.start > end {
            pieces.push(Piece { kind: PieceKind::Gap, span: Span::new(end, token.span.start) });
        }
        end = token.span.end;
        pieces.push(token);
    }
    let len = source.text.len() as u32;
    if end < len {
        pieces.push(Piece { kind: PieceKind::Gap, span: Span::new(end, len) });
    }
    pieces
}

fn push_tokens(forms: &Forms, id: FormId, tokens: &mut Vec<Piece>) {
    let span = forms.span(id);
    let mut push = |start: u32, end: u32| {
        if end > start {
            tokens.push(Piece { kind: PieceKind::Token, span: Span::new(start, end) });
        }
    };
    match brackets(forms.kind(id)) {
        Brackets::Leaf => push(span.start, span.end),
        Brackets::Pair(open, close) => {
            push(span.start, span.start + open.len() as u32);
            push(span.end - close.len() as u32, span.end);
        }
        Brackets::Prefix(prefix) => push(span.start, span.start + prefix.len() as u32),
        Brackets::Infix(_) => {}
        Brackets::Template => {
            push(span.start, span.start + 2);
            push(span.end - 1, span.end);
            // Each text but the first comes after `}`, each but the last before `${`.
            let kids = forms.kids(id);
            for (at, kid) in kids.iter().enumerate().step_by(2) {
                let text = forms.span(*kid);
                if at > 0 {
                    push(text.start - 1, text.start);
                }
                if at + 1 < kids.len() {
                    push(text.end, text.end + 2);
                }
            }
        }
    }
}
