//! A call that stands where something is assigned: where its arguments begin.
//!
//! Entering: `f(...a, /[(]/)`, which a parser refused as a target. Leaving: the place of the parenthesis before the
//! arguments, and those of the dots before arguments that are spread.

use super::words::skip_trivia;
use oxc_allocator::Allocator;
use oxc_ast::ast::{Argument, CallExpression, Expression, Statement};
use oxc_parser::Parser;
use oxc_span::{GetSpan, SourceType};
use std::panic::{AssertUnwindSafe, catch_unwind};
use sx_base::Span;

/// Places in a call, in bytes.
#[derive(Clone)]
pub(super) struct CallParts {
    /// Where the parenthesis before the arguments stands.
    pub(super) open: usize,
    /// Where the three dots of arguments stand.
    pub(super) spreads: Vec<usize>,
    /// Where the comma behind the last argument stands.
    pub(super) comma: Option<usize>,
    /// Where the digits stand that are called: a dot behind them would be a part of the number.
    pub(super) digits: Option<Span>,
    /// Where the digits or the word stands that is called and cannot be assigned: `this`.
    pub(super) word: Option<Span>,
}

/// The parts of the call at `span`. `None` for what is no call.
pub(super) fn call_parts(text: &str, span: Span) -> Option<CallParts> {
    let start = span.start as usize;
    let call = text.get(start..span.end as usize)?;
    // One that yields, awaits or asks for `new.target` is an expression in a function only.
    for (before, after) in [("(", ")"), ("(async function* () { (", ") })")] {
        let allocator = Allocator::new();
        let whole = [before, call, after].concat();
        let parse = || Parser::new(&allocator, &whole, SourceType::script()).parse_expression().ok();
        let Ok(Some(expr)) = catch_unwind(AssertUnwindSafe(parse)) else { continue };
        let Some(value) = call_in(&expr) else { continue };
        let place = |at: u32| start + at as usize - before.len();
        let is_spread = |argument: &&Argument<'_>| matches!(argument, Argument::SpreadElement(_));
        let spreads = value.arguments.iter().filter(is_spread).map(|spread| place(spread.span().start)).collect();
        let last = value.arguments.last().map(|argument| skip_trivia(text, place(argument.span().end)));
        let comma = last.filter(|&last| text[last..].starts_with(','));
        let callee = value.callee.span();
        let (callee, end) = (place(callee.start), place(callee.end));
        let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b'_';
        let is_integer =
            matches!(value.callee, Expression::NumericLiteral(_)) && text[callee..end].bytes().all(is_digit);
        let place = Span::new(callee as u32, end as u32);
        let is_word = is_integer
            || matches!(
                value.callee,
                Expression::ThisExpression(_) | Expression::NullLiteral(_) | Expression::BooleanLiteral(_)
            );
        let (digits, word) = (is_integer.then_some(place), is_word.then_some(place));
        return Some(CallParts { open: skip_trivia(text, end), spreads, comma, digits, word });
    }
    // What is no expression by itself, such as one within a generator, is looked through for parentheses.
    let open = last_parenthesis(call).filter(|&open| open > 0)?;
    let before = text[..span.end as usize - 1].trim_end();
    let comma = before.ends_with(',').then(|| before.len() - 1);
    Some(CallParts { open: start + open, spreads: vec![], comma, digits: None, word: None })
}

/// The call in parentheses that is `expr`, or stands in a function that is.
fn call_in<'e, 'a>(expr: &'e Expression<'a>) -> Option<&'e CallExpression<'a>> {
    match expr.without_parentheses() {
        Expression::CallExpression(call) => Some(call),
        Expression::FunctionExpression(function) => match function.body.as_ref()?.statements.first()? {
            Statement::ExpressionStatement(stmt) => match stmt.expression.without_parentheses() {
                Expression::CallExpression(call) => Some(call),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Where the parenthesis begins that ends `text`. Strings and comments are passed over; a regular expression that holds
/// parentheses may hide the place, never move it out of `text`.
fn last_parenthesis(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut open, mut closed, mut at) = (vec![], None, 0);
    while let Some(&byte) = bytes.get(at) {
        closed = None;
        match byte {
            b'"' | b'\'' | b'`' => {
                at += 1;
                while bytes.get(at).is_some_and(|&next| next != byte) {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                at = skip_trivia(text, at);
                continue;
            }
            b'(' => open.push(at),
            b')' => closed = Some(open.pop()?),
            _ => {}
        }
        at += 1;
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parenthesis_of_a_call_is_found() {
        for (text, open) in [
            ("f()", Some(1)),
            ("f(a)(b)", Some(4)),
            ("f(')', `(`)", Some(1)),
            ("(f)(/* ( */)", Some(3)),
            ("f // (\n()", Some(7)),
            ("f", None),
            ("f)", None),
        ] {
            assert_eq!(last_parenthesis(text), open, "{text}");
        }
    }
}
