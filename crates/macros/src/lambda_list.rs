//! The parameters of `defmacro`: a lambda list goes in, parameters of a function and the shape of the operands come out.
//!
//! `((name from to) &optional (step 1) &body body)` becomes `([name from to] (= step 1) ...body)`. A list among the
//! parameters takes a list of that many elements apart, as in Common Lisp, or an array; a call whose operands have
//! another shape is refused before the body runs. Patterns in `[]` and `{}` are JavaScript's, which ask for nothing.

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::procedural::Procedural;
use crate::scope::SetId;
use sx_reader::{CoreForm, FormId, FormKind};

/// How many elements a list has, and which of them are lists with a shape of their own.
#[derive(Default)]
pub(crate) struct Shape {
    least: usize,
    most: Option<usize>,
    parts: Vec<(usize, Part)>,
}

/// A list among parameters.
struct Part {
    pattern: FormId,
    shape: Shape,
}

/// Words of a lambda list that are no names of parameters.
const WORDS: [&str; 8] = ["&rest", "&body", "&optional", "&key", "&aux", "&whole", "&environment", "&allow-other-keys"];

impl Expander<'_> {
    /// Turns lists `((a b) . rest)` of a macro's parameters into array patterns, and `&rest` and `&body` into a rest.
    pub(crate) fn lambda_list(&mut self, params: &[Stx]) -> (Vec<Stx>, Shape) {
        let flat = self.tail_spread(params);
        let (mut out, mut at, mut is_optional) = (vec![], 0, false);
        let mut shape = Shape { most: Some(0), ..Shape::default() };
        while at < flat.len() {
            let param = flat[at];
            let next = flat.get(at + 1).copied();
            at += 1;
            match self.lambda_word(param) {
                Some("&rest" | "&body") if next.is_some_and(|next| self.lambda_word(next).is_none()) => {
                    let inner = flat[at];
                    let (span, inner) = (self.span(inner), self.scoped(inner));
                    let spread = self.forms.add(FormKind::Spread, &[inner], span);
                    out.push(Stx { id: spread, set: SetId::EMPTY });
                    shape.most = None;
                    at += 1;
                }
                Some("&optional") if next.is_some_and(|next| self.lambda_word(next) != Some("&optional")) => {
                    is_optional = true;
                }
                Some(word) => {
                    self.report(diag::lambda_word(self.span(param), word));
                    break;
                }
                None => {
                    let param = if is_optional { self.optional_param(param) } else { param };
                    out.push(self.lambda_param(param, &mut shape));
                }
            }
        }
        (out, shape)
    }

    /// A word of lambda lists.
    fn lambda_word(&self, stx: Stx) -> Option<&'static str> {
        WORDS.into_iter().find(|word| self.forms.is_symbol(stx.id, word))
    }

    /// `x` or `(x default)` after `&optional`: `(= x default)`.
    fn optional_param(&mut self, param: Stx) -> Stx {
        let (span, kids) = (self.span(param), if self.is_list(param) { self.kids(param) } else { Kids::new() });
        let (name, value) = match kids[..] {
            _ if self.clause_head(param) == Some(CoreForm::Eq) || self.kind(param) == FormKind::Spread => return param,
            [name, value] => (name, self.scoped(value)),
            [name] => (name, self.forms.symbol("undefined", span)),
            [] => (param, self.forms.symbol("undefined", span)),
            _ => {
                self.report(diag::optional_param(span));
                return param;
            }
        };
        let parts = [self.forms.leaf(FormKind::Core(CoreForm::Eq), span), self.scoped(name), value];
        Stx { id: self.forms.list(&parts, span), set: SetId::EMPTY }
    }

    /// One parameter, which is noted in `shape`.
    fn lambda_param(&mut self, param: Stx, shape: &mut Shape) -> Stx {
        if self.kind(param) == FormKind::Spread {
            shape.most = None;
            return param;
        }
        let place = shape.most.unwrap_or(0);
        shape.most = shape.most.map(|most| most + 1);
        if self.clause_head(param) == Some(CoreForm::Eq) {
            return match self.kids(param)[..] {
                [eq, target, value] if self.is_list(target) => {
                    let target = self.list_param(target, place, shape);
                    let parts = [eq, target, value].map(|part| self.scoped(part));
                    let span = self.span(param);
                    Stx { id: self.forms.list(&parts, span), set: SetId::EMPTY }
                }
                _ => param,
            };
        }
        shape.least += 1;
        if self.is_list(param) { self.list_param(param, place, shape) } else { param }
    }

    fn list_param(&mut self, param: Stx, place: usize, shape: &mut Shape) -> Stx {
        let kids = self.kids(param);
        let (inner, of_list) = self.lambda_list(&kids);
        let kids: Vec<_> = inner.iter().map(|&kid| self.scoped(kid)).collect();
        let span = self.span(param);
        shape.parts.push((place, Part { pattern: param.id, shape: of_list }));
        Stx { id: self.forms.add(FormKind::Array, &kids, span), set: SetId::EMPTY }
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
            let pattern = sx_reader::print_form(&self.forms, part.pattern);
            if !self.is_list(stx) && self.kind(stx) != FormKind::Array {
                self.report(diag::operand_is_no_list(self.span(stx), *name, &pattern, &shown(self)));
                return false;
            }
            let kids = self.kids(stx);
            let Shape { least, most, .. } = part.shape;
            if !part.shape.takes(kids.len()) {
                let at = self.span(stx);
                self.report(diag::operand_arity(at, *name, &pattern, least, most, kids.len(), &shown(self)));
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
