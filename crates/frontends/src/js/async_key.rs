//! Async arrow functions that begin the key of a class member, `[async x => x]`: the parser takes the two words for the
//! modifier and the parameter of an index signature of TypeScript, and refuses them.
//!
//! Entering: a text, and where the parameter stands. Leaving: the same with parentheses, which the parser reads. They
//! stand around the parameter where there is room for them, `[async(x)=> x]`, be it that of a comment, else in its place:
//! `[async()=>x]`. Then the walk over the tree puts the parameter in, and what the parser would have said of it is said
//! here and there.

use super::build::JsReader;
use super::diagnostics;
use super::words::{skip_trivia, trim_trivia_end, word_at};
use oxc_ast::ast::{ArrowFunctionBody, ArrowFunctionExpression, Declaration};
use sx_base::names::is_reserved;
use sx_base::{Comment, CommentKind, Span, Symbol};

/// How many brackets before a word are looked at, and how far before it, in bytes, where line comments stand between.
const MOST_BRACKETS: usize = 8;
const FARTHEST_BRACKET: usize = 1_000;

/// The words `async x` of a key, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct AsyncKey {
    /// Where `async` stands.
    pub(super) start: u32,
    /// Where the parameter stands.
    pub(super) name: Span,
}

/// The key whose parameter stands at byte `at`. `None` where it may not have that name, class bodies being strict.
pub(super) fn async_key_at(text: &str, at: usize) -> Option<AsyncKey> {
    let start = trim_trivia_end(text.get(..at)?).strip_suffix("async")?.len();
    if text[start..at].contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        // On a line of its own it is a variable.
        return None;
    }
    let (end, name) = word_at(text, at)?;
    let is_key = is_behind_bracket(text, start) && !is_reserved(&name, true);
    let has_arrow = text[skip_trivia(text, end)..].starts_with("=>");
    (is_key && has_arrow).then_some(AsyncKey { start: start as u32, name: Span::new(at as u32, end as u32) })
}

/// Whether nothing but white space and comments stands between byte `at` and a `[` before it.
fn is_behind_bracket(text: &str, at: usize) -> bool {
    let is_before = |bracket: usize| skip_trivia(text, bracket + 1) == at;
    let near = (at.saturating_sub(FARTHEST_BRACKET)..=at).find(|&start| text.is_char_boundary(start)).unwrap_or(at);
    // More than one where comments hold brackets.
    let mut brackets = text[near..at].rmatch_indices('[').take(MOST_BRACKETS);
    trim_trivia_end(&text[..at]).ends_with('[') || brackets.any(|(bracket, _)| is_before(near + bracket))
}

/// What the parentheses of a key left of its parameter.
pub(super) enum Parameter {
    /// It is in the tree.
    Kept,
    /// The tree has none.
    Dropped,
}

/// Whether the byte at `at` is one that a parenthesis may stand for.
fn is_blank(text: &str, at: usize) -> bool {
    matches!(text.as_bytes().get(at), Some(b' ' | b'\t'))
}

impl AsyncKey {
    /// Writes the parentheses, also in the place of comments; says which these are.
    pub(super) fn write_parentheses(&self, text: &mut String) -> (Parameter, Vec<Comment>) {
        let (start, end) = (self.name.start as usize, self.name.end as usize);
        let mut comments = vec![];
        let mut clear = |text: &mut String, from: usize, to: usize| {
            comments.extend(block_comments(text, from, to));
            text.replace_range(from..to, &" ".repeat(to - from));
        };
        if !is_blank(text, start - 1) {
            clear(text, self.start as usize + "async".len(), start);
        }
        let arrow = skip_trivia(text, end);
        if arrow > end && !is_blank(text, end) {
            clear(text, end, arrow);
        }
        let parameter = if arrow > end {
            text.replace_range(start - 1..start, "(");
            text.replace_range(end..=end, ")");
            Parameter::Kept
        } else {
            text.replace_range(start - 1..end, &format!("({})", " ".repeat(end - start - 1)));
            Parameter::Dropped
        };
        (parameter, comments)
    }
}

/// The comments from byte `from` of `text` up to byte `to`, between which there is nothing else but white space.
fn block_comments(text: &str, from: usize, to: usize) -> Vec<Comment> {
    let (mut comments, mut at) = (vec![], from);
    while let Some(start) = text[at..to].find("/*") {
        let start = at + start;
        at = text[start + 2..to].find("*/").map_or(to, |end| start + end + 4);
        comments.push(Comment { span: Span::new(start as u32, at as u32), kind: CommentKind::Block });
    }
    comments
}

impl JsReader<'_> {
    /// The parameter that the tree has not of `arrow`, declared in the scope of its body.
    pub(super) fn declare_dropped_parameter(&mut self, arrow: &ArrowFunctionExpression<'_>) -> Option<Span> {
        let place = self.masks.dropped_parameter(arrow.span.start)?;
        let (_, name) = word_at(self.text, place.start as usize)?;
        self.scope.declare(Symbol::intern(&name), true);
        let ArrowFunctionBody::FunctionBody(body) = &arrow.body else { return Some(place) };
        for declaration in body.statements.iter().filter_map(|stmt| stmt.as_declaration()) {
            let bound = match declaration {
                Declaration::VariableDeclaration(var) if !var.kind.is_var() => {
                    var.declarations.iter().flat_map(|var| var.id.get_binding_identifiers()).collect()
                }
                Declaration::ClassDeclaration(class) => class.id.iter().collect(),
                _ => vec![],
            };
            for second in bound.into_iter().filter(|bound| self.masks.original(&bound.name) == name) {
                self.diagnostics.push(
                    diagnostics::syntax_error(place, &format!("Identifier `{name}` has already been declared"))
                        .label(place, format!("`{name}` has already been declared here"))
                        .label(self.span(second.span), "it can not be redeclared here"),
                );
            }
        }
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_stand_where_there_is_room() {
        for (text, at, written) in [
            ("[async x => y]", 7, Some("[async(x)=> y]")),
            ("[async x=>y]", 7, Some("[async()=>y]")),
            ("[async abc=>y]", 7, Some("[async(  )=>y]")),
            ("[async /**/ x/**/=>y]", 12, Some("[async /**/(x)   =>y]")),
            ("[async/**/ab/**/=>y]", 10, Some("[async   (ab)   =>y]")),
            ("[/*[*/async\tx => y]", 12, Some("[/*[*/async(x)=> y]")),
            ("[async/**/x/**/=>y]", 10, Some("[async   (x)   =>y]")),
            ("[async/**/x=>y]", 10, Some("[async   ()=>y]")),
            ("[// [\nasync x => y]", 12, Some("[// [\nasync(x)=> y]")),
            ("[async\nx => y]", 7, None),
            ("[async let => y]", 7, None),
            ("[async x, y]", 7, None),
            ("(async x => y)", 7, None),
        ] {
            let mut found = text.to_owned();
            let key = async_key_at(text, at);
            let comments = key.map(|key| key.write_parentheses(&mut found).1);
            assert_eq!(comments.as_ref().map(|_| found.as_str()), written, "{text}");
            let hidden = text.matches("/**/").count() - found.matches("/**/").count();
            assert_eq!(comments.unwrap_or_default().len(), hidden, "{text}");
        }
    }
}
