//! Optional chains whose conditional part needs statements.
//!
//! Entering: `(. o ?. (m (try (f) (catch () 1))))`. Leaving: `if (o != null) { const m = o.m; let value; try … ; m.call(o,
//! value); }`: the base of the first `?.` is saved, and the rest of the chain happens when it is there. All other chains stay
//! as they are.

use super::binding::Declared;
use super::{AssignTo, Dest, Lower, start_of};
use crate::{Binary, BindingId, DeclareKind, Flags, Kind, NodeId};
use sx_base::{Span, Symbol};

/// The base of a link, evaluated before the statements.
#[derive(Clone, Copy)]
pub(super) struct SavedBase {
    /// The object of a member link, or the function of a call link.
    value: NodeId,
    /// For a call link: the object that is `this`.
    this: Option<NodeId>,
}

impl Lower<'_> {
    /// The first `?.` of the chain `id` in evaluation order, if something behind it needs statements.
    pub(super) fn branching_link(&self, id: NodeId) -> Option<NodeId> {
        if !self.facts.needs(id) {
            return None;
        }
        let core = self.core;
        let mut link = core.kid(id, 0);
        let (mut first, mut needs) = (None, false);
        let mut branching = None;
        while is_link(core.kind(link)) {
            needs |= core.kids(link)[1..].iter().any(|&kid| self.facts.needs(kid));
            if core.flags(link).has(Flags::OPTIONAL) && !self.chain_bases.contains_key(&link) {
                first = Some(link);
                if needs {
                    branching = first;
                }
            }
            link = core.kid(link, 0);
        }
        branching.and(first)
    }

    /// A chain without statements behind a `?.`; without any `?.` left it is no chain. Where its base was saved it has
    /// become a value.
    pub(super) fn lower_plain_chain(&mut self, id: NodeId) -> NodeId {
        let value = self.lower_value(self.core.kid(id, 0));
        let is_saved = self.is_saved(id);
        if is_saved {
            self.out.node_mut(value).flags = self.out.flags(value).without(Flags::PLACE);
        }
        let mut link = value;
        while is_link(self.out.kind(link)) {
            if self.out.flags(link).has(Flags::OPTIONAL) {
                let chain = self.copy(id, &[value]);
                if is_saved {
                    self.out.node_mut(chain).flags = self.out.flags(chain).without(Flags::PLACE);
                }
                return chain;
            }
            link = self.out.kid(link, 0);
        }
        value
    }

    /// Whether the base of a link of the chain `id` is saved.
    fn is_saved(&self, id: NodeId) -> bool {
        let mut link = self.core.kid(id, 0);
        while !self.chain_bases.is_empty() && is_link(self.core.kind(link)) {
            if self.chain_bases.contains_key(&link) {
                return true;
            }
            link = self.core.kid(link, 0);
        }
        false
    }

    /// A chain with statements behind its first `?.`. Gives back the value of what stands before that.
    pub(super) fn lower_chain(&mut self, id: NodeId, dest: Dest) -> NodeId {
        let core = self.core;
        let link = self.branching_link(id).expect("invariant: asked before");
        let span = core.node(id).span;
        let base = core.kid(link, 0);
        let saved = if core.kind(link) == Kind::Call {
            self.save_called(base)
        } else {
            let value = self.lower_value(base);
            SavedBase { value: self.save_value(value, base), this: None }
        };
        let held = self.again(saved.value);
        let null = self.make(Kind::Null, 0, &[], Span::NONE);
        let operator = Binary::LooseNotEq.payload();
        let test = self.add(Kind::Binary, Flags::NONE, operator, &[held, null], span, core.node(link).tok);
        self.chain_bases.insert(link, saved);
        let mark = self.open();
        self.lower_form(id, dest, true);
        self.chain_bases.remove(&link);
        let then = self.close_branch(mark, false, id);
        let other = match dest {
            Dest::Assign(to) if !to.preset => {
                let mark = self.open();
                self.finish(dest);
                Some(self.close_branch(mark, false, id))
            }
            Dest::Effect | Dest::Return | Dest::Assign(_) | Dest::Loop(_) => None,
        };
        self.emit_if(id, test, then, other);
        saved.value
    }

    /// The callee `(o?.[k])`, with statements in `k`: what is called, and the object that it is called on. `None` where
    /// the callee `id` is not such a chain.
    pub(super) fn lower_chain_callee(&mut self, id: NodeId) -> Option<(NodeId, NodeId)> {
        let core = self.core;
        if self.confined || core.kind(id) != Kind::Chain || !core.flags(id).has(Flags::PLACE) {
            return None;
        }
        let (first, last) = (self.branching_link(id)?, core.kid(id, 0));
        if !matches!(core.kind(last), Kind::Member | Kind::Index | Kind::Private) {
            return None;
        }
        let start = start_of(core.node(id).span);
        let object = (first != last).then(|| self.declare_empty(self.hint_of(core.kid(last, 0)), id));
        let function = self.declare_empty(self.hint_of(last), id);
        self.kept_objects.extend(object.map(|object| (last, object)));
        let base = self.lower_chain(id, Dest::Assign(AssignTo { preset: true, ..fresh(function, start) }));
        self.kept_objects.remove(&last);
        let this = match object {
            Some(object) => self.name(object, start),
            None => self.again(base),
        };
        let function = self.name(function, start);
        Some((self.call_member(function, id), this))
    }

    /// Writes `let hint;` for the form `id`.
    fn declare_empty(&mut self, hint: Symbol, id: NodeId) -> BindingId {
        let binding = self.temporary(hint, start_of(self.core.node(id).span));
        self.emit_declared(&Declared::temporary(binding, id), DeclareKind::Let, None);
        binding
    }

    /// The object of the link `id`, in its variable if a callee wants it.
    fn lower_object(&mut self, id: NodeId) -> NodeId {
        let value = match self.chain_bases.get(&id).copied() {
            Some(saved) => self.again(saved.value),
            None => self.lower_value(self.core.kid(id, 0)),
        };
        let Some(&binding) = self.kept_objects.get(&id) else { return value };
        let start = start_of(self.core.node(id).span);
        self.deliver(value, Dest::Assign(fresh(binding, start)), start);
        self.name(binding, start)
    }

    /// Saves the function of `o.m?.(…)` and its `this`.
    fn save_called(&mut self, callee: NodeId) -> SavedBase {
        let place = self.lower_value(callee);
        let is_place = self.out.flags(place).has(Flags::PLACE);
        if !is_place || self.out.kind(place) == Kind::Name {
            self.out.node_mut(place).flags = self.out.flags(place).without(Flags::PLACE);
            return SavedBase { value: self.save_value(place, callee), this: None };
        }
        let place = self.save(place, callee);
        let this = match self.out.kind(place) {
            Kind::SuperMember | Kind::SuperIndex => self.make(Kind::This, crate::NO_SYMBOL, &[], Span::NONE),
            _ => self.again(self.out.kid(place, 0)),
        };
        let flags = self.out.flags(place).without(Flags::PLACE);
        self.out.node_mut(place).flags = flags;
        SavedBase { value: self.save_value(place, callee), this: Some(this) }
    }

    /// A member link; its object may have been saved.
    pub(super) fn lower_link(&mut self, id: NodeId) -> NodeId {
        let is_saved = self.chain_bases.contains_key(&id);
        if !is_saved && !self.kept_objects.contains_key(&id) {
            return self.lower_generic(id);
        }
        let mark = self.values.len();
        let object = self.lower_object(id);
        self.values.push(object);
        self.lower_operands(&self.core.kids(id)[1..]);
        let link = self.copy_values(id, mark);
        if is_saved {
            self.out.node_mut(link).flags = self.out.flags(link).without(Flags::OPTIONAL);
        }
        link
    }

    /// A call link whose function was saved.
    pub(super) fn lower_saved_call(&mut self, id: NodeId) -> NodeId {
        let saved = self.chain_bases[&id];
        let mark = self.values.len();
        let function = self.again(saved.value);
        if let Some(this) = saved.this {
            let callee = self.call_member(function, self.core.kid(id, 0));
            let this = self.again(this);
            self.values.extend([callee, this]);
        } else {
            if self.out.kind(function) == Kind::Name {
                self.out.node_mut(function).flags |= Flags::PLACE;
            }
            self.values.push(function);
        }
        self.lower_operands(&self.core.kids(id)[1..]);
        let call = self.copy_values(id, mark);
        self.out.node_mut(call).flags = self.out.flags(call).without(Flags::OPTIONAL);
        call
    }
}

fn is_link(kind: Kind) -> bool {
    matches!(kind, Kind::Member | Kind::Index | Kind::Private | Kind::Call | Kind::TaggedTemplate)
}

/// The variable `binding`, which nothing has read yet.
fn fresh(binding: BindingId, name: Span) -> AssignTo {
    AssignTo { binding, preset: false, is_fresh: true, span: Span::NONE, tok: Span::NONE, name }
}
