//! Spellings that one parser knows and the other does not.
//!
//! Entering: the checker's tree of a program without errors, and its text. Leaving: places whose text the parser of the
//! tree must be given otherwise, in as many bytes: a semicolon behind an arrow function that a line end ends
//! (`() => {}`, then `/x/g` on the next line), no comma behind the last argument of a function called `async`, `</a>`
//! for `< /a>`. The checker has read the program already, so none of these is a guess. Comments that a place loses are
//! known to the checker. Linear time; the recursion is bounded by `nesting`.

use super::words::{line_end_before_operator, skip_trivia};
use oxc_ast::ast::{
    ArrowFunctionExpression, CallExpression, Expression, JSXClosingElement, JSXClosingFragment, Program,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::GetSpan;
use std::borrow::Cow;
use sx_base::Span;

/// A place, and what stands there for the parser of the tree, before blanks.
pub(super) type Respelling = (Span, &'static str);

/// What is to be spelled otherwise in `program`, whose text is `text`. `has_async`: a variable is called `async`;
/// `jsx`: it was read as JSX.
pub(super) fn respellings(program: &Program<'_>, text: &str, has_async: bool, jsx: bool) -> Vec<Respelling> {
    if !(has_async || jsx && text.contains('<') || may_end_in_arrow(text)) {
        return vec![];
    }
    let mut finder = Finder { text, found: vec![] };
    finder.visit_program(program);
    finder.found
}

/// Writes `text` with `respellings`.
pub(super) fn respell<'t>(mut text: Cow<'t, str>, respellings: &[Respelling]) -> Cow<'t, str> {
    for &(place, spelling) in respellings {
        let length = place.len() as usize;
        text.to_mut().replace_range(place.start as usize..place.end as usize, &format!("{spelling:length$}"));
    }
    text
}

/// Whether `text` may hold an arrow function that a line end ends, before what may be taken for an operator.
fn may_end_in_arrow(text: &str) -> bool {
    let mut braces = memchr::memchr_iter(b'}', text.as_bytes());
    braces.any(|brace| line_end_before_operator(text, brace + 1).is_some()) && text.contains("=>")
}

struct Finder<'t> {
    text: &'t str,
    found: Vec<Respelling>,
}

impl Finder<'_> {
    /// `< /a>`, which begins at byte `start`.
    fn close_element(&mut self, start: u32) {
        let slash = skip_trivia(self.text, start as usize + 1);
        if slash > start as usize + 1 {
            self.found.push((Span::new(start, slash as u32 + 1), "</"));
        }
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        let end = arrow.span.end as usize;
        let gap = self.text[..end].ends_with('}').then(|| line_end_before_operator(self.text, end));
        self.found.extend(gap.flatten().map(|gap| (gap, ";")));
        walk::walk_arrow_function_expression(self, arrow);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        if let Expression::Identifier(callee) = &call.callee
            && callee.name == "async"
            && let Some(last) = call.arguments.last()
        {
            let end = skip_trivia(self.text, last.span().end as usize);
            if self.text[end..].starts_with(',') {
                self.found.push((Span::new(end as u32, end as u32 + 1), ""));
            }
        }
        walk::walk_call_expression(self, call);
    }

    fn visit_jsx_closing_element(&mut self, element: &JSXClosingElement<'a>) {
        self.close_element(element.span.start);
        walk::walk_jsx_closing_element(self, element);
    }

    fn visit_jsx_closing_fragment(&mut self, fragment: &JSXClosingFragment) {
        self.close_element(fragment.span.start);
    }
}
