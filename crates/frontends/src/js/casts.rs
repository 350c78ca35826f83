//! Casts: the comments that give a type to the expression in the parentheses behind them, `/** @type {T} */ (e)`.
//!
//! The tree has no parentheses around what is assigned, `/** @type {T} */ (o[k])++`; they are looked up in the text.

use super::words;
use oxc_ast::AstKind;
use oxc_semantic::AstNodes;
use oxc_span::{GetSpan, Span as NodeSpan};
use rustc_hash::FxHashMap;
use sx_base::{Comment, CommentKind, gives_type};

/// The comments that are casts if an expression in parentheses follows, by where the parenthesis stands. Values are places
/// in `comments`.
pub(super) fn possible_casts(comments: &[Comment], text: &str) -> FxHashMap<u32, usize> {
    let mut casts = FxHashMap::default();
    for (at, comment) in comments.iter().enumerate() {
        if comment.kind == CommentKind::Block
            && gives_type(comment.span.slice(text))
            && let Some(place) = parenthesis_behind(*comment, text)
        {
            casts.insert(place, at);
        }
    }
    casts
}

/// Where the casts among `comments` begin, by where their parentheses do.
pub(super) fn casts(comments: &[Comment], text: &str) -> FxHashMap<u32, u32> {
    let casts = comments.iter().filter(|comment| comment.kind == CommentKind::Cast);
    casts.filter_map(|&cast| Some((parenthesis_behind(cast, text)?, cast.span.start))).collect()
}

/// Where the parenthesis stands that follows `comment` with nothing but white space between them.
fn parenthesis_behind(comment: Comment, text: &str) -> Option<u32> {
    let rest = &text[comment.span.end as usize..];
    let inner = rest.trim_start();
    inner.starts_with('(').then(|| comment.span.end + (rest.len() - inner.len()) as u32)
}

/// Says of the `casts` among `comments` that they are such: of those whose parentheses are around an expression.
pub(super) fn mark_casts(mut casts: FxHashMap<u32, usize>, comments: &mut [Comment], nodes: &AstNodes<'_>, text: &str) {
    let mut targets = vec![];
    for node in nodes {
        if let AstKind::ParenthesizedExpression(parens) = node.kind()
            && let Some(cast) = casts.remove(&parens.span.start)
        {
            comments[cast].kind = CommentKind::Cast;
        }
        push_targets(node.kind(), &mut targets);
        for target in targets.drain(..) {
            let (mut start, mut end) = (target.start, target.end);
            while let Some(open) = parenthesis_before(start, comments, text)
                && let Some(close) = parenthesis_after(end, text)
            {
                if let Some(cast) = casts.remove(&open) {
                    comments[cast].kind = CommentKind::Cast;
                }
                (start, end) = (open, close + 1);
            }
        }
    }
}

/// Adds what the node `kind` assigns itself.
fn push_targets(kind: AstKind<'_>, targets: &mut Vec<NodeSpan>) {
    match kind {
        AstKind::AssignmentExpression(assign) => targets.push(assign.left.span()),
        AstKind::UpdateExpression(update) => targets.push(update.argument.span()),
        AstKind::ForInStatement(stmt) => targets.extend(stmt.left.as_assignment_target().map(GetSpan::span)),
        AstKind::ForOfStatement(stmt) => targets.extend(stmt.left.as_assignment_target().map(GetSpan::span)),
        AstKind::ArrayAssignmentTarget(array) => {
            let elements = array.elements.iter().flatten();
            targets.extend(elements.filter_map(|element| Some(element.as_assignment_target()?.span())));
        }
        AstKind::AssignmentTargetPropertyProperty(property) => {
            targets.extend(property.binding.as_assignment_target().map(GetSpan::span));
        }
        AstKind::AssignmentTargetWithDefault(default) => targets.push(default.binding.span()),
        AstKind::AssignmentTargetRest(rest) => targets.push(rest.target.span()),
        _ => {}
    }
}

/// Where the parenthesis stands that comes last before byte `start`, comments aside.
fn parenthesis_before(start: u32, comments: &[Comment], text: &str) -> Option<u32> {
    let mut end = start;
    loop {
        let before = text[..end as usize].trim_end_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let last = comments.partition_point(|comment| comment.span.end as usize <= before.len());
        match last.checked_sub(1).map(|last| comments[last].span) {
            Some(comment) if comment.end as usize == before.len() => end = comment.start,
            _ => return before.ends_with('(').then(|| before.len() as u32 - 1),
        }
    }
}

/// Where the closing parenthesis stands that comes first behind byte `end`, comments aside.
fn parenthesis_after(end: u32, text: &str) -> Option<u32> {
    let at = words::skip_trivia(text, end as usize);
    text[at..].starts_with(')').then_some(at as u32)
}
