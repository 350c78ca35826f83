//! Further places that may need the mask that one needed.
//!
//! Entering: a text, and a mask that took the parser further. Leaving: the places behind it that look the same, and
//! afterwards which of them are what they look like in the tree. Nothing here knows strings or comments beforehand.

use super::async_key::async_key_at;
use super::brackets::Brackets;
use super::mask::Mask;
use super::mask_calls::calls_behind;
use super::words::{begins_declaration, is_relation_at, is_word_at, skip_trivia, word_at};
use oxc_ast::ast::{
    ArrowFunctionExpression, BinaryExpression, BinaryOperator, FormalParameters, IdentifierReference, LabelIdentifier,
    MemberExpression, Program, PropertyDefinition, PropertyKey,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::GetSpan;
use rustc_hash::FxHashSet;
use sx_base::Span;

/// At most `most` places behind `mask` that look like it and are not masked yet: `text` is the program, `masked` what
/// the parser reads.
pub(super) fn further_places(text: &str, masked: &str, mask: &Mask, most: usize) -> Vec<Mask> {
    let from = match mask {
        Mask::Call(span) => {
            let not_masked = |call: &Mask| call.place() > span.end;
            return calls_behind(masked, span.end as usize).filter(not_masked).take(most).collect();
        }
        Mask::Word(span, _) => span.end as usize,
        Mask::Relation(at) => *at as usize + "in".len(),
        Mask::AsyncKey(key) => key.name.end as usize,
        // The parser says all of these in one go.
        Mask::Surrogates(_) => return vec![],
    };
    let spelling = match mask {
        Mask::Word(span, _) => span.slice(text),
        Mask::Relation(_) => "in",
        _ => "async",
    };
    let brackets = if spelling == "async" { Brackets::of(masked) } else { Brackets::default() };
    let is_call = |open: usize| {
        let close = brackets.closed.get(&open).filter(|_| masked[open..].starts_with('('));
        close.is_some_and(|&close| !masked[skip_trivia(masked, close + 1)..].starts_with("=>"))
    };
    let places = memchr::memmem::find_iter(&masked.as_bytes()[from..], spelling).map(|place| from + place);
    let like = places.filter_map(|place| {
        let end = place + spelling.len();
        if !is_word_at(masked, place, spelling) {
            return None;
        }
        match mask {
            Mask::Word(_, word) => {
                let is_name = match *word {
                    "let" => spelling.contains('\\') || !begins_declaration(masked, end),
                    "async" => is_call(skip_trivia(masked, end)),
                    "using" => !is_declaration_behind(masked, end),
                    "static" => true,
                    // Within generators it is an operator.
                    _ => false,
                };
                is_name.then(|| Mask::Word(Span::new(place as u32, end as u32), word))
            }
            Mask::Relation(_) => {
                let is_operator = is_relation_at(masked, place) && !is_in_head(masked, place);
                is_operator.then_some(Mask::Relation(place as u32))
            }
            _ => async_key_at(masked, skip_trivia(masked, end)).map(Mask::AsyncKey),
        }
    });
    like.take(most).collect()
}

/// Whether a name stands on the line of the `using` that ends at byte `end`.
fn is_declaration_behind(text: &str, end: usize) -> bool {
    let next = skip_trivia(text, end);
    !text[end..next].contains('\n') && begins_declaration(text, next) && word_at(text, next).is_some()
}

/// Whether the `in` at byte `place` looks like the one of `for (a in` or `for (var a in`.
fn is_in_head(text: &str, place: usize) -> bool {
    let is_word = |c: char| super::words::is_word_char(c);
    let before = text[..place].trim_end().trim_end_matches(is_word).trim_end();
    let words = ["var", "let", "const"];
    let before = words.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before).trim_end();
    before.strip_suffix('(').is_some_and(|before| before.trim_end().ends_with("for"))
}

/// Where `program`, read from `text`, has what [`further_places`] looks for: names that are read, assigned or parameters,
/// labels, keys, members by where they end, operators `<=`, arrow functions.
pub(super) fn places_in(program: &Program<'_>, text: &str) -> FxHashSet<u32> {
    let mut collector = Collector { text, places: FxHashSet::default() };
    collector.visit_program(program);
    collector.places
}

struct Collector<'t> {
    text: &'t str,
    places: FxHashSet<u32>,
}

impl<'a> Visit<'a> for Collector<'_> {
    fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
        self.places.insert(name.span.start);
    }

    fn visit_label_identifier(&mut self, label: &LabelIdentifier<'a>) {
        self.places.insert(label.span.start);
    }

    fn visit_formal_parameters(&mut self, params: &FormalParameters<'a>) {
        for pattern in params.items.iter().map(|param| &param.pattern) {
            self.places.extend(pattern.get_binding_identifiers().iter().map(|name| name.span.start));
        }
        walk::walk_formal_parameters(self, params);
    }

    fn visit_member_expression(&mut self, member: &MemberExpression<'a>) {
        self.places.insert(member.span().end);
        walk::walk_member_expression(self, member);
    }

    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        self.places.insert(arrow.span.start);
        walk::walk_arrow_function_expression(self, arrow);
    }

    fn visit_property_definition(&mut self, field: &PropertyDefinition<'a>) {
        if let PropertyKey::StaticIdentifier(name) = &field.key {
            self.places.insert(name.span.start);
        }
        walk::walk_property_definition(self, field);
    }

    fn visit_binary_expression(&mut self, binary: &BinaryExpression<'a>) {
        if binary.operator == BinaryOperator::LessEqualThan {
            let mut at = skip_trivia(self.text, binary.left.span().end as usize);
            while self.text[at..].starts_with(')') {
                at = skip_trivia(self.text, at + 1);
            }
            self.places.insert(at as u32);
        }
        walk::walk_binary_expression(self, binary);
    }
}
