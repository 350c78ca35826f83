//! Casts: the comments that give a type to the expression in the parentheses behind them, `/** @type {T} */ (e)`, and those
//! by which tools that shorten programs know it, `/*#__PURE__*/ (a + b)`: without the parentheses the comment would be
//! about `a`. A call needs none, and one of what is called, or of the object of a chain, is about the call.
//!
//! The tree has no parentheses around what is assigned, `/** @type {T} */ (o[k])++`; they are looked up in the text.

use super::words;
use oxc_ast::AstKind;
use oxc_ast::ast::{Expression, ParenthesizedExpression};
use oxc_semantic::{AstNode, AstNodes};
use oxc_span::{GetSpan, Span as NodeSpan};
use rustc_hash::FxHashMap;
use sx_base::{Comment, CommentKind, is_annotation, is_cast};

/// Parentheses around those behind a comment that are looked through.
const MOST_PARENS: usize = 8;

/// The comments that are casts if an expression in parentheses follows, by where the parenthesis stands. Values are places
/// in `comments`.
pub(super) fn possible_casts(comments: &[Comment], text: &str) -> FxHashMap<u32, usize> {
    let mut casts = FxHashMap::default();
    for (at, place) in comments_before_parentheses(comments, text) {
        let comment = comments[at];
        if comment.kind == CommentKind::Block && is_cast(comment.span.slice(text)) {
            // Of several the last one counts.
            casts.entry(place).or_insert(at);
        }
    }
    casts
}

/// Where the casts among `comments` begin, by where their parentheses do.
pub(super) fn casts(comments: &[Comment], text: &str) -> FxHashMap<u32, u32> {
    let before = comments_before_parentheses(comments, text);
    let casts = before.filter(|&(at, _)| comments[at].kind == CommentKind::Cast);
    casts.map(|(at, place)| (place, comments[at].span.start)).collect()
}

/// The places in `comments`, last first, of those behind which a parenthesis follows, other comments between them aside as
/// TypeScript has it, and where that stands.
fn comments_before_parentheses<'t>(comments: &'t [Comment], text: &'t str) -> impl Iterator<Item = (usize, u32)> + 't {
    // Where the next comment begins, and the parenthesis that follows it.
    let mut behind = (u32::MAX, None);
    comments.iter().enumerate().rev().filter_map(move |(at, comment)| {
        let end = comment.span.end;
        let gap = text.get(end as usize..behind.0.min(text.len() as u32) as usize).unwrap_or_default();
        let rest = gap.trim_start();
        let place = match behind.1 {
            _ if rest.starts_with('(') => Some(end + (gap.len() - rest.len()) as u32),
            next if rest.is_empty() => next,
            _ => None,
        };
        behind = (comment.span.start, place);
        Some((at, place?))
    })
}

/// Says of the `casts` among `comments` that they are such: of those whose parentheses are around an expression.
pub(super) fn mark_casts(mut casts: FxHashMap<u32, usize>, comments: &mut [Comment], nodes: &AstNodes<'_>, text: &str) {
    let mut targets = vec![];
    for node in nodes {
        if let AstKind::ParenthesizedExpression(parens) = node.kind()
            && let Some(cast) = casts.remove(&parens.span.start)
            && (!is_annotation(comments[cast].span.slice(text)) || can_be_annotated(parens, node, nodes))
        {
            comments[cast].kind = CommentKind::Cast;
        }
        push_targets(node.kind(), &mut targets);
        for target in targets.drain(..) {
            let (mut start, mut end) = (target.start, target.end);
            while let Some(open) = parenthesis_before(start, comments, text)
                && let Some(close) = parenthesis_after(end, text)
            {
                if let Some(cast) = casts.remove(&open)
                    && !is_annotation(comments[cast].span.slice(text))
                {
                    comments[cast].kind = CommentKind::Cast;
                }
                (start, end) = (open, close + 1);
            }
        }
    }
}

/// Whether a comment for tools before `parens`, which is `node`, is about what is in them: that is no call, and nothing is
/// done with its value that such a comment could be about instead.
///
/// More than a few parentheses around these are not looked through: every comment in nested ones would go through all.
fn can_be_annotated(parens: &ParenthesizedExpression<'_>, node: &AstNode<'_>, nodes: &AstNodes<'_>) -> bool {
    let is_call = matches!(
        parens.expression,
        Expression::CallExpression(_)
            | Expression::NewExpression(_)
            | Expression::ImportExpression(_)
            | Expression::ChainExpression(_)
            | Expression::TaggedTemplateExpression(_)
    );
    let is_parens = |node: &AstNode<'_>| matches!(node.kind(), AstKind::ParenthesizedExpression(_));
    let is_within = |place: NodeSpan| place.start <= parens.span.start && parens.span.end <= place.end;
    let outer = nodes.ancestors(node.id()).take(MOST_PARENS).find(|node| !is_parens(node));
    let is_object = outer.is_none_or(|node| match node.kind() {
        AstKind::CallExpression(call) => is_within(call.callee.span()),
        AstKind::NewExpression(new) => is_within(new.callee.span()),
        AstKind::TaggedTemplateExpression(tagged) => is_within(tagged.tag.span()),
        AstKind::StaticMemberExpression(_) | AstKind::PrivateFieldExpression(_) => true,
        AstKind::ComputedMemberExpression(member) => is_within(member.object.span()),
        _ => false,
    });
    !is_call && !is_object
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
