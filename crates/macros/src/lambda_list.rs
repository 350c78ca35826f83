//! The parameters of `defmacro`: a lambda list goes in, parameters of a function and the shape of the operands come out.
//!
//! `((name from to) &optional (step 1) &body body)` becomes `([name from to] (= step 1) ...body)`. A list among the
//! parameters takes a list of that many elements apart, as in Common Lisp, or an array; behind a dot or `&rest` it takes
//! the rest apart, `(a . (b c))` is `(a b c)`. Patterns in `[]` and `{}` are JavaScript's, which ask for no more than what
//! can be taken apart; a list in them is one of the macro's again. What is asked of the operands of a call is an
//! [`operand_shape`](crate::operand_shape).

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::operand_shape::{At, Part, Shape, Takes, property_key};
use crate::pattern::PatternPart;
use crate::scope::SetId;
use sx_reader::{CoreForm, FormKind};

/// Words of a lambda list that are no names of parameters.
const WORDS: [&str; 10] =
    ["&rest", "&body", "&optional", "&key", "&aux", "&whole", "&environment", "&allow-other-keys", "&form", "&env"];

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
            let (mut rest, bare) = (rest, self.untyped(rest));
            if self.kind(bare) == FormKind::Array {
                let (pattern, of_array) = self.array_pattern(bare);
                shape.add_rest(place, of_array);
                rest = pattern;
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
        if let Some((pattern, part)) = self.taken_apart(bare, At::Index(place)) {
            shape.parts.push(part);
            return pattern;
        }
        if !matches!(self.kind(bare), FormKind::Symbol(_) | FormKind::Verbatim(_) | FormKind::List) {
            self.report(diag::bad_pattern(self.span(bare)));
        }
        target
    }

    /// `bare`, a list, array or object, as JavaScript's pattern, and what it asks of what stands at `at`; nothing where it
    /// takes nothing apart.
    fn taken_apart(&mut self, bare: Stx, at: At) -> Option<(Stx, Part)> {
        let (takes, (pattern, shape)) = match self.kind(bare) {
            FormKind::List if !self.is_hole(bare) => (Takes::List, self.list_pattern(bare)),
            FormKind::Array => (Takes::Elements, self.array_pattern(bare)),
            FormKind::Object => (Takes::Properties, self.object_pattern(bare)),
            _ => return None,
        };
        Some((pattern, Part::new(at, bare.id, takes, shape)))
    }

    fn list_pattern(&mut self, list: Stx) -> (Stx, Shape) {
        let kids = self.kids(list);
        let (inner, shape) = self.lambda_list(&kids);
        (self.with_kids(list, FormKind::Array, &inner), shape)
    }

    /// JavaScript's pattern `[…]` asks that those elements are there which are taken apart.
    fn array_pattern(&mut self, pattern: Stx) -> (Stx, Shape) {
        let mut shape = Shape::default();
        let mut kids = self.kids(pattern);
        for (place, element) in kids.iter_mut().enumerate() {
            if self.kind(*element) == FormKind::Spread || self.is_dot(*element) {
                break;
            }
            let is_wanted = self.pattern_part(At::Index(place), element, &mut shape);
            if is_wanted {
                shape.least = place + 1;
            }
        }
        (self.with_kids(pattern, FormKind::Array, &kids), shape)
    }

    /// JavaScript's pattern `{…}` asks that those properties are there which are taken apart.
    fn object_pattern(&mut self, pattern: Stx) -> (Stx, Shape) {
        let before = self.diagnostics.len();
        let parts = self.object_parts(pattern);
        // What is wrong with a pattern is said where it is expanded.
        self.diagnostics.truncate(before);
        let (mut shape, mut kids) = (Shape::default(), vec![]);
        for PatternPart { key, mut target, .. } in parts {
            if let Some(key) = key {
                kids.push(key);
                let bare = self.untyped(key);
                // What stands under a key that is computed is looked for by the engine.
                match property_key(self.kind(bare)) {
                    Some(key) => self.pattern_part(At::Key(key), &mut target, &mut shape),
                    None => self.pattern_part(At::Index(0), &mut target, &mut Shape::default()),
                };
            }
            kids.push(target);
        }
        if kids.len() < self.forms.kids(pattern.id).len() {
            // It is malformed.
            return (pattern, shape);
        }
        (self.with_kids(pattern, FormKind::Object, &kids), shape)
    }

    /// Notes the target of an element or property of JavaScript's patterns, if that takes something apart, and makes it a
    /// pattern of JavaScript's; true where it has no default.
    fn pattern_part(&mut self, at: At, target: &mut Stx, shape: &mut Shape) -> bool {
        let bare = self.untyped(*target);
        let is_optional = self.clause_head(bare) == Some(CoreForm::Eq);
        let mut kids = if is_optional { self.kids(bare) } else { Kids::new() };
        let inner = if is_optional { kids.get(1).map(|&inner| self.untyped(inner)) } else { Some(bare) };
        let Some((pattern, mut part)) = inner.and_then(|inner| self.taken_apart(inner, at)) else { return false };
        part.is_optional = is_optional;
        shape.parts.push(part);
        if is_optional {
            kids[1] = pattern;
            *target = self.with_kids(bare, FormKind::List, &kids);
        } else {
            *target = pattern;
        }
        !is_optional
    }

    /// A form of `kind` in place of `stx`, with these kids.
    fn with_kids(&mut self, stx: Stx, kind: FormKind, kids: &[Stx]) -> Stx {
        let kids: Vec<_> = kids.iter().map(|&kid| self.scoped(kid)).collect();
        let span = self.span(stx);
        Stx { id: self.forms.add(kind, &kids, span), set: SetId::EMPTY }
    }
}
