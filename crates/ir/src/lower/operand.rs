//! Operands in exact evaluation order, calls, places, and the temporaries these need.
//!
//! Entering: `(g (a) (try (b) (catch e 1)))`. Leaving: `const result = a(); let value; try … ; g(result, value)`. When an
//! operand needs statements, what stands before it and could see or be seen by them is saved first; literals, names
//! that never change and whatever the statements cannot touch stay where they are.

use super::binding::Declared;
use super::facts::{self, Level};
use super::{AssignTo, Dest, Lower, diagnostics, start_of};
use crate::{Binary, Binding, BindingId, BindingKind, Flags, Kind, NodeId};
use sx_base::{Span, Symbol};

/// How many nodes are looked at to find out whether a variable is assigned in an operand.
const SCAN_LIMIT: usize = 2000;

impl Lower<'_> {
    /// Lowers operands onto the value stack; they begin at the mark given back.
    pub(super) fn lower_operands(&mut self, kids: &[NodeId]) -> usize {
        let mark = self.values.len();
        let saved = self.saved_operands(kids);
        for (at, &kid) in kids.iter().enumerate() {
            let mut value = self.lower_value(kid);
            if saved.get(at).is_some_and(|&saved| saved) {
                value = self.save(value, kid);
            }
            self.values.push(value);
        }
        mark
    }

    /// Which operands have to be saved because the statements of later ones may not come before them. What is saved
    /// becomes a statement itself.
    fn saved_operands(&self, kids: &[NodeId]) -> Vec<bool> {
        let last = if self.confined { None } else { kids.iter().rposition(|&kid| self.facts.needs(kid)) };
        let Some(last) = last else { return vec![] };
        let mut saved = vec![false; last];
        let mut later = self.facts.spill(kids[last]);
        for at in (0..last).rev() {
            let level = self.facts.purity(kids[at]);
            if level.conflicts(later) && !self.is_untouched(kids[at], &kids[at + 1..=last]) {
                saved[at] = true;
                later = later.max(level);
            }
            later = later.max(self.facts.spill(kids[at]));
        }
        saved
    }

    /// Whether `kid` is a variable that no call can change and that `later` does not assign.
    pub(super) fn is_untouched(&self, kid: NodeId, later: &[NodeId]) -> bool {
        let core = self.core;
        if core.kind(kid) != Kind::Name || self.facts.fold.replacement(core.payload(kid)).is_some() {
            return false;
        }
        let binding = core.payload(kid);
        if !self.facts.is_private(core, BindingId(binding)) {
            return false;
        }
        let mut work: Vec<NodeId> = later.to_vec();
        let mut budget = SCAN_LIMIT;
        while let Some(id) = work.pop() {
            let is_written = match core.kind(id) {
                Kind::Name => is_target(core, id),
                // A `var` may declare it again.
                Kind::Bind => true,
                _ => false,
            };
            if budget == 0 || is_written && core.payload(id) == binding {
                return false;
            }
            budget -= 1;
            if let Some(init) = self.folded_init(id) {
                work.push(init);
            }
            work.extend_from_slice(core.kids(id));
        }
        true
    }

    fn folded_init(&self, id: NodeId) -> Option<NodeId> {
        let core = self.core;
        if core.kind(id) == Kind::Name { self.facts.fold.replacement(core.payload(id)) } else { None }
    }

    /// A new variable called after `hint`; the naming pass makes it different where it has to be.
    pub(super) fn temporary(&mut self, hint: Symbol, span: Span) -> BindingId {
        self.out.bind(Binding {
            name: hint,
            written: hint,
            kind: BindingKind::Const,
            assigned: false,
            fixed: false,
            fresh: true,
            span,
        })
    }

    /// What a person might call the value of `id`.
    pub(super) fn hint_of(&self, id: NodeId) -> Symbol {
        let core = self.core;
        let text = match core.kind(id) {
            Kind::Member | Kind::SuperMember | Kind::Private => {
                if let Some(name) = core.symbol(id)
                    && sx_base::names::is_identifier(name.as_str())
                    && !sx_base::names::is_reserved(name.as_str(), true)
                {
                    return name;
                }
                "value"
            }
            Kind::Name => return core.binding(id).name,
            Kind::Call | Kind::TaggedTemplate | Kind::Await | Kind::Yield => "result",
            Kind::Array | Kind::Spread => "items",
            Kind::Object => "object",
            Kind::New => "instance",
            Kind::Index | Kind::SuperIndex => "item",
            Kind::Computed => "key",
            Kind::Template => "text",
            Kind::Compare | Kind::Binary | Kind::Unary => "operand",
            _ => "value",
        };
        Symbol::intern(text)
    }

    /// Writes `const temporary = value` and gives back the name.
    pub(super) fn save_value(&mut self, value: NodeId, id: NodeId) -> NodeId {
        self.save_as(value, self.hint_of(id))
    }

    fn save_as(&mut self, value: NodeId, hint: Symbol) -> NodeId {
        if self.is_steady(value) {
            return value;
        }
        let node = *self.out.node(value);
        // `push` of `const push = stack.push` comes from that name.
        let origin = start_of(if node.tok.is_none() { node.span } else { node.tok });
        let binding = self.temporary(hint, origin);
        self.emit_temporary(binding, value, node.span);
        self.name(binding, origin)
    }

    /// Whether the IR value `id` is the same now and later, and may be written more than once.
    pub(super) fn is_steady(&self, id: NodeId) -> bool {
        match self.out.kind(id) {
            Kind::Name => facts::is_stable(&self.out, self.out.payload(id)),
            Kind::This => true,
            _ => facts::is_literal(&self.out, id),
        }
    }

    /// A second node for a value that is steady or a name.
    pub(super) fn again(&mut self, id: NodeId) -> NodeId {
        let node = *self.out.node(id);
        let kids = self.out.kids(id).to_vec();
        let kids: Vec<NodeId> = kids.into_iter().map(|kid| self.again(kid)).collect();
        self.add(node.kind, node.flags, node.payload, &kids, node.span, node.tok)
    }

    /// Saves what evaluating the operand `value` (from the Core node `id`) involves, so that it can stand after the
    /// statements that follow. Wrappers are rebuilt around the temporaries; places keep being places.
    pub(super) fn save(&mut self, value: NodeId, id: NodeId) -> NodeId {
        let flags = self.out.flags(value);
        let parts = match self.out.kind(value) {
            Kind::None
            | Kind::TemplateText
            | Kind::KeyName
            | Kind::PrivateName
            | Kind::Hole
            | Kind::JsxText
            | Kind::ArrayPattern
            | Kind::ObjectPattern
            | Kind::Super
            | Kind::Function => return value,
            Kind::Name | Kind::SuperMember if flags.has(Flags::PLACE) => return value,
            Kind::Member | Kind::Index | Kind::Private | Kind::SuperIndex => flags.has(Flags::PLACE),
            Kind::Computed
            | Kind::Property
            | Kind::Method
            | Kind::JsxAttribute
            | Kind::JsxAttributes
            | Kind::JsxExpression => true,
            Kind::Spread => return self.save_spread(value, id),
            Kind::Shorthand => return self.save_shorthand(value),
            _ => false,
        };
        if !parts {
            return self.save_value(value, id);
        }
        let kids = self.out.kids(value).to_vec();
        let core_kids = self.core.kids(id);
        let kids: Vec<NodeId> = kids
            .into_iter()
            .enumerate()
            .map(|(nth, kid)| match self.name_by_key(value, kid) {
                Some(name) => self.save_as(kid, name),
                None => self.save(kid, core_kids.get(nth).copied().unwrap_or(id)),
            })
            .collect();
        self.rebuild(value, flags, &kids)
    }

    /// The name that the class `value` without one gets from its key in `property` (ECMA-262, 13.2.5.5).
    fn name_by_key(&self, property: NodeId, value: NodeId) -> Option<Symbol> {
        let out = &self.out;
        let is_class = |id: NodeId| out.kind(id) == Kind::Class && out.kind(out.kid(id, 0)) == Kind::None;
        if out.kind(property) != Kind::Property || !is_class(value) {
            return None;
        }
        let name = out.symbol(out.kid(property, 0)).filter(|_| out.kind(out.kid(property, 0)) == Kind::KeyName)?;
        (!sx_base::names::is_reserved(name.as_str(), true)).then_some(name)
    }

    fn rebuild(&mut self, id: NodeId, flags: Flags, kids: &[NodeId]) -> NodeId {
        let node = *self.out.node(id);
        self.add(node.kind, flags, node.payload, kids, node.span, node.tok)
    }

    /// What is spread is read now: `...f()` becomes `const items = [...f()]`.
    fn save_spread(&mut self, spread: NodeId, id: NodeId) -> NodeId {
        let span = self.out.node(spread).span;
        let in_object = self.facts.purity(id) == Level::Effect && self.spreads_object(id);
        let kind = if in_object { Kind::Object } else { Kind::Array };
        let copy = self.make(kind, 0, &[spread], span);
        let hint = if in_object { "object" } else { "items" };
        let items = self.save_as(copy, Symbol::intern(hint));
        self.rebuild(spread, Flags::NONE, &[items])
    }

    fn save_shorthand(&mut self, shorthand: NodeId) -> NodeId {
        let name = self.out.kid(shorthand, 0);
        if self.is_steady(name) {
            return shorthand;
        }
        let node = *self.out.node(shorthand);
        let hint = self.out.binding(name).name;
        let value = self.save_as(name, hint);
        let key = self.add(Kind::KeyName, Flags::NONE, node.payload, &[], node.span, node.tok);
        self.add(Kind::Property, Flags::NONE, 0, &[key, value], node.span, node.tok)
    }

    /// A call. With statements among the arguments, what is called is looked up before them, as JavaScript does.
    pub(super) fn lower_call(&mut self, id: NodeId) -> NodeId {
        if self.chain_bases.contains_key(&id) {
            return self.lower_saved_call(id);
        }
        let core = self.core;
        let (&callee, arguments) = core.kids(id).split_first().expect("invariant: a call has a callee");
        let needs = !self.confined && arguments.iter().any(|&argument| self.facts.needs(argument));
        let loud = |&argument: &NodeId| self.facts.spill(argument) != Level::Constant;
        let (place, this) = if let Some((place, this)) = self.lower_chain_callee(callee) {
            (place, Some(this))
        } else {
            let place = self.lower_value(callee);
            let is_saved = needs && arguments.iter().any(loud);
            if is_saved { self.save_callee(place, callee, arguments) } else { (place, None) }
        };
        let mark = self.values.len();
        self.values.push(place);
        self.values.extend(this);
        self.lower_operands(arguments);
        self.copy_values(id, mark)
    }

    /// What is called, fixed before the arguments, and the `this` to pass when it became `f.call(this, …)`.
    fn save_callee(&mut self, place: NodeId, id: NodeId, arguments: &[NodeId]) -> (NodeId, Option<NodeId>) {
        let is_place = self.out.flags(place).has(Flags::PLACE);
        match self.out.kind(place) {
            Kind::Super => (place, None),
            Kind::Name => {
                if facts::is_steady_callee(&self.out, self.out.payload(place)) || self.is_untouched(id, arguments) {
                    return (place, None);
                }
                let value = self.again(place);
                self.out.node_mut(value).flags = Flags::NONE;
                let saved = self.save_value(value, id);
                self.out.node_mut(saved).flags |= Flags::PLACE;
                (saved, None)
            }
            Kind::Member | Kind::Index | Kind::Private if is_place => {
                if facts::is_steady_global(&self.out, self.out.kid(place, 0)) {
                    return (place, None);
                }
                let saved = self.save(place, id);
                let this = self.again(self.out.kid(saved, 0));
                self.call_saved(saved, id, this)
            }
            Kind::SuperMember | Kind::SuperIndex if is_place => {
                let saved = self.save(place, id);
                let span = self.out.node(place).span;
                let this = self.make(Kind::This, NO_PAYLOAD, &[], span);
                self.call_saved(saved, id, this)
            }
            Kind::Chain if is_place => self.save_chain_callee(place, id),
            _ => (self.save_value(place, id), None),
        }
    }

    /// `(a?.b)(…)`: the object of the last link is saved, and what it gives.
    fn save_chain_callee(&mut self, chain: NodeId, id: NodeId) -> (NodeId, Option<NodeId>) {
        let link = self.out.kid(chain, 0);
        if !matches!(self.out.kind(link), Kind::Member | Kind::Index | Kind::Private) {
            return (self.save_value(chain, id), None);
        }
        let (node, span) = (*self.out.node(link), self.out.node(chain).span);
        let mut kids = self.out.kids(link).to_vec();
        let is_optional = node.flags.has(Flags::OPTIONAL);
        let (mut object, core_link) = (kids[0], self.core.kid(id, 0));
        let core_object = self.core.kids(core_link).first().copied().unwrap_or(id);
        if !is_optional {
            // The chain within ends where it ended.
            object = self.add(Kind::Chain, Flags::NONE, NO_PAYLOAD, &[object], span, node.tok);
        }
        kids[0] = self.save_value(object, core_object);
        for (nth, kid) in kids.iter_mut().enumerate().skip(1) {
            *kid = self.save(*kid, self.core.kids(core_link).get(nth).copied().unwrap_or(id));
        }
        let this = self.again(kids[0]);
        let flags = node.flags.without(Flags::PLACE) | Flags::OPTIONAL;
        let link = self.add(node.kind, flags, node.payload, &kids, node.span, node.tok);
        let chain = self.add(Kind::Chain, Flags::NONE, NO_PAYLOAD, &[link], span, node.tok);
        let function = self.save_value(chain, id);
        (self.call_member(function, id), Some(this))
    }

    /// A tagged template. With statements in it, the tag is looked up before them.
    pub(super) fn lower_tagged(&mut self, id: NodeId) -> NodeId {
        let kids = self.core.kids(id);
        let (tag, template) = (kids[0], kids[1]);
        let is_loud = !self.confined && self.facts.needs(template) && self.facts.spill(template) != Level::Constant;
        let (mut place, this) = if let Some((place, this)) = self.lower_chain_callee(tag) {
            (place, Some(this))
        } else {
            let place = self.lower_value(tag);
            if is_loud { self.save_callee(place, tag, &[template]) } else { (place, None) }
        };
        if let Some(this) = this {
            // What `f.call(this)` would be called on.
            let function = self.out.kid(place, 0);
            let node = *self.core.node(tag);
            let bind = Symbol::intern("bind").index();
            let bind = self.add(Kind::Member, Flags::PLACE, bind, &[function], node.span, node.tok);
            let bound = self.make(Kind::Call, NO_PAYLOAD, &[bind, this], node.span);
            place = self.save_value(bound, tag);
            self.out.node_mut(place).flags |= Flags::PLACE;
        }
        let mark = self.values.len();
        self.values.push(place);
        self.lower_operands(&[template]);
        self.copy_values(id, mark)
    }

    /// `const m = o.m`, to be called as `m.call(o, …)`.
    fn call_saved(&mut self, place: NodeId, id: NodeId, this: NodeId) -> (NodeId, Option<NodeId>) {
        let flags = self.out.flags(place).without(Flags::PLACE);
        self.out.node_mut(place).flags = flags;
        let function = self.save_value(place, id);
        (self.call_member(function, id), Some(this))
    }

    pub(super) fn call_member(&mut self, function: NodeId, id: NodeId) -> NodeId {
        let node = *self.core.node(id);
        let name = Symbol::intern("call").index();
        self.add(Kind::Member, Flags::PLACE, name, &[function], node.span, node.tok)
    }

    /// An assignment for its value.
    pub(super) fn lower_assign(&mut self, id: NodeId) -> NodeId {
        let kids = self.core.kids(id);
        let (target, value) = (kids[0], kids[1]);
        let mut place = self.lower_value(target);
        if !self.confined && self.facts.needs(value) && self.facts.purity(target).conflicts(self.facts.spill(value)) {
            place = self.save(place, target);
        }
        let value = self.lower_value(value);
        self.copy(id, &[place, value])
    }

    /// `f() = v` or `f() += v`, which fails before its value would be.
    pub(super) fn lower_assign_to_call(&mut self, id: NodeId) -> NodeId {
        let kids = self.core.kids(id);
        let (target, value) = (kids[0], kids[1]);
        self.check_target(target);
        let call = self.lower_value(target);
        let value = self.lower_confined(value);
        self.copy(id, &[call, value])
    }

    /// Refuses the target `id` where it is a call and the code strict.
    pub(super) fn check_target(&mut self, id: NodeId) {
        if self.strict && self.core.kind(id) == Kind::Call {
            self.report(id, diagnostics::assigns_call(self.core.node(id).span));
        }
    }

    /// `(set! x (try …))` as a statement: each end of the value assigns. False where the target is not a variable.
    pub(super) fn lower_assign_statement(&mut self, id: NodeId) -> bool {
        let core = self.core;
        let kids = core.kids(id);
        let target = *core.node(kids[0]);
        if target.kind != Kind::Name {
            return false;
        }
        let binding = BindingId(target.payload);
        if matches!(core.binding(kids[0]).kind, BindingKind::Const | BindingKind::Import | BindingKind::OwnName) {
            return false;
        }
        let node = core.node(id);
        let to = AssignTo { binding, preset: false, is_fresh: false, span: node.span, tok: node.tok, name: target.tok };
        self.lower_form(kids[1], Dest::Assign(to), false);
        true
    }

    /// The place `id` for writing, and what it holds now in a temporary. Its parts are evaluated once.
    pub(super) fn split_place(&mut self, id: NodeId) -> (NodeId, NodeId) {
        let place = self.lower_value(id);
        let place = self.save(place, id);
        let read = self.again(place);
        let flags = self.out.flags(read).without(Flags::PLACE);
        self.out.node_mut(read).flags = flags;
        (place, read)
    }

    /// `a += v` where `v` needs statements: what `a` holds is read before them.
    pub(super) fn lower_compound_spilled(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let kids = core.kids(id);
        let untouched = core.kind(kids[0]) == Kind::Name
            && (self.facts.spill(kids[1]) == Level::Constant || self.is_untouched(kids[0], &kids[1..]));
        if untouched {
            let place = self.lower_value(kids[0]);
            let value = self.lower_value(kids[1]);
            return self.copy(id, &[place, value]);
        }
        let (place, read) = self.split_place(kids[0]);
        let before = self.save_value(read, kids[0]);
        let value = self.lower_value(kids[1]);
        let node = *core.node(id);
        let operator = Binary::from_payload(node.payload).payload();
        let sum = self.add(Kind::Binary, Flags::NONE, operator, &[before, value], node.span, node.tok);
        self.add(Kind::Assign, Flags::NONE, 0, &[place, sum], node.span, node.tok)
    }

    /// `a ||= v` as a statement, where `v` needs statements.
    pub(super) fn lower_logical_assign_statement(&mut self, id: NodeId) {
        let kids = self.core.kids(id);
        let (place, read) = self.split_place(kids[0]);
        let test = self.condition(id, read);
        let mark = self.open();
        self.assign_place(place, kids[1], id);
        let then = self.close_branch(mark, false, kids[1]);
        self.emit_if(id, test, then, None);
    }

    /// `a ||= v` for its value, where `v` needs statements.
    pub(super) fn lower_logical_assign(&mut self, id: NodeId) -> NodeId {
        let kids = self.core.kids(id);
        let node = *self.core.node(id);
        let (place, read) = self.split_place(kids[0]);
        let binding = self.temporary(self.hint_of(kids[0]), node.span);
        let held = Declared::temporary(binding, id);
        self.emit_declared(&held, crate::DeclareKind::Let, Some(read));
        let start = start_of(node.span);
        let name = self.name(binding, start);
        let test = self.condition(id, name);
        let mark = self.open();
        let to = AssignTo { binding, preset: false, is_fresh: true, span: Span::NONE, tok: Span::NONE, name: start };
        self.lower_form(kids[1], Dest::Assign(to), false);
        if !self.facts.leaves(kids[1]) {
            let name = self.name(binding, start);
            let assign = self.add(Kind::Assign, Flags::NONE, 0, &[place, name], node.span, node.tok);
            self.deliver(assign, Dest::Effect, node.span);
        }
        let then = self.close_branch(mark, false, kids[1]);
        self.emit_if(id, test, then, None);
        self.name(binding, start)
    }

    fn assign_place(&mut self, place: NodeId, value: NodeId, id: NodeId) {
        let node = *self.core.node(id);
        if self.out.kind(place) == Kind::Name {
            let binding = BindingId(self.out.payload(place));
            let to = AssignTo {
                binding,
                preset: false,
                is_fresh: false,
                span: node.span,
                tok: node.tok,
                name: self.out.node(place).tok,
            };
            return self.lower_form(value, Dest::Assign(to), true);
        }
        let value = self.lower_value(value);
        let assign = self.add(Kind::Assign, Flags::NONE, 0, &[place, value], node.span, node.tok);
        self.deliver(assign, Dest::Effect, node.span);
    }

    /// Whether the spread `id` stands in an object: its operand is then copied by properties.
    fn spreads_object(&self, id: NodeId) -> bool {
        self.facts.in_object(id)
    }
}

const NO_PAYLOAD: u32 = crate::NO_SYMBOL;

/// Whether the name `id` is written to; only targets of assignments are places besides callees and `typeof`.
fn is_target(core: &crate::Tree, id: NodeId) -> bool {
    core.flags(id).has(Flags::PLACE)
}
