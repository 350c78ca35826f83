//! `in` at the head of a `for`, where it ends the head unless something encloses it: `for (var a = b => c in d)`.
//!
//! Entering: what a head begins with, in which `<=` may stand for `in` (`mask`). Leaving: where `<=` stands so that
//! `in` could not. In brackets, braces and holes of templates `in` is an operator, between `?` and `:` too.

use super::words::skip_trivia;
use oxc_ast::ast::{
    BinaryExpression, BinaryOperator, Expression, ForStatementInit, ForStatementLeft, VariableDeclaration,
};
use oxc_span::GetSpan;

/// Where the operator `<=` of `binary` stands in `text`, which may have parentheses that the tree has not.
pub(super) fn relation_place(text: &str, binary: &BinaryExpression<'_>) -> Option<u32> {
    if binary.operator != BinaryOperator::LessEqualThan {
        return None;
    }
    let mut at = skip_trivia(text, binary.left.span().end as usize);
    while text[at..].starts_with(')') {
        at = skip_trivia(text, at + 1);
    }
    Some(at as u32)
}

/// Those that nothing encloses before the first semicolon of a head.
pub(super) fn exposed_before_semicolon(text: &str, init: &ForStatementInit<'_>) -> Vec<u32> {
    match init {
        ForStatementInit::VariableDeclaration(var) => exposed_in(text, values_of(var)),
        init => exposed_in(text, init.as_expression().into_iter().collect()),
    }
}

/// Those that nothing encloses before the `in` of a head.
pub(super) fn exposed_before_in(text: &str, left: &ForStatementLeft<'_>) -> Vec<u32> {
    match left {
        ForStatementLeft::VariableDeclaration(var) => exposed_in(text, values_of(var)),
        _ => vec![],
    }
}

fn values_of<'t, 'a>(var: &'t VariableDeclaration<'a>) -> Vec<&'t Expression<'a>> {
    var.declarations.iter().filter_map(|declarator| declarator.init.as_ref()).collect()
}

/// Those that no bracket encloses in `exprs`.
fn exposed_in(text: &str, mut exprs: Vec<&Expression<'_>>) -> Vec<u32> {
    let mut places = vec![];
    while let Some(expr) = exprs.pop() {
        match expr {
            Expression::BinaryExpression(binary) => {
                places.extend(relation_place(text, binary));
                exprs.extend([&binary.left, &binary.right]);
            }
            Expression::LogicalExpression(logical) => exprs.extend([&logical.left, &logical.right]),
            Expression::ConditionalExpression(cond) => exprs.extend([&cond.test, &cond.alternate]),
            Expression::AssignmentExpression(assignment) => exprs.push(&assignment.right),
            Expression::SequenceExpression(sequence) => exprs.extend(&sequence.expressions),
            Expression::YieldExpression(yielded) => exprs.extend(&yielded.argument),
            Expression::ArrowFunctionExpression(arrow) => {
                exprs.extend(arrow.body.as_expression());
            }
            _ => {}
        }
    }
    places
}
