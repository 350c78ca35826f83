//! Forms as values.
//!
//! Entering: a form whose value is wanted, `(+ 1 (begin (f) 2))`. Leaving: an IR value, `1 + 2`, after the statements it
//! needs, `f();`, were written to the open list. Where no statement can stand a comma is written, and a form that
//! cannot do without is refused.

use super::binding::Declared;
use super::{Dest, Lower, diagnostics, facts};
use crate::{Binary, Flags, Kind, Logical, NodeId};

impl Lower<'_> {
    /// Lowers `id` for its value.
    pub(super) fn lower_value(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let kids = core.kids(id);
        match core.kind(id) {
            Kind::Name => self.lower_name(id),
            Kind::IfForm | Kind::Cond => {
                if self.spills(&kids[1..]) {
                    return self.spill(id);
                }
                self.lower_ternary(id)
            }
            Kind::CondForm => {
                if self.spills(kids) {
                    return self.spill(id);
                }
                self.lower_clauses_value(kids)
            }
            Kind::Logical if self.spills(&kids[1..]) => self.spill(id),
            Kind::LogicalAssign if self.spills(&kids[1..]) => self.lower_logical_assign(id),
            Kind::Chain if !self.confined && self.branching_link(id).is_some() => self.spill(id),
            Kind::BeginForm | Kind::Body | Kind::LetForm => self.lower_row(id),
            Kind::LetLoop | Kind::Try | Kind::Block if !self.confined => self.spill(id),
            Kind::LetLoop => self.refuse(id),
            Kind::Compare => self.lower_compare(id),
            Kind::Function | Kind::Class | Kind::Decorated if facts::is_declaration(core, id) => {
                if self.confined {
                    return self.refuse(id);
                }
                self.lower_declared_value(id)
            }
            Kind::Function => self.lower_function(id),
            Kind::Class | Kind::Decorated => self.lower_class(id),
            Kind::Update => self.lower_update(id, Flags::PREFIX),
            Kind::Sequence => self.lower_sequence(id, true),
            Kind::Assign | Kind::Compound if core.kind(kids[0]) == Kind::Call => self.lower_assign_to_call(id),
            Kind::Assign => self.lower_assign(id),
            Kind::Compound if !self.confined && self.facts.needs(kids[1]) => self.lower_compound_spilled(id),
            Kind::Call => self.lower_call(id),
            Kind::TaggedTemplate => self.lower_tagged(id),
            Kind::Chain => self.lower_plain_chain(id),
            Kind::Member | Kind::Index | Kind::Private => self.lower_link(id),
            // A saved chain would be a value, and there is nothing to delete in one.
            Kind::Delete if core.kind(kids[0]) == Kind::Chain && self.branching_link(kids[0]).is_some() => {
                self.refuse(kids[0])
            }
            Kind::Shorthand => self.lower_shorthand(id),
            Kind::JsxElement => self.lower_jsx(id),
            Kind::ArrayPattern | Kind::ObjectPattern | Kind::Params => self.lower_pattern(id),
            Kind::Error => self.undefined(core.node(id).span),
            kind if facts::is_statement(kind) => self.lower_statement_value(id),
            _ => self.lower_generic(id),
        }
    }

    /// Lowers `id`, whose value nobody looks at.
    pub(super) fn lower_unused(&mut self, id: NodeId) -> NodeId {
        match self.core.kind(id) {
            Kind::Update => self.lower_update(id, Flags::POSTFIX),
            Kind::Sequence => self.lower_sequence(id, false),
            _ => self.lower_value(id),
        }
    }

    /// Lowers a value form as a statement.
    pub(super) fn lower_effect(&mut self, id: NodeId) {
        let core = self.core;
        let kids = core.kids(id);
        if core.kind(id) == Kind::Assign && self.facts.needs(kids[1]) && self.lower_assign_statement(id) {
            return;
        }
        if core.kind(id) == Kind::Sequence && self.facts.needs(id) {
            return self.lower_list(kids, Dest::Effect, false);
        }
        let value = self.lower_unused(id);
        self.deliver(value, Dest::Effect, core.node(id).span);
    }

    /// Whether one of the conditional parts `regions` has to become statements.
    fn spills(&self, regions: &[NodeId]) -> bool {
        !self.confined && regions.iter().any(|&region| self.facts.needs(region))
    }

    /// A node whose children are all evaluated, in order.
    pub(super) fn lower_generic(&mut self, id: NodeId) -> NodeId {
        let mark = self.lower_operands(self.core.kids(id));
        self.copy_values(id, mark)
    }

    fn lower_name(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let Some(init) = self.facts.fold.replacement(core.payload(id)) else { return self.copy(id, &[]) };
        let value = self.lower_value(init);
        let node = *core.node(id);
        if self.out.kind(value) == Kind::Name && !node.flags.has(Flags::TEMPLATE) {
            // A name that a person wrote stays where it was written, whatever it stands for.
            let name = self.out.node_mut(value);
            (name.span, name.tok, name.flags) = (node.span, node.tok, name.flags.without(Flags::TEMPLATE));
        }
        let is_place = core.flags(id).has(Flags::PLACE) && self.out.kind(value) == Kind::Name;
        // A folded `eval` must not become a direct call of it.
        if is_place && self.out.binding(value).name.as_str() != "eval" {
            self.out.node_mut(value).flags |= Flags::PLACE;
        }
        value
    }

    /// Puts the value of `id` into a temporary.
    pub(super) fn spill(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let span = core.node(id).span;
        if core.kind(id) == Kind::Logical && self.facts.leaves(core.kid(id, 1)) {
            return self.lower_guard(id);
        }
        let binding = self.temporary(self.hint_of(id), span);
        self.lower_declared(&Declared::temporary(binding, id), id);
        self.name(binding, super::start_of(span))
    }

    /// `(or a (throw e))`: the value is that of the first operand, or there is none.
    fn lower_guard(&mut self, id: NodeId) -> NodeId {
        let kids = self.core.kids(id);
        let left = self.lower_value(kids[0]);
        let held = self.save_value(left, kids[0]);
        let again = self.again(held);
        let test = self.condition(id, again);
        let then = self.lower_branch(kids[1], Dest::Effect);
        self.emit_if(id, test, then, None);
        held
    }

    fn lower_ternary(&mut self, id: NodeId) -> NodeId {
        let kids = self.core.kids(id);
        let test = self.lower_value(kids[0]);
        let then = self.lower_value(kids[1]);
        let other = match kids.get(2) {
            Some(&other) if self.core.kind(other) != Kind::None => self.lower_value(other),
            _ => self.undefined(self.core.node(id).span),
        };
        self.copy_as(id, Kind::Cond, &[test, then, other])
    }

    /// The rest of a `cond` as nested conditional expressions.
    pub(super) fn lower_clauses_value(&mut self, clauses: &[NodeId]) -> NodeId {
        let core = self.core;
        let mut either = None;
        for (at, &clause) in clauses.iter().enumerate() {
            let (test, forms) = core.kids(clause).split_first().expect("invariant: a clause has a test");
            let rest = &clauses[at + 1..];
            let value = if core.kind(*test) == Kind::None {
                self.lower_comma(forms, clause)
            } else {
                let condition = self.lower_value(*test);
                // A bare test that is false is the value when nothing follows.
                if forms.is_empty() {
                    either = Some(self.join_clauses(either, condition, clause));
                    continue;
                }
                let then = self.lower_comma(forms, clause);
                let other = self.lower_clauses_value(rest);
                let node = *core.node(clause);
                self.add(Kind::Cond, Flags::NONE, 0, &[condition, then, other], node.span, node.tok)
            };
            return self.join_clauses(either, value, clause);
        }
        either.unwrap_or_else(|| self.undefined(sx_base::Span::NONE))
    }

    /// `front || value`, grouped to the left.
    fn join_clauses(&mut self, front: Option<NodeId>, value: NodeId, clause: NodeId) -> NodeId {
        let Some(front) = front else { return value };
        let node = *self.core.node(clause);
        self.add(Kind::Logical, Flags::NONE, Logical::Or.payload(), &[front, value], node.span, node.tok)
    }

    /// `forms` as one value, with commas.
    fn lower_comma(&mut self, forms: &[NodeId], whole: NodeId) -> NodeId {
        let node = *self.core.node(whole);
        let Some((&last, front)) = forms.split_last() else { return self.undefined(node.span) };
        if front.is_empty() {
            return self.lower_value(last);
        }
        let mark = self.values.len();
        for &form in front {
            let value = self.lower_unused(form);
            self.values.push(value);
        }
        let value = self.lower_value(last);
        self.values.push(value);
        let kids = self.values.split_off(mark);
        self.add(Kind::Sequence, Flags::NONE, 0, &kids, node.span, node.tok)
    }

    /// `begin` or a `let`: statements before, the last form is the value.
    fn lower_row(&mut self, id: NodeId) -> NodeId {
        if self.confined {
            return self.lower_confined_row(id);
        }
        if self.holds_resource(id) {
            return self.spill(id);
        }
        match self.lower_front(id) {
            Some(last) => self.lower_value(last),
            None => self.undefined(self.core.node(id).span),
        }
    }

    fn lower_confined_row(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let kids = core.kids(id);
        if core.kind(id) != Kind::LetForm {
            return self.lower_comma(kids, id);
        }
        let (&body, declarators) = kids.split_last().expect("invariant: a let has a body");
        if declarators.iter().any(|&declarator| !self.facts.fold.removes(core, declarator)) {
            return self.refuse(id);
        }
        let mut forms: Vec<NodeId> = declarators.iter().filter_map(|&d| self.unused_effect(d)).collect();
        forms.extend_from_slice(core.kids(body));
        self.lower_comma(&forms, id)
    }

    fn lower_statement_value(&mut self, id: NodeId) -> NodeId {
        if self.confined {
            return self.refuse(id);
        }
        self.lower_form(id, Dest::Effect, false);
        self.undefined(self.core.node(id).span)
    }

    pub(super) fn lower_sequence(&mut self, id: NodeId, used: bool) -> NodeId {
        let kids = self.core.kids(id);
        let (&last, front) = kids.split_last().expect("invariant: a sequence has values");
        if !self.confined && self.facts.needs(id) {
            for &form in front {
                self.lower_form(form, Dest::Effect, false);
            }
            return if used { self.lower_value(last) } else { self.lower_unused(last) };
        }
        let mark = self.values.len();
        for &form in front {
            let value = self.lower_unused(form);
            self.values.push(value);
        }
        let value = if used { self.lower_value(last) } else { self.lower_unused(last) };
        self.values.push(value);
        self.copy_values(id, mark)
    }

    fn lower_update(&mut self, id: NodeId, default: Flags) -> NodeId {
        self.check_target(self.core.kid(id, 0));
        let update = self.lower_generic(id);
        let flags = &mut self.out.node_mut(update).flags;
        if !flags.has(Flags::PREFIX) && !flags.has(Flags::POSTFIX) {
            *flags |= default;
        }
        update
    }

    /// `a < b < c`: `a < b && b < c`, each operand evaluated once and before the first comparison.
    fn lower_compare(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let kids = core.kids(id);
        let plain = kids[1..].iter().all(|&kid| self.facts.is_calm(core, kid));
        if !plain && self.confined {
            return self.refuse(id);
        }
        let mark = self.values.len();
        for (at, &kid) in kids.iter().enumerate() {
            let value = self.lower_value(kid);
            let stays = plain || self.is_steady(value) || self.is_untouched(kid, &kids[at + 1..]);
            let value = if stays { value } else { self.save_value(value, kid) };
            self.values.push(value);
        }
        let operands = self.values.split_off(mark);
        let node = *core.node(id);
        let operator = Binary::from_payload(node.payload);
        let mut whole = None;
        let mut left = operands[0];
        for &operand in &operands[1..] {
            let kids = [left, operand];
            let link = self.add(Kind::Binary, Flags::NONE, operator.payload(), &kids, node.span, node.tok);
            whole = Some(match whole {
                None => link,
                Some(front) => {
                    let kids = [front, link];
                    self.add(Kind::Logical, Flags::NONE, Logical::And.payload(), &kids, node.span, node.tok)
                }
            });
            left = self.again(operand);
        }
        whole.expect("invariant: a chain has operands")
    }

    fn lower_shorthand(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let value = self.lower_value(core.kid(id, 0));
        if self.out.kind(value) == Kind::Name {
            return self.copy(id, &[value]);
        }
        let node = *core.node(id);
        let key = self.add(Kind::KeyName, Flags::NONE, node.payload, &[], node.span, node.tok);
        self.add(Kind::Property, Flags::NONE, 0, &[key, value], node.span, node.tok)
    }

    /// Operands of an element that were saved stand in braces.
    fn lower_jsx(&mut self, id: NodeId) -> NodeId {
        let kids = self.core.kids(id);
        let mark = self.lower_operands(kids);
        for (nth, &kid) in kids.iter().enumerate().skip(2) {
            let child = self.values[mark + nth];
            if self.core.kind(kid) == Kind::JsxElement && self.out.kind(child) == Kind::Name {
                let span = self.core.node(kid).span;
                self.values[mark + nth] = self.make(Kind::JsxExpression, 0, &[child], span);
            }
        }
        self.copy_values(id, mark)
    }

    /// Reports that `id` cannot stand here.
    pub(super) fn refuse(&mut self, id: NodeId) -> NodeId {
        let node = *self.core.node(id);
        let place = if node.tok.is_none() { node.span } else { node.tok };
        self.report(id, diagnostics::no_room(place, self.head_of(id)));
        self.undefined(node.span)
    }

    /// The head a person would write for `id`.
    pub(super) fn head_of(&self, id: NodeId) -> &'static str {
        let core = self.core;
        match core.kind(id) {
            Kind::LetForm => crate::LetKind::from_payload(core.payload(id)).text(),
            Kind::LetLoop => "let",
            Kind::Declare if core.payload(id) == crate::DeclareKind::AwaitUsing.payload() => "await-using",
            Kind::Declare => crate::DeclareKind::from_payload(core.payload(id)).text(),
            Kind::ForOf if core.flags(id).has(Flags::AWAIT) => "for-await",
            Kind::Compare => Binary::from_payload(core.payload(id)).text(),
            Kind::Def => "def",
            Kind::Function => "defn",
            Kind::Class | Kind::Decorated => "class",
            Kind::Try => "try",
            Kind::Block => "block",
            Kind::Return => "return",
            Kind::Throw => "throw",
            Kind::Break => "break",
            Kind::Continue => "continue",
            Kind::Yield => "yield",
            Kind::YieldStar => "yield*",
            Kind::Await => "await",
            Kind::For => "for",
            Kind::ForIn => "for-in",
            Kind::ForOf => "for-of",
            Kind::While => "while",
            Kind::DoWhile => "do-while",
            Kind::Switch => "switch",
            Kind::Label => "label",
            Kind::With => "with",
            Kind::Debugger => "debugger",
            Kind::Chain | Kind::Call | Kind::Member => ".",
            Kind::Import => "import",
            _ => "statement",
        }
    }
}
