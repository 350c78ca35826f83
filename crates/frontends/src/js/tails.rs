//! Which `return`s Lisp need not write.
//!
//! Entering: the body of a function. Leaving: whether its end can be reached without `return`, which takes a head with
//! `!`; if not, [`JsReader::implied`] holds the `return`s that stand where the last form of a body hands its value on
//! (`docs/language.md`, tail rule). Their values are written alone.
//!
//! An `if` hands on where it is `(cond …)`: `(if c a b)` of plain values is `return c ? a : b`. Time is linear in the
//! statements of the body.

use super::build::JsReader;
use super::stmt::if_chain;
use oxc_ast::ast::{Expression, ReturnStatement, Statement, SwitchStatement};
use oxc_span::GetSpan;

impl JsReader<'_> {
    /// Whether the head of a function with these statements is the one that returns the last value. If so, and with
    /// `implies`, the `return`s in tail position are noted as implied.
    pub(super) fn note_tails(&mut self, stmts: &[Statement<'_>], implies: bool) -> bool {
        let ends = ends(stmts);
        if ends && implies {
            self.imply(stmts);
        }
        ends
    }

    /// Notes the `return`s of a tail that ends.
    fn imply(&mut self, stmts: &[Statement<'_>]) {
        match stmts.last() {
            Some(Statement::ReturnStatement(returned)) if !self.is_written(returned) => {
                self.implied.insert(returned.span.start);
            }
            Some(Statement::BlockStatement(block)) => self.imply(&block.body),
            Some(Statement::IfStatement(branches)) => {
                let (tests, last) = if_chain(branches);
                let bodies: Option<Vec<_>> = tests.iter().map(|test| &test.consequent).chain(last).map(body).collect();
                for body in bodies.into_iter().flatten() {
                    self.imply(body);
                }
            }
            Some(Statement::TryStatement(parts)) => {
                self.imply(&parts.block.body);
                if let Some(handler) = &parts.handler {
                    self.imply(&handler.body.body);
                }
            }
            _ => {}
        }
    }

    /// Whether a `return` is written though its value would do: it has none, the value is a `cond`, which would be `if …
    /// else` as the last form, or a comment is not to change sides, one behind the `return` that ends its line, or a block
    /// comment before the `return` on its line.
    fn is_written(&self, returned: &ReturnStatement<'_>) -> bool {
        let Some(mut value) = returned.argument.as_ref() else { return true };
        let start = self.span(returned.span).start;
        if self.text[..start as usize].trim_end_matches([' ', '\t']).ends_with("*/") {
            return true;
        }
        while let Expression::ParenthesizedExpression(inner) = value
            && !self.casts.contains_key(&inner.span.start)
        {
            value = &inner.expression;
        }
        if let Expression::ConditionalExpression(cond) = value
            && self.cond_chain(cond).is_some()
        {
            return true;
        }
        let end = self.span(value.span()).start;
        let next = self.comments.partition_point(|&comment| comment < start);
        let first = self.comments.get(next).filter(|&&comment| comment < end);
        first.is_some_and(|&comment| {
            self.text[comment as usize..end as usize].contains(['\n', '\r', '\u{2028}', '\u{2029}'])
        })
    }
}

/// Whether every form of the tail of `stmts` leaves the function: what does not would be returned.
fn ends(stmts: &[Statement<'_>]) -> bool {
    match stmts.last() {
        Some(Statement::ReturnStatement(_) | Statement::ThrowStatement(_)) => true,
        Some(Statement::BlockStatement(block)) => ends(&block.body),
        Some(Statement::IfStatement(branches)) => {
            let (tests, last) = if_chain(branches);
            last.is_some_and(|last| ends(std::slice::from_ref(last)))
                && tests.iter().all(|test| ends(std::slice::from_ref(&test.consequent)))
        }
        // What `finally` returns does not keep the value of the body from being written as one.
        Some(Statement::TryStatement(parts)) => {
            ends(&parts.block.body) && parts.handler.as_ref().is_none_or(|handler| ends(&handler.body.body))
        }
        Some(Statement::SwitchStatement(switch)) => never_ends(switch),
        _ => false,
    }
}

/// Whether nothing leaves `switch` but `return` and `throw`. It hands no value on.
fn never_ends(switch: &SwitchStatement<'_>) -> bool {
    switch.cases.iter().any(|case| case.test.is_none())
        && switch.cases.last().is_some_and(|last| ends(&last.consequent))
        && !switch.cases.iter().any(|case| breaks(&case.consequent))
}

/// The statements between the braces that are `stmt`, if there are some.
fn body<'t, 'a>(stmt: &'t Statement<'a>) -> Option<&'t [Statement<'a>]> {
    match stmt {
        Statement::BlockStatement(block) if !block.body.is_empty() => Some(&block.body),
        _ => None,
    }
}

/// Whether a `break` without label among `stmts` leaves the statement around.
fn breaks(stmts: &[Statement<'_>]) -> bool {
    let mut rest: Vec<&Statement<'_>> = stmts.iter().collect();
    while let Some(stmt) = rest.pop() {
        match stmt {
            Statement::BreakStatement(jump) if jump.label.is_none() => return true,
            Statement::BlockStatement(block) => rest.extend(&block.body),
            Statement::IfStatement(branches) => {
                rest.push(&branches.consequent);
                rest.extend(&branches.alternate);
            }
            Statement::LabeledStatement(labeled) => rest.push(&labeled.body),
            Statement::WithStatement(with) => rest.push(&with.body),
            Statement::TryStatement(parts) => {
                rest.extend(&parts.block.body);
                rest.extend(parts.handler.iter().flat_map(|handler| &handler.body.body));
                rest.extend(parts.finalizer.iter().flat_map(|finalizer| &finalizer.body));
            }
            _ => {}
        }
    }
    false
}
