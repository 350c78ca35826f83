//! The parameters of `defmacro`: a lambda list goes in, parameters of a function and the shape of the operands come out.
//!
//! `((name from to) &optional (step 1) &body body)` becomes `([name from to] (= step 1) ...body)`. A list among the
//! parameters takes a list of that many elements apart, as in Common Lisp, or an array; behind a dot or `&rest` it takes
//! the rest apart, `(a . (b c))` is `(a b c)`. Patterns in `[]` and `{}` are JavaScript's, which ask for no more than what
//! can be taken apart. What is asked of the operands of a call is an [`operand_shape`](crate::operand_shape).

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::operand_shape::{At, Part, Shape, Takes, property_key};
use crate::scope::SetId;
use sx_reader::{CoreForm, FormKind};

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
            let place = shape.most.take().unwrap_or(0);
            let bare = self.untyped(rest);
            if self.kind(bare) == FormKind::Array {
                shape.add_rest(place, self.array_shape(bare));
            }
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
                shape.parts.push(Part::new(At::Index(place), bare.id, Takes::Elements, of_array));
                target
            }
            FormKind::Object => {
                let of_object = self.object_shape(bare);
                shape.parts.push(Part::new(At::Index(place), bare.id, Takes::Properties, of_object));
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
        shape.parts.push(Part::new(At::Index(place), param.id, Takes::List, of_list));
        Stx { id: self.forms.add(FormKind::Array, &kids, span), set: SetId::EMPTY }
    }

    /// What the elements of JavaScript's pattern `[…]` ask for: that those which are taken apart are there.
    fn array_shape(&mut self, pattern: Stx) -> Shape {
        let mut shape = Shape::default();
        for (place, element) in self.kids(pattern).into_iter().enumerate() {
            if self.kind(element) == FormKind::Spread || self.is_dot(element) {
                break;
            }
            let is_wanted = self.pattern_part(At::Index(place), element, &mut shape);
            if is_wanted {
                shape.least = place + 1;
            }
        }
        shape
    }

    /// Notes the target of an element or property of JavaScript's patterns, if that takes something apart; true where it
    /// has no default.
    fn pattern_part(&mut self, at: At, target: Stx, shape: &mut Shape) -> bool {
        let bare = self.untyped(target);
        let is_optional = self.clause_head(bare) == Some(CoreForm::Eq);
        let target = if is_optional { self.kids(bare).get(1).map(|&target| self.untyped(target)) } else { Some(bare) };
        let Some(target) = target else { return false };
        let (takes, of_target) = match self.kind(target) {
            FormKind::Array => (Takes::Elements, self.array_shape(target)),
            FormKind::Object => (Takes::Properties, self.object_shape(target)),
            _ => return false,
        };
        let mut part = Part::new(at, target.id, takes, of_target);
        part.is_optional = is_optional;
        shape.parts.push(part);
        !is_optional
    }

    /// What JavaScript's pattern `{…}` asks for: that the properties which are taken apart are there.
    fn object_shape(&mut self, pattern: Stx) -> Shape {
        let before = self.diagnostics.len();
        let parts = self.object_parts(pattern);
        // What is wrong with a pattern is said where it is expanded.
        self.diagnostics.truncate(before);
        let mut shape = Shape::default();
        for part in parts {
            let key = part.key.and_then(|key| {
                let key = self.untyped(key);
                property_key(self.kind(key))
            });
            if let Some(key) = key {
                self.pattern_part(At::Key(key), part.target, &mut shape);
            }
        }
        shape
    }
}
