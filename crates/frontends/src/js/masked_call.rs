//! A call that stands where something is assigned: where its arguments begin.
//!
//! Entering: `f(...a, /[(]/)`, which a parser refused as a target. Leaving: the place of the parenthesis before the
//! arguments, and those of the dots before arguments that are spread.

use super::words::skip_trivia;
use oxc_allocator::Allocator;
use oxc_ast::ast::{Argument, Expression};
use oxc_parser::Parser;
use oxc_span::{GetSpan, SourceType};
use std::panic::{AssertUnwindSafe, catch_unwind};
use sx_base::Span;

/// Places in a call, in bytes.
pub(super) struct CallParts {
    /// Where the parenthesis before the arguments stands.
    pub(super) open: usize,
    /// Where the three dots of arguments stand.
    pub(super) spreads: Vec<usize>,
}

/// The parts of the call at `span`. `None` for what is no call.
pub(super) fn call_parts(text: &str, span: Span) -> Option<CallParts> {
    let start = span.start as usize;
    let call = text.get(start..span.end as usize)?;
    let allocator = Allocator::new();
    let parser = || Parser::new(&allocator, call, SourceType::script()).parse_expression().ok();
    if let Ok(Some(Expression::CallExpression(value))) = catch_unwind(AssertUnwindSafe(parser)) {
        let open = skip_trivia(text, start + value.callee.span().end as usize);
        let mut spreads = vec![];
        for argument in &value.arguments {
            if let Argument::SpreadElement(spread) = argument {
                spreads.push(start + spread.span.start as usize);
            }
        }
        return Some(CallParts { open, spreads });
    }
    // What is no expression by itself, such as one within a generator, is looked through for parentheses.
    let open = last_parenthesis(call).filter(|&open| open > 0)?;
    Some(CallParts { open: start + open, spreads: vec![] })
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
