//! What the parameters of a `defmacro` ask of the operands.
//!
//! Entering: the operands of a call and a [`Shape`], which `lambda_list` has made of the parameters. Leaving: nothing, or
//! an error at what has another shape, before the body runs. `{:a {:b [y]}}` takes an object by its keys, as
//! `{:a {:b [1]}}` has them; that the body sees them so is what [`Shape::keys_text`] tells the engine. Other forms have
//! no properties with elements but the `name` of a symbol or keyword, and numbers.

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::procedural::Procedural;
use std::fmt::Write as _;
use sx_base::Symbol;
use sx_base::names::js_name;
use sx_reader::{FormId, FormKind};

/// How many elements a list has, and which of them are taken apart.
#[derive(Default)]
pub(crate) struct Shape {
    pub(crate) least: usize,
    pub(crate) most: Option<usize>,
    pub(crate) parts: Vec<Part>,
}

/// A parameter, or a part of one, that takes an operand apart.
pub(crate) struct Part {
    at: At,
    pattern: FormId,
    takes: Takes,
    shape: Shape,
    /// It has a default.
    pub(crate) is_optional: bool,
}

/// Where what is taken apart stands in what is around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Index(usize),
    Key(Symbol),
}

/// What a parameter can take apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// A list or an array, of the shape.
    List,
    /// `[a b]`: whatever has elements.
    Elements,
    /// `{:a x}`: whatever has properties.
    Properties,
}

impl Part {
    pub(crate) fn new(at: At, pattern: FormId, takes: Takes, shape: Shape) -> Self {
        Self { at, pattern, takes, shape, is_optional: false }
    }
}

/// The key of a property, where it is written as text.
pub(crate) fn property_key(kind: FormKind) -> Option<Symbol> {
    match kind {
        FormKind::Number(key) => Some(key),
        kind => kind.key_text(),
    }
}

impl Expander<'_> {
    /// Whether the operands of a call have the shape of the parameters; else that is reported.
    pub(crate) fn fits_lambda_list(&mut self, procedural: &Procedural, call: Stx, operands: &[Stx]) -> bool {
        let Procedural { name, list, shape, .. } = procedural;
        let shown = |this: &Self| sx_reader::print_form(&this.forms, list.id);
        if !shape.takes(operands.len()) {
            let (at, found) = (self.span(call), operands.len());
            self.report(diag::macro_arity(at, *name, shape.least, shape.most, found, &shown(self)));
            return false;
        }
        let mut stack: Vec<(&Part, Stx)> = shape.parts_of(operands).collect();
        stack.reverse();
        while let Some((part, stx)) = stack.pop() {
            let pattern = |this: &Self| sx_reader::print_form(&this.forms, part.pattern);
            let kind = self.kind(stx);
            let (is_fit, wanted) = match part.takes {
                Takes::List => (matches!(kind, FormKind::List | FormKind::Array), "this is no list"),
                Takes::Elements => (has_elements(kind), "this has no elements"),
                Takes::Properties => (kind != FormKind::Null, "nil has no properties"),
            };
            if !is_fit {
                self.report(diag::operand_is_none(self.span(stx), *name, &pattern(self), wanted, &shown(self)));
                return false;
            }
            let from = stack.len();
            if part.takes == Takes::Properties {
                for inner in &part.shape.parts {
                    match self.property(stx, kind, inner) {
                        Property::Form(form) => stack.push((inner, form)),
                        Property::Other => {}
                        Property::Missing if inner.is_optional => {}
                        Property::Missing => {
                            let At::Key(key) = inner.at else { continue };
                            let wanted = match inner.takes {
                                Takes::Properties => format!("this has no `{key}`"),
                                Takes::List | Takes::Elements => format!("`{key}` of this has no elements"),
                            };
                            let at = self.span(stx);
                            self.report(diag::operand_is_none(at, *name, &pattern(self), &wanted, &shown(self)));
                            return false;
                        }
                    }
                }
            } else if matches!(kind, FormKind::List | FormKind::Array) {
                // What a string or a quoted form has in it is for JavaScript to say.
                let kids = self.kids(stx);
                let Shape { least, most, .. } = part.shape;
                if !part.shape.takes(kids.len()) {
                    let at = self.span(stx);
                    self.report(diag::operand_arity(at, *name, &pattern(self), least, most, kids.len(), &shown(self)));
                    return false;
                }
                stack.extend(part.shape.parts_of(&kids));
            }
            stack[from..].reverse();
        }
        true
    }

    /// What the property that `part` takes apart is in a form of `kind`, as macro code has it.
    fn property(&mut self, stx: Stx, kind: FormKind, part: &Part) -> Property {
        let At::Key(key) = part.at else { return Property::Other };
        if kind == FormKind::Object {
            let kids = self.kids(stx);
            return self.value_of_key(&kids, key).map_or(Property::Missing, Property::Form);
        }
        let is_name = key.as_str() == "name" && matches!(kind, FormKind::Symbol(_) | FormKind::Keyword(_));
        if is_name || part.takes == Takes::Properties && key.as_str() == "length" && has_elements(kind) {
            return Property::Other;
        }
        let Ok(index) = key.as_str().parse::<usize>() else { return Property::Missing };
        match kind {
            FormKind::List | FormKind::Array | FormKind::Set => {
                self.kids(stx).get(index).map_or(Property::Missing, |&kid| Property::Form(kid))
            }
            _ if has_elements(kind) => Property::Other,
            _ => Property::Missing,
        }
    }

    /// The value of the last property `key` among the forms of an object.
    fn value_of_key(&mut self, kids: &Kids, key: Symbol) -> Option<Stx> {
        let (mut found, mut at) = (None, 0);
        while let Some(&kid) = kids.get(at) {
            at += 1;
            match self.kind(kid) {
                FormKind::Symbol(name) if js_name(name) == Some(key) => found = Some(kid),
                FormKind::Symbol(_) | FormKind::Verbatim(_) | FormKind::Spread | FormKind::List => {}
                kind => {
                    if property_key(kind) == Some(key) {
                        found = kids.get(at).copied();
                    }
                    at += 1;
                }
            }
        }
        found
    }
}

/// What a property of a form is.
enum Property {
    Form(Stx),
    /// A value that is no form: a name, a number of elements, what a string has in it.
    Other,
    Missing,
}

impl Shape {
    /// Adds what an array pattern asks of the operands from `place` on.
    pub(crate) fn add_rest(&mut self, place: usize, rest: Self) {
        if rest.least > 0 {
            self.least = place + rest.least;
        }
        let at = |at| if let At::Index(index) = at { At::Index(place + index) } else { at };
        self.parts.extend(rest.parts.into_iter().map(|part| Part { at: at(part.at), ..part }));
    }

    fn takes(&self, count: usize) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }

    /// What takes elements apart, with what is given for it.
    fn parts_of(&self, given: &[Stx]) -> impl Iterator<Item = (&Part, Stx)> {
        self.parts.iter().filter_map(|part| match part.at {
            At::Index(place) => Some((part, *given.get(place)?)),
            At::Key(_) => None,
        })
    }

    /// Which operands, and which parts of them, are taken by keys, as JSON: `{"0":[1,{"a":[1,{}]}]}` for `({:a {:b c}})`;
    /// nothing where none is.
    pub(crate) fn keys_text(&self) -> Option<String> {
        let mut text = String::new();
        let mut is_any = false;
        for part in &self.parts {
            let inner = part.shape.keys_text();
            let by_key = part.takes == Takes::Properties;
            if !by_key && inner.is_none() {
                continue;
            }
            let key = match part.at {
                At::Index(place) => place.to_string(),
                At::Key(key) => key.as_str().to_owned(),
            };
            let comma = if is_any { "," } else { "" };
            let inner = inner.unwrap_or_else(|| "{}".to_owned());
            let _ = write!(text, "{comma}{}:[{},{inner}]", quoted(&key), u8::from(by_key));
            is_any = true;
        }
        is_any.then(|| format!("{{{text}}}"))
    }
}

/// A text as a string of JSON.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a form is data with elements.
fn has_elements(kind: FormKind) -> bool {
    kind.is_string() || (kind.has_kids() && kind != FormKind::Template)
}
