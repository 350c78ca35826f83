//! Further places that may need the mask that one needed.
//!
//! Entering: a text, and a mask that took the parser further. Leaving: the places behind it that look the same, and
//! afterwards which of them are what they look like in the tree. Nothing here knows strings or comments beforehand.

use super::async_key::async_key_at;
use super::brackets::Brackets;
use super::head_relations::{exposed_before_in, exposed_before_semicolon, relation_place};
use super::mask::Mask;
use super::mask_calls::calls_behind;
use super::words::{begins_declaration, is_relation_at, is_word_at, skip_trivia, trim_trivia_end, word_at};
use oxc_ast::ast::{
    ArrowFunctionExpression, BinaryExpression, ForInStatement, ForStatement, FormalParameters, IdentifierReference,
    LabelIdentifier, Program, PropertyDefinition, PropertyKey, SimpleAssignmentTarget,
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
                    // Within generators it is an operator, but not at the head of a loop.
                    _ => is_head_of_loop(masked, place, end),
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

/// Whether the word from byte `start` to byte `end` looks like the one of `for (a of`.
fn is_head_of_loop(text: &str, start: usize, end: usize) -> bool {
    let before = trim_trivia_end(&text[..start]).strip_suffix('(').map(trim_trivia_end);
    before.is_some_and(|before| before.ends_with("for"))
        && word_at(text, skip_trivia(text, end)).is_some_and(|(_, word)| word == "of")
}

/// Whether the `in` at byte `place` looks like the one of `for (a in` or `for (var a in`.
fn is_in_head(text: &str, place: usize) -> bool {
    let is_word = |c: char| super::words::is_word_char(c);
    let before = text[..place].trim_end().trim_end_matches(is_word).trim_end();
    let words = ["var", "let", "const"];
    let before = words.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before).trim_end();
    before.strip_suffix('(').is_some_and(|before| before.trim_end().ends_with("for"))
}

/// Where a program has what [`further_places`] looks for.
#[derive(Default)]
pub(super) struct Places {
    /// Names that are read, assigned or parameters, and labels.
    names: FxHashSet<u32>,
    /// Keys of fields.
    keys: FxHashSet<u32>,
    /// Members that are assigned, by where they end.
    targets: FxHashSet<u32>,
    /// Operators `<=`.
    relations: FxHashSet<u32>,
    /// Those that stand where `in` ends the head of a `for`.
    exposed: FxHashSet<u32>,
    /// Arrow functions.
    arrows: FxHashSet<u32>,
}

impl Places {
    /// Those of `program`, read from `text`.
    pub(super) fn of(program: &Program<'_>, text: &str) -> Self {
        let mut collector = Collector { text, places: Self::default() };
        collector.visit_program(program);
        collector.places
    }

    /// Whether `mask` stands where it may.
    pub(super) fn have(&self, mask: &Mask) -> bool {
        let places = match mask {
            Mask::Call(_) => &self.targets,
            Mask::Word(_, "static") => &self.keys,
            Mask::Word(..) => &self.names,
            Mask::Relation(at) if self.exposed.contains(at) => return false,
            Mask::Relation(_) => &self.relations,
            Mask::AsyncKey(_) => &self.arrows,
            Mask::Surrogates(_) => return false,
        };
        places.contains(&mask.place())
    }
}

struct Collector<'t> {
    text: &'t str,
    places: Places,
}

impl<'a> Visit<'a> for Collector<'_> {
    fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
        self.places.names.insert(name.span.start);
    }

    fn visit_label_identifier(&mut self, label: &LabelIdentifier<'a>) {
        self.places.names.insert(label.span.start);
    }

    fn visit_formal_parameters(&mut self, params: &FormalParameters<'a>) {
        for pattern in params.items.iter().map(|param| &param.pattern) {
            self.places.names.extend(pattern.get_binding_identifiers().iter().map(|name| name.span.start));
        }
        walk::walk_formal_parameters(self, params);
    }

    fn visit_simple_assignment_target(&mut self, target: &SimpleAssignmentTarget<'a>) {
        if target.is_member_expression() {
            self.places.targets.insert(target.span().end);
        }
        // Of a call before a word there is nothing left but what is called.
        self.places.targets.insert(skip_trivia(self.text, target.span().end as usize) as u32);
        walk::walk_simple_assignment_target(self, target);
    }

    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        self.places.arrows.insert(arrow.span.start);
        walk::walk_arrow_function_expression(self, arrow);
    }

    fn visit_property_definition(&mut self, field: &PropertyDefinition<'a>) {
        if let PropertyKey::StaticIdentifier(name) = &field.key {
            self.places.keys.insert(name.span.start);
        }
        walk::walk_property_definition(self, field);
    }

    fn visit_binary_expression(&mut self, binary: &BinaryExpression<'a>) {
        self.places.relations.extend(relation_place(self.text, binary));
        walk::walk_binary_expression(self, binary);
    }

    fn visit_for_statement(&mut self, looped: &ForStatement<'a>) {
        if let Some(init) = &looped.init {
            self.places.exposed.extend(exposed_before_semicolon(self.text, init));
        }
        walk::walk_for_statement(self, looped);
    }

    fn visit_for_in_statement(&mut self, looped: &ForInStatement<'a>) {
        self.places.exposed.extend(exposed_before_in(self.text, &looped.left));
        walk::walk_for_in_statement(self, looped);
    }
}
