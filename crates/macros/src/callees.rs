//! What `map` and its kin call: a place, so that a member keeps its object, whose parts are evaluated once and before the
//! lists.
//!
//! Entering: `(map (. (f) m) xs ys)`. Leaving: `(let ((o (f))) (let ((xs xs) (ys ys)) (.map xs (fn (x i) ((. o m) x (js/get
//! ys i))))))`.

use crate::expander::{Expander, Head, Stx};
use crate::macros::Callback;
use crate::scope::{ScopeKind, SetId};
use sx_base::Span;
use sx_reader::{CoreForm, FormId, FormKind};

/// The parts of a callee that are evaluated before it is called, `(name value)` each.
type Parts = Vec<FormId>;

impl Expander<'_> {
    /// `(. o m)`, `(.-m o)`, `(js/get o k)` and their optional kin as what is called: the bindings for its parts, and the
    /// member of what they bind. Nothing for what is no member.
    pub(crate) fn member_callee(&mut self, argument: Stx, scope: u32, head: Span) -> Option<(Parts, FormId)> {
        let form = self.list_head(argument)?;
        let kids = self.kids(argument);
        let mut parts = vec![];
        let mut member = vec![self.scoped(kids[0])];
        match (form, &kids[..]) {
            (Head::Core(CoreForm::Dot), &[_, base, .., last]) if kids.len() > 2 => {
                let is_optional = self.forms.is_symbol(kids[kids.len() - 2].id, "?.");
                let object = &kids[..kids.len() - 1 - usize::from(is_optional)];
                let object = match object.len() {
                    2 => base,
                    // The object of the last step is a chain of its own.
                    3.. => {
                        let object: Vec<FormId> = object.iter().map(|&kid| self.scoped(kid)).collect();
                        let span = self.span(argument);
                        Stx { id: self.forms.list(&object, span), set: SetId::EMPTY }
                    }
                    _ => return None,
                };
                member.push(self.callee_part(object, "o", scope, head, &mut parts));
                if is_optional {
                    member.push(self.scoped(kids[kids.len() - 2]));
                }
                let step = match (self.kind(last), &self.kids(last)[..]) {
                    (FormKind::Symbol(_), _) => self.scoped(last),
                    (FormKind::Array, &[key]) => {
                        let key = self.callee_part(key, "key", scope, head, &mut parts);
                        let span = self.span(last);
                        self.forms.add(FormKind::Array, &[key], span)
                    }
                    _ => return None,
                };
                member.push(step);
            }
            (Head::DotName(name), &[_, object])
                if name.as_str().starts_with(['.', '?']) && name.as_str().contains(".-") =>
            {
                member.push(self.callee_part(object, "o", scope, head, &mut parts));
            }
            (Head::Core(CoreForm::GetMember | CoreForm::GetOptional), &[_, object, key]) => {
                member.push(self.callee_part(object, "o", scope, head, &mut parts));
                member.push(self.callee_part(key, "key", scope, head, &mut parts));
            }
            _ => return None,
        }
        let span = self.span(argument);
        Some((parts, self.forms.list(&member, span)))
    }

    /// A part of a callee: itself where it is the same at each call, or the name `name` that `parts` binds to it.
    fn callee_part(&mut self, part: Stx, name: &str, scope: u32, head: Span, parts: &mut Parts) -> FormId {
        let is_steady = match self.kind(part) {
            FormKind::Symbol(name) => matches!(name.as_str(), "this" | "super"),
            kind => !kind.has_kids(),
        };
        let value = self.scoped(part);
        if is_steady {
            return value;
        }
        let name = self.made_name(name, scope, head);
        parts.push(self.forms.list(&[name, value], head));
        name
    }

    fn made_name(&mut self, name: &str, scope: u32, head: Span) -> FormId {
        let set = self.sets.add(SetId::EMPTY, scope);
        let id = self.forms.symbol(name, head);
        self.scoped(Stx { id, set })
    }

    /// `(map f items more …)`: `f` of the first items, of the second ones, and so on, as many as `items` has.
    pub(crate) fn map_many(&mut self, stx: Stx, head: Stx, f: Stx, lists: &[Stx]) -> Option<FormId> {
        let (call, at) = (self.span(stx), self.span(head));
        let scope = self.sets.scope(ScopeKind::Introduced, call);
        let f = self.written_function(f)?;
        let (parts, callee) = match self.member_callee(f, scope, at) {
            Some(member) => member,
            None => self.simple_callee(f, lists.len() as u32, scope, at),
        };
        let names = ["xs", "ys", "zs"].map(str::to_owned).into_iter().chain((4..).map(|nth| format!("list{nth}")));
        let names: Vec<FormId> = names.take(lists.len()).map(|name| self.made_name(&name, scope, at)).collect();
        let bindings: Vec<FormId> = lists
            .iter()
            .zip(&names)
            .map(|(&list, &name)| {
                let list = self.scoped(list);
                self.forms.list(&[name, list], call)
            })
            .collect();
        let [x, i] = ["x", "i"].map(|name| self.made_name(name, scope, at));
        let mut called = vec![callee, x];
        for &list in &names[1..] {
            called.push(self.core_call(CoreForm::GetMember, &[list, i], at, call));
        }
        let called = self.forms.list(&called, call);
        let params = self.forms.list(&[x, i], at);
        let function = self.core_call(CoreForm::Fn, &[params, called], at, call);
        let method = self.forms.symbol(".map", at);
        let map = self.forms.list(&[method, names[0], function], call);
        let map = self.let_form(&bindings, map, at, call);
        Some(if parts.is_empty() { map } else { self.let_form(&parts, map, at, call) })
    }

    /// What is called and is no member: operators, macros and paths as they are, everything else evaluated once.
    fn simple_callee(&mut self, f: Stx, count: u32, scope: u32, head: Span) -> (Parts, FormId) {
        let is_name = matches!(self.kind(f), FormKind::Symbol(_));
        let is_form = is_name && matches!(self.head(f), Head::Core(_) | Head::Macro(_));
        let value = self.scoped(f);
        if is_form || matches!(self.callback(count, f), Callback::Named) {
            return (vec![], value);
        }
        let name = self.made_name("g", scope, head);
        (vec![self.forms.list(&[name, value], head)], name)
    }
}
