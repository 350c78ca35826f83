//! Declarations and the three `let`s.
//!
//! Entering: `(const x (if c (begin (f) 1) 2))`. Leaving: `let x; if (c) { f(); x = 1; } else x = 2;`: where the value needs
//! statements they give it to the variable itself. A `let` form becomes declarations in the open list where nothing
//! follows it, and a block of its own elsewhere, so that its names reach no further than written.

use super::{AssignTo, Dest, Lower};
use crate::{BindingId, BindingKind, DeclareKind, Flags, Kind, NodeId};
use sx_base::Span;

/// How many nodes of an initialiser are looked at for a name that the `let` itself binds.
const SCAN_LIMIT: usize = 500;

/// A variable that is about to be declared.
#[derive(Clone, Copy)]
pub(super) struct Declared {
    target: Target,
    kind: DeclareKind,
    /// The `ExportDeclaration` around it.
    export: Option<NodeId>,
    /// The form in Core that declares it.
    from: NodeId,
    /// The `Declarator` in Core.
    declarator: Option<NodeId>,
}

#[derive(Clone, Copy)]
enum Target {
    /// A `Bind` or pattern of Core.
    Written(NodeId),
    Temporary(BindingId),
}

impl Declared {
    /// A temporary for the value of the form `from`.
    pub(super) fn temporary(binding: BindingId, from: NodeId) -> Self {
        let target = Target::Temporary(binding);
        Self { target, kind: DeclareKind::Const, export: None, from, declarator: None }
    }

    /// The target of a `Declarator` of the form `from`.
    pub(super) fn written(kind: DeclareKind, target: NodeId, from: NodeId, declarator: NodeId) -> Self {
        Self { target: Target::Written(target), kind, export: None, from, declarator: Some(declarator) }
    }
}

/// Declaring.
impl Lower<'_> {
    /// Declares a variable with the value of the form `value`.
    pub(super) fn lower_declared(&mut self, declared: &Declared, value: NodeId) {
        let mut value = value;
        while self.facts.needs(value) && is_row(self.core.kind(value)) && !self.holds_resource(value) {
            let Some(last) = self.lower_front(value) else {
                let nothing = self.undefined(Span::NONE);
                return self.emit_declared(declared, declared.kind, Some(nothing));
            };
            value = last;
        }
        let assignable = matches!(declared.kind, DeclareKind::Const | DeclareKind::Let | DeclareKind::Var);
        match self.simple_target(declared) {
            Some(binding) if assignable && self.branches(value) => self.lower_split(declared, binding, value),
            _ => {
                let value = self.lower_value(value);
                self.emit_declared(declared, declared.kind, Some(value));
            }
        }
    }

    /// Whether the statements of `id` can end in several places that each have the value.
    fn branches(&self, id: NodeId) -> bool {
        let core = self.core;
        let needs = |ids: &[NodeId]| ids.iter().any(|&id| self.facts.needs(id));
        match core.kind(id) {
            Kind::IfForm | Kind::Cond | Kind::Logical => needs(&core.kids(id)[1..]),
            Kind::CondForm => needs(core.kids(id)),
            Kind::Try | Kind::Block | Kind::LetLoop => true,
            Kind::BeginForm | Kind::Body | Kind::LetForm => self.holds_resource(id),
            Kind::Chain => self.branching_link(id).is_some(),
            _ => false,
        }
    }

    /// Declares first and lets the ends of `value` assign.
    fn lower_split(&mut self, declared: &Declared, binding: BindingId, value: NodeId) {
        let core = self.core;
        let name = self.name_of_target(declared);
        let tok = match declared.target {
            Target::Temporary(_) => name,
            Target::Written(_) => core.node(declared.declarator.unwrap_or(declared.from)).tok,
        };
        let is_fresh = declared.kind != DeclareKind::Var;
        let to = AssignTo { binding, preset: false, is_fresh, span: Span::NONE, tok, name };
        if core.kind(value) == Kind::Logical {
            // `(const x (or (f) (throw e)))`: `const x = f(); if (!x) throw e;`.
            let kids = core.kids(value);
            let left = self.lower_value(kids[0]);
            let kind = if self.facts.leaves(kids[1]) { declared.kind } else { reassigned(declared.kind) };
            self.emit_declared(declared, kind, Some(left));
            let held = self.name(binding, name);
            let test = self.condition(value, held);
            let then = self.lower_branch(kids[1], Dest::Assign(to));
            return self.emit_if(value, test, then, None);
        }
        self.emit_declared(declared, reassigned(declared.kind), None);
        let preset = declared.kind != DeclareKind::Var;
        self.lower_form(value, Dest::Assign(AssignTo { preset, ..to }), false);
    }

    /// Where the names that stand for the target of `declared` come from: the written one, or the start of the form.
    fn name_of_target(&self, declared: &Declared) -> Span {
        match declared.target {
            Target::Written(id) => self.tok_of(id),
            Target::Temporary(_) => super::start_of(self.core.node(declared.from).span),
        }
    }

    fn simple_target(&self, declared: &Declared) -> Option<BindingId> {
        match declared.target {
            Target::Temporary(binding) => Some(binding),
            Target::Written(id) if self.core.kind(id) == Kind::Bind => Some(BindingId(self.core.payload(id))),
            Target::Written(_) => None,
        }
    }

    /// Writes the declaration.
    pub(super) fn emit_declared(&mut self, declared: &Declared, kind: DeclareKind, value: Option<NodeId>) {
        if let Some(binding) = self.simple_target(declared) {
            let binding = &mut self.out.bindings[binding.0 as usize];
            match kind {
                DeclareKind::Const => binding.kind = BindingKind::Const,
                DeclareKind::Let => binding.kind = BindingKind::Let,
                DeclareKind::Var | DeclareKind::Using | DeclareKind::AwaitUsing => {}
            }
        }
        let core = self.core;
        let from = *core.node(declared.from);
        let (target, tok) = match declared.target {
            Target::Temporary(binding) => {
                let start = super::start_of(from.span);
                (self.add(Kind::Bind, Flags::NONE, binding.0, &[], start, start), start)
            }
            Target::Written(id) => (self.lower_confined(id), from.tok),
        };
        let value = value.unwrap_or_else(|| self.none());
        let (span, name) = declared.declarator.map_or((from.span, Span::NONE), |id| {
            let node = core.node(id);
            (node.span, node.tok)
        });
        let declarator = self.add(Kind::Declarator, Flags::NONE, 0, &[target, value], span, name);
        let whole = if core.kind(declared.from) == Kind::LetForm { span } else { from.span };
        let mut stmt = self.add(Kind::Declare, Flags::NONE, kind.payload(), &[declarator], whole, tok);
        if matches!(declared.target, Target::Written(_)) {
            self.carry(declared.from, stmt);
        }
        if let Some(export) = declared.export {
            stmt = self.copy(export, &[stmt]);
        }
        self.emit(stmt);
    }

    /// Writes `const binding = value`.
    pub(super) fn emit_temporary(&mut self, binding: BindingId, value: NodeId, span: Span) {
        let origin = super::start_of(self.out.bindings[binding.0 as usize].span);
        let target = self.add(Kind::Bind, Flags::NONE, binding.0, &[], origin, origin);
        let declarator = self.add(Kind::Declarator, Flags::NONE, 0, &[target, value], span, Span::NONE);
        let stmt = self.make(Kind::Declare, DeclareKind::Const.payload(), &[declarator], span);
        self.emit(stmt);
    }

    /// A `Declare` or `Def` of Core, in the `export` around it.
    pub(super) fn lower_declaration(&mut self, id: NodeId, export: Option<NodeId>) {
        let core = self.core;
        let kids = core.kids(id);
        if core.kind(id) == Kind::Def {
            let kind = if self.is_assigned(kids[0]) { DeclareKind::Let } else { DeclareKind::Const };
            let declared = Declared { export, declarator: None, ..Declared::written(kind, kids[0], id, id) };
            return self.lower_declared(&declared, kids[1]);
        }
        let kind = DeclareKind::from_payload(core.payload(id));
        let values = || kids.iter().map(|&declarator| core.kid(declarator, 1));
        if !values().any(|value| core.kind(value) != Kind::None && self.facts.needs(value)) {
            let mark = self.values.len();
            for &declarator in kids {
                let declarator = self.lower_declarator(declarator);
                self.values.push(declarator);
            }
            let mut stmt = self.copy_values(id, mark);
            if let Some(export) = export {
                stmt = self.copy(export, &[stmt]);
            }
            return self.emit(stmt);
        }
        for &declarator in kids {
            let (target, value) = (core.kid(declarator, 0), core.kid(declarator, 1));
            let declared = Declared { export, ..Declared::written(kind, target, id, declarator) };
            if core.kind(value) == Kind::None {
                self.emit_declared(&declared, kind, None);
            } else {
                self.lower_declared(&declared, value);
            }
        }
    }

    /// A declarator; its value needs no statements, or gets them before the statement that is being built.
    pub(super) fn lower_declarator(&mut self, id: NodeId) -> NodeId {
        let kids = self.core.kids(id);
        let target = self.lower_confined(kids[0]);
        let value = if self.core.kind(kids[1]) == Kind::None { self.none() } else { self.lower_value(kids[1]) };
        self.copy(id, &[target, value])
    }

    /// Lowers `id` where no statement can stand.
    pub(super) fn lower_confined(&mut self, id: NodeId) -> NodeId {
        let outside = std::mem::replace(&mut self.confined, true);
        let value = self.lower_value(id);
        self.confined = outside;
        value
    }
}

/// The lets.
impl Lower<'_> {
    /// A `let` form as a statement.
    pub(super) fn lower_let(&mut self, id: NodeId, dest: Dest, last: bool) {
        if self.is_seen_at_end(id, dest) {
            return self.lower_through_temporary(id, dest);
        }
        let core = self.core;
        let (&body, declarators) = core.kids(id).split_last().expect("invariant: a let has a body");
        let declares = declarators.iter().any(|&declarator| !self.facts.fold.removes(core, declarator));
        let block = (declares || self.holds_resource(id)) && !self.may_flatten(id, dest, last);
        let mark = if block { self.open() } else { self.stmts.len() };
        self.lower_let_bindings(id, declarators);
        self.lower_list(core.kids(body), dest, block || last);
        let joined = self.join_into_for(mark);
        if block {
            let mut items = self.close(mark);
            let stmt = match items[..] {
                [loop_alone] if joined => loop_alone,
                _ => self.make(Kind::Block, 0, &std::mem::take(&mut items), core.node(id).span),
            };
            self.emit(stmt);
        }
    }

    /// Whether the names of a let may be declared in the list that is open.
    fn may_flatten(&self, id: NodeId, dest: Dest, last: bool) -> bool {
        // At the top of a program they would become names of the module.
        let fits = match dest {
            Dest::Effect | Dest::Assign(_) => last,
            Dest::Return | Dest::Loop(_) => true,
        };
        fits && self.depth > 1 && (last && self.begins_block() || !self.block_keeps_names(id))
    }

    /// Whether a name of the let means something else nearby, so that a block spares it from being renamed.
    fn block_keeps_names(&self, id: NodeId) -> bool {
        let core = self.core;
        let (_, declarators) = core.kids(id).split_last().expect("invariant: a let has a body");
        let mut clash = false;
        for &declarator in declarators {
            let target = core.kid(declarator, 0);
            if core.kind(target) != Kind::Bind {
                continue;
            }
            let binding = core.binding(target);
            if !binding.fresh && self.facts.shares_name(id, binding.name) {
                clash = true;
                if declarators.iter().any(|&other| self.mentions_other(core.kid(other, 1), core.payload(target))) {
                    return false;
                }
            }
        }
        clash
    }

    /// Whether `id` mentions another binding that has the name of `binding`.
    fn mentions_other(&self, id: NodeId, binding: u32) -> bool {
        let core = self.core;
        let name = core.bindings[binding as usize].name;
        let mut work = vec![id];
        let mut budget = SCAN_LIMIT;
        while let Some(id) = work.pop() {
            if budget == 0 {
                return true;
            }
            budget -= 1;
            if core.kind(id) == Kind::Name && core.payload(id) != binding && core.binding(id).name == name {
                return true;
            }
            work.extend_from_slice(core.kids(id));
        }
        false
    }

    fn lower_let_bindings(&mut self, id: NodeId, declarators: &[NodeId]) {
        let core = self.core;
        for &declarator in declarators {
            let (target, value) = (core.kid(declarator, 0), core.kid(declarator, 1));
            if self.facts.fold.removes(core, declarator) {
                if let Some(effect) = self.unused_effect(declarator) {
                    self.lower_form(effect, Dest::Effect, false);
                }
                continue;
            }
            let kind = if self.is_assigned(target) { DeclareKind::Let } else { DeclareKind::Const };
            let declared = Declared::written(kind, target, id, declarator);
            if core.kind(value) == Kind::None {
                self.emit_declared(&declared, DeclareKind::Let, None);
            } else {
                self.lower_declared(&declared, value);
            }
        }
    }

    /// The initialiser of an unused fresh name, where it does something.
    pub(super) fn unused_effect(&self, declarator: NodeId) -> Option<NodeId> {
        self.facts.fold.effect_of(self.core, declarator, |value| self.facts.purity(value))
    }

    /// Whether a name that the target binds is assigned later.
    pub(super) fn is_assigned(&self, target: NodeId) -> bool {
        let core = self.core;
        let mut work = vec![target];
        while let Some(id) = work.pop() {
            if core.kind(id) == Kind::Bind && core.binding(id).assigned {
                return true;
            }
            work.extend_from_slice(core.kids(id));
        }
        false
    }

    /// Lowers all but the last form of a row (`begin`, a body, a `let` with its declarations), which is given back.
    pub(super) fn lower_front(&mut self, id: NodeId) -> Option<NodeId> {
        let core = self.core;
        let mut forms = core.kids(id);
        if core.kind(id) == Kind::LetForm {
            let (&body, declarators) = forms.split_last().expect("invariant: a let has a body");
            self.lower_let_bindings(id, declarators);
            forms = core.kids(body);
        }
        let (&last, front) = forms.split_last()?;
        for &form in front {
            self.lower_form(form, Dest::Effect, false);
        }
        Some(last)
    }

    /// A function or class declaration as a form: it is declared, and its name is the value.
    pub(super) fn lower_named_declaration(&mut self, id: NodeId, dest: Dest) {
        let stmt = if self.core.kind(id) == Kind::Function { self.lower_function(id) } else { self.lower_class(id) };
        self.emit(stmt);
        if matches!(dest, Dest::Effect) {
            return;
        }
        match self.declared_name(id) {
            Some((binding, span)) => {
                let name = self.name(binding, span);
                self.deliver(name, dest, self.core.node(id).span);
            }
            None => self.finish(dest),
        }
    }

    /// A function or class declaration as an operand.
    pub(super) fn lower_declared_value(&mut self, id: NodeId) -> NodeId {
        self.lower_named_declaration(id, Dest::Effect);
        match self.declared_name(id) {
            Some((binding, span)) => self.name(binding, span),
            None => self.undefined(self.core.node(id).span),
        }
    }

    fn declared_name(&self, id: NodeId) -> Option<(BindingId, Span)> {
        let core = self.core;
        let id = if core.kind(id) == Kind::Decorated { *core.kids(id).last()? } else { id };
        let name = core.kid(id, 0);
        (core.kind(name) == Kind::Bind).then(|| (BindingId(core.payload(name)), core.node(name).tok))
    }
}

fn is_row(kind: Kind) -> bool {
    matches!(kind, Kind::BeginForm | Kind::Body | Kind::LetForm)
}

fn reassigned(kind: DeclareKind) -> DeclareKind {
    if kind == DeclareKind::Const { DeclareKind::Let } else { kind }
}
