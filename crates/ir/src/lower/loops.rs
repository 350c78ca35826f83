//! The loops of JavaScript, whose tests may need statements.
//!
//! Entering: `(while (try (f) (catch () false)) (g))`. Leaving: `while (true) { let value; try { value = f(); } catch { value =
//! false; } if (!value) break; g(); }`. What a head evaluates once stands before the loop; a test that a comma can say stays
//! where it is.

use super::binding::Declared;
use super::{Dest, Lower, facts, start_of};
use crate::{BindingId, BindingKind, DeclareKind, Flags, Kind, NodeId};
use sx_base::Symbol;

/// The loops of JavaScript.
impl Lower<'_> {
    /// A value for a loop head. With statements that no comma can replace: nothing.
    fn lower_head(&mut self, id: NodeId) -> Option<NodeId> {
        if !self.facts.needs(id) {
            return Some(self.lower_value(id));
        }
        if self.facts.hard(id) { None } else { Some(self.lower_confined(id)) }
    }

    /// The body of a loop as one statement.
    fn lower_loop_body(&mut self, body: NodeId) -> NodeId {
        self.lower_branch(body, Dest::Effect)
    }

    /// The body behind a test that needs statements: `{ …; if (!test) break; body }`.
    fn lower_tested_body(&mut self, test: NodeId, body: NodeId) -> NodeId {
        let mark = self.open();
        self.emit_exit(test);
        let core = self.core;
        match core.kind(body) {
            Kind::Body => self.lower_list(core.kids(body), Dest::Effect, true),
            _ => self.lower_form(body, Dest::Effect, true),
        }
        self.close_block(mark, core.node(body).span)
    }

    /// `if (!test) break;` with the statements of the test before.
    fn emit_exit(&mut self, test: NodeId) {
        let span = self.core.node(test).span;
        let value = self.lower_value(test);
        let value = self.negate(value, start_of(span));
        let start = start_of(span);
        let stop = self.add(Kind::Break, Flags::NONE, crate::NO_SYMBOL, &[], start, start);
        let none = self.none();
        let stmt = self.make(Kind::If, 0, &[value, stop, none], span);
        self.emit(stmt);
    }

    pub(super) fn lower_while(&mut self, id: NodeId) {
        let kids = self.core.kids(id);
        self.enter_jump(true, true);
        let (test, body) = if let Some(test) = self.lower_head(kids[0]) {
            (test, self.lower_loop_body(kids[1]))
        } else {
            let body = self.lower_tested_body(kids[0], kids[1]);
            (self.make(Kind::True, 0, &[], start_of(self.core.node(id).span)), body)
        };
        let stmt = self.copy(id, &[test, body]);
        let stmt = self.leave_jump(stmt);
        self.emit(stmt);
    }

    pub(super) fn lower_do_while(&mut self, id: NodeId) {
        let core = self.core;
        let kids = core.kids(id);
        let node = *core.node(id);
        if !self.facts.hard(kids[1]) {
            self.enter_jump(true, true);
            let body = self.lower_loop_body(kids[0]);
            let test = self.lower_head(kids[1]).expect("invariant: the test is not hard");
            let stmt = self.copy(id, &[body, test]);
            let stmt = self.leave_jump(stmt);
            return self.emit(stmt);
        }
        // `continue` goes to the test, so with one in the body the test has to come first, but for the first round.
        let continues = self.holds(kids[0], |node| node.kind == Kind::Continue).is_some();
        let first = continues.then(|| self.temporary(Symbol::intern("first"), node.span));
        if let Some(first) = first {
            let yes = self.make(Kind::True, 0, &[], start_of(node.span));
            let declared = Declared::temporary(first, id);
            self.emit_declared(&declared, DeclareKind::Let, Some(yes));
        }
        self.enter_jump(true, true);
        let mark = self.open();
        if let Some(first) = first {
            self.emit_test_after_first(id, first, kids[1]);
        }
        self.lower_form(kids[0], Dest::Effect, true);
        if first.is_none() {
            self.emit_exit(kids[1]);
        }
        let body = self.close_block(mark, node.span);
        let test = self.make(Kind::True, 0, &[], start_of(node.span));
        let stmt = self.copy_as(id, Kind::While, &[test, body]);
        let stmt = self.leave_jump(stmt);
        self.emit(stmt);
    }

    fn emit_test_after_first(&mut self, id: NodeId, first: BindingId, test: NodeId) {
        let start = start_of(self.core.node(id).span);
        let condition = self.name(first, start);
        let target = self.place(first, start);
        let no = self.make(Kind::False, 0, &[], start);
        let assign = self.make(Kind::Assign, 0, &[target, no], start);
        let then = self.make(Kind::Expr, 0, &[assign], start);
        let mark = self.open();
        self.emit_exit(test);
        let other = self.close_block(mark, self.core.node(test).span);
        self.emit_if(id, condition, then, Some(other));
    }

    pub(super) fn lower_for(&mut self, id: NodeId) {
        let core = self.core;
        let kids = core.kids(id);
        let absent = |id: NodeId| core.kind(id) == Kind::None;
        let init = if absent(kids[0]) { self.copy(kids[0], &[]) } else { self.lower_for_init(kids[0]) };
        self.enter_jump(true, true);
        let test = if absent(kids[1]) { Some(self.copy(kids[1], &[])) } else { self.lower_head(kids[1]) };
        let update = if absent(kids[2]) { self.copy(kids[2], &[]) } else { self.lower_for_update(kids[2]) };
        let (test, body) = match test {
            Some(test) => (test, self.lower_loop_body(kids[3])),
            None => (self.none(), self.lower_tested_body(kids[1], kids[3])),
        };
        let stmt = self.copy(id, &[init, test, update, body]);
        let stmt = self.leave_jump(stmt);
        self.emit(stmt);
    }

    /// Statements of the first value stand before the loop; later ones could see the first variable.
    fn lower_for_init(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        if core.kind(id) != Kind::Declare {
            return if self.facts.hard(id) { self.lower_value(id) } else { self.lower_confined_unused(id) };
        }
        let mark = self.values.len();
        for (nth, &declarator) in core.kids(id).iter().enumerate() {
            let declarator =
                if nth == 0 { self.lower_declarator(declarator) } else { self.lower_confined_declarator(declarator) };
            self.values.push(declarator);
        }
        self.copy_values(id, mark)
    }

    /// `const end = f(); for (let i = 0; i < end; i++) …`, where a macro made both, is
    /// `for (let i = 0, end = f(); i < end; i++) …`. Whether the statements from `mark` on were that.
    pub(super) fn join_into_for(&mut self, mark: usize) -> bool {
        let &[first, mut stmt] = &self.stmts[mark..] else { return false };
        let mut labels = vec![];
        while self.out.kind(stmt) == Kind::Label {
            labels.push(stmt);
            stmt = self.out.kid(stmt, 0);
        }
        let out = &self.out;
        let declares =
            |id: NodeId, kind: DeclareKind| out.kind(id) == Kind::Declare && out.payload(id) == kind.payload();
        if out.kind(stmt) != Kind::For || !declares(first, DeclareKind::Const) {
            return false;
        }
        let init = out.kid(stmt, 0);
        let &[added] = out.kids(first) else { return false };
        let target = out.kid(added, 0);
        let is_temporary = out.kind(target) == Kind::Bind && out.binding(target).fresh && !out.binding(target).fixed;
        // What the loop declares itself is evaluated first then.
        let is_calm = |&declarator: &NodeId| facts::is_literal(out, out.kid(declarator, 1));
        if !is_temporary || !declares(init, DeclareKind::Let) || !out.kids(init).iter().all(is_calm) {
            return false;
        }
        let binding = out.payload(target);
        let declarators: Vec<NodeId> = out.kids(init).iter().copied().chain([added]).collect();
        let mut parts = out.kids(stmt).to_vec();
        self.out.bindings[binding as usize].kind = BindingKind::Let;
        parts[0] = self.remade(init, &declarators);
        let mut made = self.remade(stmt, &parts);
        for &label in labels.iter().rev() {
            made = self.remade(label, &[made]);
        }
        self.stmts.splice(mark.., [made]);
        true
    }

    /// A node that was made, with other children.
    fn remade(&mut self, id: NodeId, kids: &[NodeId]) -> NodeId {
        let node = *self.out.node(id);
        self.add(node.kind, node.flags, node.payload, kids, node.span, node.tok)
    }

    fn lower_confined_declarator(&mut self, id: NodeId) -> NodeId {
        let outside = std::mem::replace(&mut self.confined, true);
        let declarator = self.lower_declarator(id);
        self.confined = outside;
        declarator
    }

    fn lower_for_update(&mut self, id: NodeId) -> NodeId {
        self.lower_confined_unused(id)
    }

    fn lower_confined_unused(&mut self, id: NodeId) -> NodeId {
        let outside = std::mem::replace(&mut self.confined, true);
        let value = self.lower_unused(id);
        self.confined = outside;
        value
    }

    pub(super) fn lower_for_each(&mut self, id: NodeId) {
        let core = self.core;
        let kids = core.kids(id);
        let object = self.lower_value(kids[1]);
        let head = if core.kind(kids[0]) == Kind::Declare {
            let declarator = self.lower_confined_declarator(core.kid(kids[0], 0));
            self.copy(kids[0], &[declarator])
        } else {
            self.check_target(kids[0]);
            self.lower_confined(kids[0])
        };
        self.enter_jump(true, true);
        let body = self.lower_loop_body(kids[2]);
        let stmt = self.copy(id, &[head, object, body]);
        let stmt = self.leave_jump(stmt);
        self.emit(stmt);
    }
}
