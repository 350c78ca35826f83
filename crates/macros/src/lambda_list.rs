//! The parameters of `defmacro`: a lambda list goes in, parameters of a function and the shape of the operands come out.
//!
//! `((name from to) &optional (step 1) &body body)` becomes `([name from to] (= step 1) ...body)`. A list among the
//! parameters takes a list of that many elements apart, as in Common Lisp, or an array; behind a dot or `&rest` it takes
//! the rest apart, `(a . (b c))` is `(a b c)`. A call whose operands have another shape is refused before the body runs.
//! Patterns in `[]` and `{}` are JavaScript's, which ask for no more than what can be taken apart. No form has properties
//! with elements but the `name` of a symbol or keyword, and numbers.

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::pattern::PatternPart;
use crate::procedural::Procedural;
use crate::scope::SetId;
use sx_base::Symbol;
use sx_reader::{CoreForm, FormId, FormKind};

/// How many elements a list has, and which of them are taken apart.
#[derive(Default)]
pub(crate) struct Shape {
    least: usize,
    most: Option<usize>,
    parts: Vec<(usize, Part)>,
    /// The properties whose elements are taken apart.
    keys: Vec<Symbol>,
}

/// A parameter that takes an operand apart.
struct Part {
    pattern: FormId,
    takes: Takes,
    shape: Shape,
}

/// What a parameter can take apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// A list or an array, of the shape.
    List,
    /// `[a b]`: whatever has elements.
    Elements,
    /// `{:a x}`: whatever has properties.
    Properties,
}

/// Words of a lambda list that are no names of parameters.
const WORDS: [&str; 8] = ["&rest", "&body", "&optional", "&key", "&aux", "&whole", "&environment", "&allow-other-keys"];

impl Expander<'_> {
    /// Turns lists `((a b) . rest)` of a macro's parameters into array patterns, and `&rest` and `&body` into a rest.
    pub(crate) fn lambda_list(&mut self, params: &[Stx]) -> (Vec<Stx>, Shape) {
        // The next one last.
        let mut left: Vec<Stx> = params.iter().rev().copied().collect();
        let (mut out, mut is_optional) = (vec![], false);
        let mut shape = Shape { most: Some(0), ..Shape::default() };
        while let Some(param) = left.pop() {
            let next = left.last().copied();
            let rest = match self.lambda_word(param) {
                Some("&rest" | "&body") if next.is_some_and(|next| self.lambda_word(next).is_none()) => left.pop(),
                Some("&optional")
                    if !is_optional && next.is_some_and(|next| self.lambda_word(next) != Some("&optional")) =>
                {
                    is_optional = true;
                    continue;
                }
                Some(word) => {
                    self.report(diag::lambda_word(self.span(param), word, is_optional && next.is_some()));
                    break;
                }
                None if self.is_dot(param) => {
                    if left.len() != 1 {
                        self.report(diag::stray_dot(self.span(param)));
                        break;
                    }
                    left.pop()
                }
                None if self.kind(param) == FormKind::Spread => Some(self.kid(param, 0)),
                None => None,
            };
            let Some(rest) = rest else {
                let param = if is_optional { self.optional_param(param) } else { Some(param) };
                let Some(param) = param else { break };
                out.push(self.lambda_param(param, &mut shape));
                continue;
            };
            if !left.is_empty() {
                self.report(diag::rest_not_last(self.span(rest)));
                break;
            }
            let rest = self.peel(rest);
            if self.is_list(rest) && self.clause_head(rest) != Some(CoreForm::Eq) {
                left.extend(self.kids(rest).into_iter().rev());
                continue;
            }
            shape.most = None;
            let (span, inner) = (self.span(rest), self.scoped(rest));
            let spread = self.forms.add(FormKind::Spread, &[inner], span);
            out.push(Stx { id: spread, set: SetId::EMPTY });
        }
        (out, shape)
    }

    /// A word of lambda lists.
    fn lambda_word(&self, stx: Stx) -> Option<&'static str> {
        WORDS.into_iter().find(|word| self.forms.is_symbol(stx.id, word))
    }

    /// `x` or `(x default)` after `&optional`: `(= x default)`.
    fn optional_param(&mut self, param: Stx) -> Option<Stx> {
        let (span, kids) = (self.span(param), if self.is_list(param) { self.kids(param) } else { Kids::new() });
        let (name, value) = match kids[..] {
            _ if self.clause_head(param) == Some(CoreForm::Eq) => return Some(param),
            [name, value] => (name, self.scoped(value)),
            [name] => (name, self.forms.symbol("undefined", span)),
            [] => (param, self.forms.symbol("undefined", span)),
            _ => {
                self.report(diag::optional_param(span));
                return None;
            }
        };
        let parts = [self.forms.leaf(FormKind::Core(CoreForm::Eq), span), self.scoped(name), value];
        Some(Stx { id: self.forms.list(&parts, span), set: SetId::EMPTY })
    }

    /// One parameter, which is noted in `shape`.
    fn lambda_param(&mut self, param: Stx, shape: &mut Shape) -> Stx {
        let place = shape.most.unwrap_or(0);
        shape.most = shape.most.map(|most| most + 1);
        if self.clause_head(param) == Some(CoreForm::Eq) {
            return match self.kids(param)[..] {
                [eq, target, value] => {
                    let target = self.lambda_target(target, place, shape);
                    let parts = [eq, target, value].map(|part| self.scoped(part));
                    let span = self.span(param);
                    Stx { id: self.forms.list(&parts, span), set: SetId::EMPTY }
                }
                _ => param,
            };
        }
        // One behind a default is wanted too.
        shape.least = place + 1;
        self.lambda_target(param, place, shape)
    }

    /// What a parameter binds: a name, or what takes the operand at `place` apart.
    fn lambda_target(&mut self, target: Stx, place: usize, shape: &mut Shape) -> Stx {
        let bare = self.untyped(target);
        match self.kind(bare) {
            FormKind::List if !self.is_hole(bare) => self.list_param(bare, place, shape),
            FormKind::Array => {
                let of_array = self.array_shape(bare);
                shape.parts.push((place, Part { pattern: bare.id, takes: Takes::Elements, shape: of_array }));
                target
            }
            FormKind::Object => {
                let of_object = self.object_shape(bare);
                shape.parts.push((place, Part { pattern: bare.id, takes: Takes::Properties, shape: of_object }));
                target
            }
            FormKind::Symbol(_) | FormKind::Verbatim(_) | FormKind::List => target,
            _ => {
                self.report(diag::bad_pattern(self.span(bare)));
                target
            }
        }
    }

    fn list_param(&mut self, param: Stx, place: usize, shape: &mut Shape) -> Stx {
        let kids = self.kids(param);
        let (inner, of_list) = self.lambda_list(&kids);
        let kids: Vec<_> = inner.iter().map(|&kid| self.scoped(kid)).collect();
        let span = self.span(param);
        shape.parts.push((place, Part { pattern: param.id, takes: Takes::List, shape: of_list }));
        Stx { id: self.forms.add(FormKind::Array, &kids, span), set: SetId::EMPTY }
    }

    /// What the elements of JavaScript's pattern `[…]` ask for: that those which are taken apart are there.
    fn array_shape(&mut self, pattern: Stx) -> Shape {
        let mut shape = Shape::default();
        for (place, element) in self.kids(pattern).into_iter().enumerate() {
            if self.kind(element) == FormKind::Spread || self.is_dot(element) {
                break;
            }
            let bare = self.untyped(element);
            let is_default = self.clause_head(bare) == Some(CoreForm::Eq);
            let target =
                if is_default { self.kids(bare).get(1).map(|&target| self.untyped(target)) } else { Some(bare) };
            let Some(target) = target else { continue };
            let (takes, of_target) = match self.kind(target) {
                FormKind::Array => (Takes::Elements, self.array_shape(target)),
                FormKind::Object => (Takes::Properties, self.object_shape(target)),
                _ => continue,
            };
            if !is_default {
                shape.least = place + 1;
            }
            shape.parts.push((place, Part { pattern: target.id, takes, shape: of_target }));
        }
        shape
    }

    /// What JavaScript's pattern `{…}` asks for: that properties have elements which are taken apart.
    fn object_shape(&mut self, pattern: Stx) -> Shape {
        let before = self.diagnostics.len();
        let parts = self.object_parts(pattern);
        // What is wrong with a pattern is said where it is expanded.
        self.diagnostics.truncate(before);
        let key_of = |part: &PatternPart| match part.key.map(|key| self.kind(key)) {
            Some(FormKind::Keyword(key)) if self.bare_kind(part.target.id) == FormKind::Array => Some(key),
            _ => None,
        };
        Shape { keys: parts.iter().filter_map(key_of).collect(), ..Shape::default() }
    }

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
            if let Some(key) = part.shape.keys.iter().find(|key| !has_property_with_elements(kind, **key)) {
                let wanted = format!("`{key}` of this has no elements");
                self.report(diag::operand_is_none(self.span(stx), *name, &pattern(self), &wanted, &shown(self)));
                return false;
            }
            if !matches!(kind, FormKind::List | FormKind::Array) {
                // What a string or a quoted form has in it is for JavaScript to say.
                continue;
            }
            let kids = self.kids(stx);
            let Shape { least, most, .. } = part.shape;
            if !part.shape.takes(kids.len()) {
                let at = self.span(stx);
                self.report(diag::operand_arity(at, *name, &pattern(self), least, most, kids.len(), &shown(self)));
                return false;
            }
            let from = stack.len();
            stack.extend(part.shape.parts_of(&kids));
            stack[from..].reverse();
        }
        true
    }
}

impl Shape {
    fn takes(&self, count: usize) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }

    /// The lists among parameters with what is given for them.
    fn parts_of(&self, given: &[Stx]) -> impl Iterator<Item = (&Part, Stx)> {
        self.parts.iter().filter_map(|(place, part)| Some((part, *given.get(*place)?)))
    }
}

/// Whether a form is data with elements.
fn has_elements(kind: FormKind) -> bool {
    kind.is_string() || (kind.has_kids() && kind != FormKind::Template)
}

/// Whether the property `key` of a form, as macro code has it, may be one with elements: a name, or what is in the form.
fn has_property_with_elements(kind: FormKind, key: Symbol) -> bool {
    let is_name = key.as_str() == "name" && matches!(kind, FormKind::Symbol(_) | FormKind::Keyword(_));
    is_name || key.as_str().bytes().all(|byte| byte.is_ascii_digit())
}
