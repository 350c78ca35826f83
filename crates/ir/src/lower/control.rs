//! Branches, blocks and the statements of JavaScript.
//!
//! Entering: `(if c (begin (f) 1) 2)` in tail position. Leaving: `if (c) { f(); return 1; } else return 2;`. In tail position
//! an `if` of two plain expressions is `return c ? a : b`; as a statement it is always an `if`. A `begin` that is a branch
//! prints braces, any other single form prints bare, a `cond` prints a chain with braces.

use super::{AssignTo, Dest, Lower, facts};
use crate::{Binary, DeclareKind, Flags, Kind, Logical, NodeId, Tree, Unary};
use sx_base::Span;

/// `if`, `cond` and the logical operators.
impl Lower<'_> {
    pub(super) fn lower_if(&mut self, id: NodeId, dest: Dest) {
        let core = self.core;
        let kids = core.kids(id);
        let span = core.node(id).span;
        let plain = match dest {
            Dest::Effect => is_ternary(core, id) && !kids[1..].iter().any(|&kid| self.facts.needs(kid)),
            Dest::Return | Dest::Assign(_) => self.is_tail_plain(id),
            Dest::Loop(_) => false,
        };
        if plain {
            let value = self.lower_value(id);
            return self.deliver(value, dest, span);
        }
        let test = self.lower_value(kids[0]);
        let then = self.lower_annex_b_branch(kids[1], dest);
        let other = match kids.get(2) {
            Some(&other) if core.kind(other) != Kind::None => Some(self.lower_annex_b_branch(other, dest)),
            _ => self.lower_missing(id, dest),
        };
        self.emit_if(id, test, then, other);
    }

    /// A branch of `if` or the statement of a label, where a sloppy script may have a function without braces.
    fn lower_annex_b_branch(&mut self, form: NodeId, dest: Dest) -> NodeId {
        let branch = self.lower_branch(form, dest);
        let flags = self.core.flags(form);
        let may_be_bare = !self.strict
            && facts::is_declaration(self.core, form)
            && self.core.kind(form) == Kind::Function
            && !flags.has(Flags::ASYNC)
            && !flags.has(Flags::GENERATOR);
        match self.out.kids(branch) {
            &[function] if may_be_bare && self.out.kind(branch) == Kind::Block => function,
            _ => branch,
        }
    }

    /// What happens where a branch is absent: nothing, unless a variable or a loop waits for the end.
    fn lower_missing(&mut self, id: NodeId, dest: Dest) -> Option<NodeId> {
        let mark = self.open();
        self.finish(dest);
        if self.stmts.len() == mark {
            self.close(mark);
            return None;
        }
        Some(self.close_branch(mark, false, id))
    }

    /// Writes an `if` for the form `id`.
    pub(super) fn emit_if(&mut self, id: NodeId, test: NodeId, then: NodeId, other: Option<NodeId>) {
        let node = *self.core.node(id);
        let then = match other {
            Some(_) if self.ends_in_short_if(then) => self.make(Kind::Block, 0, &[then], node.span),
            _ => then,
        };
        let other = other.unwrap_or_else(|| self.none());
        let stmt = self.add(Kind::If, Flags::NONE, 0, &[test, then, other], node.span, node.tok);
        self.emit(stmt);
    }

    /// Whether an `else` written after `stmt` would belong to an `if` inside of it.
    fn ends_in_short_if(&self, mut stmt: NodeId) -> bool {
        let out = &self.out;
        loop {
            let kids = out.kids(stmt);
            stmt = match out.kind(stmt) {
                Kind::If if out.kind(kids[2]) == Kind::None => return true,
                Kind::If | Kind::For | Kind::ForIn | Kind::ForOf | Kind::While | Kind::Label | Kind::With => {
                    *kids.last().expect("invariant: these hold a statement")
                }
                _ => return false,
            };
        }
    }

    /// Whether a person would write `return VALUE` for `id`, without statements.
    pub(super) fn is_tail_plain(&self, id: NodeId) -> bool {
        let core = self.core;
        let mut work = vec![id];
        while let Some(id) = work.pop() {
            if self.facts.needs(id) {
                return false;
            }
            let kids = core.kids(id);
            match core.kind(id) {
                Kind::IfForm if core.flags(id).has(Flags::EXPRESSION) => {}
                Kind::IfForm => {
                    if kids.len() < 3 || core.kind(kids[2]) == Kind::None {
                        return false;
                    }
                    work.extend_from_slice(&kids[1..]);
                }
                Kind::BeginForm | Kind::CondForm => return false,
                // What a folded macro `let` leaves.
                Kind::LetForm => {
                    let body = core.kids(*kids.last().expect("invariant: a let has a body"));
                    match body {
                        [only] => work.push(*only),
                        _ => return false,
                    }
                }
                _ => {}
            }
        }
        true
    }

    pub(super) fn lower_cond(&mut self, id: NodeId, dest: Dest) {
        let core = self.core;
        let clauses = core.kids(id);
        self.lower_clauses(clauses, dest);
    }

    /// The rest of a `cond`, as statements in the open list.
    fn lower_clauses(&mut self, clauses: &[NodeId], dest: Dest) {
        let Some((&clause, rest)) = clauses.split_first() else { return self.finish(dest) };
        let core = self.core;
        let (&test, forms) = core.kids(clause).split_first().expect("invariant: a clause has a test");
        if core.kind(test) == Kind::None {
            return self.lower_list(forms, dest, true);
        }
        if forms.is_empty() {
            return self.lower_bare_clause(clauses, dest);
        }
        let condition = self.lower_value(test);
        let mark = self.open_block();
        self.lower_list(forms, dest, true);
        let then = self.close_block(mark, core.node(clause).span);
        let other = self.lower_other_clauses(rest, dest);
        self.emit_if(clause, condition, then, other);
    }

    /// The clauses after the first: another `if`, or the block of `else`.
    fn lower_other_clauses(&mut self, clauses: &[NodeId], dest: Dest) -> Option<NodeId> {
        let mark = self.open_block();
        self.lower_clauses(clauses, dest);
        if self.stmts.len() == mark && !clauses.first().is_some_and(|&clause| self.is_empty_else(clause)) {
            self.close(mark);
            return None;
        }
        let is_else = clauses.first().is_some_and(|&clause| self.core.kind(self.core.kid(clause, 0)) == Kind::None);
        if let [stmt] = self.stmts[mark..]
            && self.out.kind(stmt) == Kind::If
            && !is_else
        {
            self.close(mark);
            return Some(stmt);
        }
        let span = clauses.first().map_or(Span::NONE, |&clause| self.core.node(clause).span);
        Some(self.close_block(mark, span))
    }

    /// Whether `clause` is `(else (begin))`, whose braces are written.
    fn is_empty_else(&self, clause: NodeId) -> bool {
        let core = self.core;
        matches!(*core.kids(clause), [test, form] if core.kind(test) == Kind::None
            && core.kind(form) == Kind::BeginForm
            && core.kids(form).is_empty())
    }

    /// A clause without forms: a true test is the value.
    fn lower_bare_clause(&mut self, clauses: &[NodeId], dest: Dest) {
        let (&clause, rest) = clauses.split_first().expect("invariant: there is a clause");
        let span = self.core.node(clause).span;
        let plain = matches!(dest, Dest::Return | Dest::Assign(_)) && !rest.iter().any(|&rest| self.facts.needs(rest));
        if plain && !rest.is_empty() {
            let either = self.lower_clauses_value(clauses);
            return self.deliver(either, dest, span);
        }
        let test = self.core.kid(clause, 0);
        let value = self.lower_value(test);
        if matches!(dest, Dest::Effect) {
            if rest.is_empty() {
                return self.deliver(value, dest, span);
            }
            let condition = self.negate(value, self.core.node(clause).tok);
            let then = self.lower_other_clauses(rest, dest);
            let then = then.unwrap_or_else(|| self.make(Kind::Block, 0, &[], span));
            return self.emit_if(clause, condition, then, None);
        }
        if rest.is_empty() {
            return self.deliver(value, dest, span);
        }
        let held = self.save_value(value, test);
        let condition = self.again(held);
        let mark = self.open();
        self.deliver(held, dest, span);
        let then = self.close_block(mark, span);
        let other = self.lower_other_clauses(rest, dest);
        self.emit_if(clause, condition, then, other);
    }

    /// `(and a (begin …))`, `(or a (throw …))`: the second operand needs statements.
    pub(super) fn lower_logical(&mut self, id: NodeId, dest: Dest) {
        let core = self.core;
        let kids = core.kids(id);
        let span = core.node(id).span;
        let left = self.lower_value(kids[0]);
        if matches!(dest, Dest::Effect) {
            let test = self.condition(id, left);
            let then = self.lower_branch(kids[1], dest);
            return self.emit_if(id, test, then, None);
        }
        let held = self.save_value(left, kids[0]);
        let again = self.again(held);
        if matches!(dest, Dest::Return) {
            let test = self.opposite(id, again);
            let mark = self.open();
            self.deliver(held, dest, span);
            let then = self.close_branch(mark, false, id);
            self.emit_if(id, test, then, None);
            return self.lower_form(kids[1], dest, true);
        }
        let test = self.condition(id, again);
        let then = self.lower_branch(kids[1], dest);
        let mark = self.open();
        self.deliver(held, dest, span);
        let other = self.close_branch(mark, false, id);
        self.emit_if(id, test, then, Some(other));
    }

    /// The test under which the second operand of the logical form `id` is evaluated, given its first.
    pub(super) fn condition(&mut self, id: NodeId, left: NodeId) -> NodeId {
        let tok = self.core.node(id).tok;
        match Logical::from_payload(self.core.payload(id)) {
            Logical::And => left,
            Logical::Or => self.negate(left, tok),
            Logical::Nullish => self.compare_null(Binary::LooseEq, left, tok),
        }
    }

    /// The test under which it is not.
    fn opposite(&mut self, id: NodeId, left: NodeId) -> NodeId {
        let tok = self.core.node(id).tok;
        match Logical::from_payload(self.core.payload(id)) {
            Logical::And => self.negate(left, tok),
            Logical::Or => left,
            Logical::Nullish => self.compare_null(Binary::LooseNotEq, left, tok),
        }
    }

    fn compare_null(&mut self, operator: Binary, left: NodeId, tok: Span) -> NodeId {
        let span = self.out.node(left).span;
        let null = self.make(Kind::Null, 0, &[], tok);
        self.add(Kind::Binary, Flags::NONE, operator.payload(), &[left, null], span, tok)
    }

    /// `!value`, in a place where only its truth counts. `tok`: where the `!` comes from.
    pub(super) fn negate(&mut self, value: NodeId, tok: Span) -> NodeId {
        let node = *self.out.node(value);
        let kids = self.out.kids(value);
        if node.kind == Kind::Unary && node.payload == Unary::Not.payload() {
            return kids[0];
        }
        let flipped = match node.kind {
            Kind::Binary => match Binary::from_payload(node.payload) {
                Binary::Eq => Some(Binary::NotEq),
                Binary::NotEq => Some(Binary::Eq),
                Binary::LooseEq => Some(Binary::LooseNotEq),
                Binary::LooseNotEq => Some(Binary::LooseEq),
                _ => None,
            },
            _ => None,
        };
        if let Some(operator) = flipped {
            self.out.node_mut(value).payload = operator.payload();
            return value;
        }
        self.add(Kind::Unary, Flags::NONE, Unary::Not.payload(), &[value], node.span, tok)
    }
}

/// Blocks and the other statements.
impl Lower<'_> {
    /// A `Block` of Core as an IR block.
    fn lower_block_node(&mut self, id: NodeId, dest: Dest) -> NodeId {
        let mark = self.open_block();
        self.lower_list(self.core.kids(id), dest, true);
        let items = self.close(mark);
        self.copy_as(id, Kind::Block, &items)
    }

    pub(super) fn lower_block(&mut self, id: NodeId, dest: Dest) {
        if self.is_seen_at_end(id, dest) {
            return self.lower_through_temporary(id, dest);
        }
        let block = self.lower_block_node(id, dest);
        self.emit(block);
    }

    /// Whether code that runs at the end of `id`, behind its value, may see the variable that takes it: `finally`, and
    /// what disposes of resources.
    pub(super) fn is_seen_at_end(&self, id: NodeId, dest: Dest) -> bool {
        let Dest::Assign(AssignTo { is_fresh: false, .. }) = dest else { return false };
        let core = self.core;
        match core.kind(id) {
            Kind::Try => core.kids(id).get(2).is_some_and(|&end| core.kind(end) != Kind::None),
            _ => self.holds_resource(id),
        }
    }

    /// Whether a form of the row or block `id` is a resource, `(using …)` or `(await-using …)`, which is disposed of at its
    /// end.
    pub(super) fn holds_resource(&self, id: NodeId) -> bool {
        let core = self.core;
        let forms = match (core.kind(id), core.kids(id)) {
            (Kind::LetForm, [.., body]) => core.kids(*body),
            (Kind::BeginForm | Kind::Body | Kind::Block, forms) => forms,
            _ => &[],
        };
        forms.iter().any(|&form| is_resource(core, form))
    }

    /// The row `id`, whose value a variable takes, as a block of its own where something is disposed of at its end.
    pub(super) fn lower_row_form(&mut self, id: NodeId, dest: Dest, last: bool) {
        let forms = self.core.kids(id);
        if !matches!(dest, Dest::Assign(_)) || !self.holds_resource(id) {
            return self.lower_list(forms, dest, last);
        }
        if self.is_seen_at_end(id, dest) {
            return self.lower_through_temporary(id, dest);
        }
        let mark = self.open();
        self.lower_list(forms, dest, true);
        let items = self.close(mark);
        let block = self.make(Kind::Block, 0, &items, self.core.node(id).span);
        self.emit(block);
    }

    /// The value of the statement `id` is held until all of it has run.
    pub(super) fn lower_through_temporary(&mut self, id: NodeId, dest: Dest) {
        let value = self.spill(id);
        self.deliver(value, dest, self.core.node(id).span);
    }

    pub(super) fn lower_try(&mut self, id: NodeId, dest: Dest) {
        if self.is_seen_at_end(id, dest) {
            return self.lower_through_temporary(id, dest);
        }
        let core = self.core;
        let kids = core.kids(id);
        let body = self.lower_block_node(kids[0], dest);
        let handler = if core.kind(kids[1]) == Kind::None {
            self.none()
        } else {
            let parts = core.kids(kids[1]);
            let pattern = self.lower_confined(parts[0]);
            let block = self.lower_block_node(parts[1], dest);
            self.copy(kids[1], &[pattern, block])
        };
        let end = match kids.get(2) {
            Some(&end) if core.kind(end) != Kind::None => self.lower_block_node(end, Dest::Effect),
            _ => self.none(),
        };
        let stmt = self.copy(id, &[body, handler, end]);
        self.emit(stmt);
    }

    /// A statement that yields no value.
    pub(super) fn lower_statement(&mut self, id: NodeId) {
        let core = self.core;
        let kids = core.kids(id);
        match core.kind(id) {
            Kind::Declare | Kind::Def => self.lower_declaration(id, None),
            Kind::Return => self.lower_return(id),
            Kind::Break | Kind::Continue => self.lower_jump(id),
            Kind::While => self.lower_while(id),
            Kind::DoWhile => self.lower_do_while(id),
            Kind::For => self.lower_for(id),
            Kind::ForIn | Kind::ForOf => self.lower_for_each(id),
            Kind::Switch => self.lower_switch(id),
            Kind::Label => self.lower_label(id),
            Kind::With => {
                let object = self.lower_value(kids[0]);
                let body = self.lower_branch(kids[1], Dest::Effect);
                let stmt = self.copy(id, &[object, body]);
                self.emit(stmt);
            }
            Kind::ExportDeclaration if matches!(core.kind(kids[0]), Kind::Declare | Kind::Def) => {
                self.lower_declaration(kids[0], Some(id));
            }
            Kind::ExportDeclaration | Kind::ExportDefault => {
                let declares = facts::is_declaration(core, kids[0]);
                let item = match core.kind(kids[0]) {
                    Kind::Function if declares => self.lower_function(kids[0]),
                    Kind::Class | Kind::Decorated if declares => self.lower_class(kids[0]),
                    _ => self.lower_value(kids[0]),
                };
                let stmt = self.copy(id, &[item]);
                self.emit(stmt);
            }
            // Throw, and what has no statement inside: directives, module items, `debugger`, `;`.
            _ => {
                let stmt = self.lower_generic(id);
                self.emit(stmt);
            }
        }
    }

    fn lower_return(&mut self, id: NodeId) {
        let core = self.core;
        let value = core.kids(id).first().copied().filter(|&value| core.kind(value) != Kind::None);
        let Some(value) = value else {
            let none = self.none();
            let stmt = self.copy(id, &[none]);
            return self.emit(stmt);
        };
        if !self.facts.needs(value) {
            let value = self.lower_value(value);
            let stmt = self.copy(id, &[value]);
            return self.emit(stmt);
        }
        self.lower_form(value, Dest::Return, false);
        if !self.stmts.last().is_some_and(|&stmt| self.always_leaves(stmt)) {
            let none = self.none();
            let stmt = self.copy(id, &[none]);
            self.emit(stmt);
        }
    }

    /// Whether control never comes out of the end of the IR statement `stmt`.
    pub(super) fn always_leaves(&self, stmt: NodeId) -> bool {
        let out = &self.out;
        let mut work = vec![stmt];
        while let Some(stmt) = work.pop() {
            let kids = out.kids(stmt);
            match out.kind(stmt) {
                Kind::Return | Kind::Throw | Kind::Break | Kind::Continue => {}
                Kind::Block if !kids.is_empty() => work.push(kids[kids.len() - 1]),
                Kind::If => work.extend_from_slice(&kids[1..]),
                Kind::Try => {
                    work.push(kids[0]);
                    if out.kind(kids[1]) == Kind::Catch {
                        work.push(out.kid(kids[1], 1));
                    }
                }
                _ => return false,
            }
        }
        true
    }

    fn lower_switch(&mut self, id: NodeId) {
        let core = self.core;
        let (&value, cases) = core.kids(id).split_first().expect("invariant: a switch has a value");
        let value = self.lower_value(value);
        let mark = self.values.len();
        self.values.push(value);
        self.enter_jump(true, false);
        for &case in cases {
            let (&test, forms) = core.kids(case).split_first().expect("invariant: a case has a test");
            let test = if core.kind(test) == Kind::None { self.none() } else { self.lower_confined(test) };
            let list = self.open();
            for &form in forms {
                self.lower_form(form, Dest::Effect, false);
            }
            let mut kids = self.close(list);
            kids.insert(0, test);
            let case = self.copy(case, &kids);
            self.values.push(case);
        }
        let stmt = self.copy_values(id, mark);
        let stmt = self.leave_jump(stmt);
        self.emit(stmt);
    }

    fn lower_label(&mut self, id: NodeId) {
        let core = self.core;
        let mut form = core.kid(id, 0);
        while core.kind(form) == Kind::Body && core.kids(form).len() == 1 && !core.flags(form).has(Flags::BRACES) {
            form = core.kid(form, 0);
        }
        if !matches!(core.kind(form), Kind::While | Kind::DoWhile | Kind::For | Kind::ForIn | Kind::ForOf | Kind::Label)
        {
            let body = self.lower_annex_b_branch(form, Dest::Effect);
            let stmt = self.copy(id, &[body]);
            return self.emit(stmt);
        }
        // What the head of the loop needs stands before the label; `continue` needs the loop right behind it.
        self.lower_form(form, Dest::Effect, false);
        let body = self.stmts.pop().expect("invariant: a loop is a statement");
        let stmt = self.copy(id, &[body]);
        self.emit(stmt);
    }
}

fn is_ternary(core: &crate::Tree, id: NodeId) -> bool {
    core.kind(id) == Kind::Cond || core.flags(id).has(Flags::EXPRESSION)
}

/// Whether `form` is `(using …)` or `(await-using …)`.
fn is_resource(core: &Tree, form: NodeId) -> bool {
    let heads = [DeclareKind::Using.payload(), DeclareKind::AwaitUsing.payload()];
    core.kind(form) == Kind::Declare && heads.contains(&core.payload(form))
}
