//! Core to IR: everything is an expression in Core, and the output still has statements.
//!
//! Entering: Core, where `(f (try (g) (catch e 1)))` has a statement as an operand and a function returns the value of
//! its last form. Leaving: JavaScript's own shapes, here `let value; try { value = g(); } catch (e) { value = 1; }
//! f(value);`, with final names. Each form is lowered towards a **destination**: what becomes of its value. Statements
//! go to the list that is open; nothing is ever wrapped in a function. Afterwards the tree holds no Core-only kind, and
//! evaluation order is that of Core.
//!
//! `facts` answers questions about subtrees; `value` and `operand` lower expressions, `control`, `jump`, `loops`
//! and `named_let` statements, `binding` declarations, `function` functions and classes, `chain` optional chains.

mod binding;
mod chain;
mod control;
pub mod diagnostics;
pub(crate) mod facts;
mod function;
mod jump;
mod loops;
mod named_let;
mod operand;
mod value;

pub use diagnostics::EXPLANATIONS;

use crate::{Binding, BindingId, BindingKind, Flags, Goal, Kind, NO_SYMBOL, NodeId, Tree, name};
use facts::Facts;
use jump::Jump;
use named_let::NamedLoop;
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Diagnostic, Span, Symbol};

/// Lowers Core to the IR and gives every binding its printed name.
///
/// The bindings keep their ids; temporaries are added behind them. On an error diagnostic the tree is complete but not
/// fit to be printed.
pub fn lower(mut core: Tree) -> (Tree, Vec<Diagnostic>) {
    let Some(root) = core.root else { return (core, vec![]) };
    facts::note_redeclared(&mut core);
    let mut facts = Facts::collect(&core, root);
    let labels = std::mem::take(&mut facts.labels);
    let mut out = Tree::with_room(core.len() + core.len() / 8);
    out.bindings.clone_from(&core.bindings);
    for &(fresh, given) in &facts.fold.adopted {
        let given = &core.bindings[given.0 as usize];
        let binding = &mut out.bindings[fresh.0 as usize];
        (binding.name, binding.written, binding.span) = (given.name, given.written, given.span);
    }
    out.goal = core.goal;
    out.is_strict = core.is_strict;
    out.ext = core.ext;
    out.source = core.source.take();
    let mut ctx = Lower {
        core: &core,
        facts: &facts,
        out,
        stmts: vec![],
        values: vec![],
        depth: 0,
        block_start: None,
        confined: false,
        strict: core.goal == Goal::Module || core.is_strict,
        jumps: vec![],
        loops: vec![],
        spine: FxHashSet::default(),
        chain_bases: FxHashMap::default(),
        kept_objects: FxHashMap::default(),
        shapes: FxHashMap::default(),
        labels,
        undefined: Undefined::Unknown,
        diagnostics: vec![],
    };
    let program = ctx.lower_program(root);
    let Lower { mut out, mut diagnostics, .. } = ctx;
    // Both are large, and naming needs room of its own.
    drop((core, facts));
    out.root = Some(program);
    name::assign_names(&mut out, &mut diagnostics);
    (out, diagnostics)
}

/// What becomes of the value of a form.
#[derive(Clone, Copy)]
enum Dest {
    /// Nothing.
    Effect,
    /// The function returns it.
    Return,
    /// A variable takes it.
    Assign(AssignTo),
    /// It is the value of the named let with this index in `Lower::loops`; the form is in tail position there.
    Loop(usize),
}

/// How `undefined` is written in this program.
#[derive(Clone, Copy)]
enum Undefined {
    /// Not asked yet.
    Unknown,
    /// By its name.
    Global(BindingId),
    /// `void 0`: the name means something else.
    Void,
}

/// The variable that takes a value.
#[derive(Clone, Copy)]
struct AssignTo {
    binding: BindingId,
    /// It is `undefined` already, so that a form without a value has nothing to do.
    preset: bool,
    /// Nothing refers to it before it has the value.
    is_fresh: bool,
    /// The `set!` form, or nothing: then the assignment stands for the form that has the value.
    span: Span,
    /// The head of the `set!` form or of the declaration.
    tok: Span,
    /// The name as written, there or in the declaration.
    name: Span,
}

struct Lower<'a> {
    core: &'a Tree,
    facts: &'a Facts,
    out: Tree,
    /// The open statement lists, innermost at the end.
    stmts: Vec<NodeId>,
    /// Children of nodes under construction.
    values: Vec<NodeId>,
    /// Number of open statement lists; 1 is the program's.
    depth: u32,
    /// Where the open list begins, if it is that of a block. Not known behind a list in it.
    block_start: Option<usize>,
    /// No statement can stand here.
    confined: bool,
    /// The code is strict: a module, a class, or below a directive that says so.
    strict: bool,
    jumps: Vec<Jump>,
    loops: Vec<NamedLoop>,
    /// Forms in tail position of a named let that lead to a call of it.
    spine: FxHashSet<NodeId>,
    /// Links of optional chains whose base has been saved, and where.
    chain_bases: FxHashMap<NodeId, chain::SavedBase>,
    /// Links whose object is wanted by a call, and the variable for it.
    kept_objects: FxHashMap<NodeId, BindingId>,
    /// How each named let that was looked at is written.
    shapes: FxHashMap<NodeId, named_let::Shape>,
    /// The labels that are taken.
    labels: FxHashSet<Symbol>,
    undefined: Undefined,
    diagnostics: Vec<Diagnostic>,
}

/// So many errors show their expansions; more nobody reads.
const MAX_EXPLAINED: usize = 1_000;

/// Adding nodes.
impl Lower<'_> {
    /// Reports what is wrong with the node `id` of Core, with the expansions that made it where they are known.
    fn report(&mut self, id: NodeId, mut diagnostic: Diagnostic) {
        if self.diagnostics.len() < MAX_EXPLAINED {
            diagnostic.expansion = self.core.origins.of(id, !self.core.flags(id).has(Flags::TEMPLATE));
        }
        self.diagnostics.push(diagnostic);
    }

    fn add(&mut self, kind: Kind, flags: Flags, payload: u32, kids: &[NodeId], span: Span, tok: Span) -> NodeId {
        self.out.add(kind, flags, payload, kids, span, tok)
    }

    /// A node that nobody wrote, at the place of `span`.
    fn make(&mut self, kind: Kind, payload: u32, kids: &[NodeId], span: Span) -> NodeId {
        self.out.add(kind, Flags::NONE, payload, kids, span, start_of(span))
    }

    fn none(&mut self) -> NodeId {
        self.out.add(Kind::None, Flags::NONE, NO_SYMBOL, &[], Span::NONE, Span::NONE)
    }

    /// The node `id` of Core as `kind` with other children.
    fn copy_as(&mut self, id: NodeId, kind: Kind, kids: &[NodeId]) -> NodeId {
        let node = *self.core.node(id);
        let flags = node.flags.without(Flags::IMPLICIT | Flags::EXPRESSION);
        let flags = if kind == Kind::Index { flags } else { flags.without(Flags::BRACES) };
        let new = self.out.add(kind, flags, node.payload, kids, node.span, self.tok_of(id));
        self.carry(id, new);
        new
    }

    /// The naming token of `id`; for a macro's variable that took the name a person gave to its value, that name.
    fn tok_of(&self, id: NodeId) -> Span {
        let node = self.core.node(id);
        if node.flags.has(Flags::TEMPLATE) && matches!(node.kind, Kind::Name | Kind::Bind) {
            let at = node.payload as usize;
            let given = self.out.bindings[at].span;
            if given != self.core.bindings[at].span {
                return given;
            }
        }
        node.tok
    }

    fn copy(&mut self, id: NodeId, kids: &[NodeId]) -> NodeId {
        self.copy_as(id, self.core.kind(id), kids)
    }

    /// The node `id` of Core with the values above `mark` as children.
    fn copy_values(&mut self, id: NodeId, mark: usize) -> NodeId {
        let kids = self.values.split_off(mark);
        self.copy(id, &kids)
    }

    /// Moves what the side tables know of `old` to `new`.
    fn carry(&mut self, old: NodeId, new: NodeId) {
        if !self.core.docs.is_empty()
            && let Some(&doc) = self.core.docs.get(&old)
        {
            self.out.docs.insert(new, doc);
        }
        if !self.core.raw.is_empty()
            && let Some(&raw) = self.core.raw.get(&old)
        {
            self.out.raw.insert(new, raw);
        }
    }

    fn name(&mut self, binding: BindingId, span: Span) -> NodeId {
        self.out.add(Kind::Name, Flags::NONE, binding.0, &[], span, span)
    }

    fn place(&mut self, binding: BindingId, span: Span) -> NodeId {
        self.out.add(Kind::Name, Flags::PLACE, binding.0, &[], span, span)
    }

    fn undefined(&mut self, span: Span) -> NodeId {
        if let Undefined::Unknown = self.undefined {
            self.undefined = self.find_undefined().map_or(Undefined::Void, Undefined::Global);
        }
        if let Undefined::Global(binding) = self.undefined {
            return self.name(binding, start_of(span));
        }
        let zero = self.make(Kind::Number, Symbol::intern("0").index(), &[], Span::NONE);
        self.make(Kind::Void, 0, &[zero], span)
    }

    /// The global `undefined`, or `None` when the program has a name of its own that is spelled so.
    fn find_undefined(&mut self) -> Option<BindingId> {
        let name = Symbol::intern("undefined");
        let mut global = None;
        for (at, binding) in self.out.bindings.iter().enumerate() {
            match binding.kind {
                BindingKind::Global if binding.name == name => global = Some(BindingId(at as u32)),
                _ if binding.name == name => return None,
                _ => {}
            }
        }
        Some(global.unwrap_or_else(|| {
            self.out.bind(Binding {
                name,
                written: name,
                kind: BindingKind::Global,
                assigned: false,
                fixed: false,
                fresh: false,
                span: Span::NONE,
            })
        }))
    }
}

/// Statement lists.
impl Lower<'_> {
    fn lower_program(&mut self, root: NodeId) -> NodeId {
        let mark = self.open();
        self.strict |= self.core.says_strict(root);
        self.lower_list(self.core.kids(root), Dest::Effect, true);
        let items = self.close(mark);
        self.copy(root, &items)
    }

    fn open(&mut self) -> usize {
        self.depth += 1;
        self.block_start = None;
        self.stmts.len()
    }

    /// Opens the list of a block, which holds no names but those declared in it.
    fn open_block(&mut self) -> usize {
        let mark = self.open();
        self.block_start = Some(mark);
        mark
    }

    /// Whether the open list is that of a block and nothing stands in it yet.
    fn begins_block(&self) -> bool {
        self.block_start == Some(self.stmts.len())
    }

    fn close(&mut self, mark: usize) -> Vec<NodeId> {
        self.depth -= 1;
        self.block_start = None;
        self.stmts.split_off(mark)
    }

    fn emit(&mut self, stmt: NodeId) {
        self.stmts.push(stmt);
    }

    /// Lowers the forms of one list; the last of them has the destination. `last`: the list ends with it.
    fn lower_list(&mut self, forms: &[NodeId], dest: Dest, last: bool) {
        let Some((&end, front)) = forms.split_last() else { return self.finish(dest) };
        for &form in front {
            self.lower_form(form, Dest::Effect, false);
        }
        self.lower_form(end, dest, last);
    }

    /// Lowers `id` as a statement. `last`: nothing follows it in its statement list.
    fn lower_form(&mut self, id: NodeId, dest: Dest, last: bool) {
        if let Dest::Loop(at) = dest
            && !self.spine.contains(&id)
        {
            return self.lower_loop_end(id, at, last);
        }
        let core = self.core;
        let kids = core.kids(id);
        match core.kind(id) {
            Kind::IfForm | Kind::Cond | Kind::If => self.lower_if(id, dest),
            Kind::CondForm => self.lower_cond(id, dest),
            Kind::BeginForm | Kind::Body => self.lower_row_form(id, dest, last),
            Kind::LetForm => self.lower_let(id, dest, last),
            Kind::LetLoop => self.lower_named_let(id, dest, last),
            Kind::Logical if self.facts.needs(kids[1]) => self.lower_logical(id, dest),
            Kind::LogicalAssign if self.facts.needs(kids[1]) && matches!(dest, Dest::Effect) => {
                self.lower_logical_assign_statement(id);
            }
            Kind::Chain if self.branching_link(id).is_some() => {
                self.lower_chain(id, dest);
            }
            Kind::Call if matches!(dest, Dest::Loop(_)) => self.lower_loop_call(id, dest),
            // A function declaration yields no value; a class does.
            Kind::Function if facts::is_declaration(core, id) => {
                self.lower_named_declaration(id, Dest::Effect);
                self.finish(dest);
            }
            Kind::Class | Kind::Decorated if facts::is_declaration(core, id) => self.lower_named_declaration(id, dest),
            Kind::Expr => self.lower_form(kids[0], dest, last),
            Kind::Block => self.lower_block(id, dest),
            Kind::Try => self.lower_try(id, dest),
            kind if facts::is_statement(kind) => {
                self.lower_statement(id);
                if !self.facts.leaves(id) {
                    self.finish(dest);
                }
            }
            Kind::Name if matches!(dest, Dest::Effect) && core.binding(id).fresh => self.lower_idle_name(id, last),
            _ if matches!(dest, Dest::Effect) => self.lower_effect(id),
            _ => {
                let value = self.lower_value(id);
                self.deliver(value, dest, core.node(id).span);
            }
        }
    }

    /// A macro's variable where nobody wants its value: only what was folded into it has to happen.
    fn lower_idle_name(&mut self, id: NodeId, last: bool) {
        if let Some(init) = self.facts.fold.replacement(self.core.payload(id))
            && self.facts.purity(init) != facts::Level::Constant
        {
            self.lower_form(init, Dest::Effect, last);
        }
    }

    /// Gives `value` to its destination.
    fn deliver(&mut self, value: NodeId, dest: Dest, span: Span) {
        match dest {
            Dest::Effect => {
                let stmt = self.out.add(Kind::Expr, Flags::NONE, 0, &[value], span, Span::NONE);
                self.emit(stmt);
            }
            Dest::Return => {
                let stmt = self.make(Kind::Return, 0, &[value], span);
                self.emit(stmt);
            }
            Dest::Assign(to) => {
                let target = self.place(to.binding, to.name);
                let whole = if to.span.is_none() { span } else { to.span };
                let tok = if to.tok.is_none() { start_of(span) } else { to.tok };
                let assign = self.add(Kind::Assign, Flags::NONE, 0, &[target, value], whole, tok);
                self.deliver(assign, Dest::Effect, whole);
            }
            Dest::Loop(at) => {
                self.deliver(value, self.loops[at].dest, span);
                self.leave_unless_left(at);
            }
        }
    }

    /// A form that yields no value has ended before `dest`.
    fn finish(&mut self, dest: Dest) {
        match dest {
            Dest::Assign(to) if !to.preset => {
                let value = self.undefined(to.span);
                self.deliver(value, dest, to.span);
            }
            Dest::Effect | Dest::Return | Dest::Assign(_) => {}
            Dest::Loop(at) => {
                self.finish(self.loops[at].dest);
                self.leave_unless_left(at);
            }
        }
    }

    /// Lowers a branch: one statement where one is enough, braces where the form asks for them or there are more.
    fn lower_branch(&mut self, form: NodeId, dest: Dest) -> NodeId {
        let mark = self.open_block();
        let core = self.core;
        let braces = match core.kind(form) {
            Kind::BeginForm => true,
            Kind::Body => core.flags(form).has(Flags::BRACES),
            _ => false,
        };
        self.lower_form(form, dest, true);
        self.close_branch(mark, braces, form)
    }

    /// Closes the list of a branch and gives it back as one statement.
    fn close_branch(&mut self, mark: usize, braces: bool, form: NodeId) -> NodeId {
        if !braces
            && let [stmt] = self.stmts[mark..]
            && !self.declares(stmt)
        {
            self.close(mark);
            return stmt;
        }
        self.close_block(mark, self.core.node(form).span)
    }

    fn close_block(&mut self, mark: usize, span: Span) -> NodeId {
        let items = self.close(mark);
        self.make(Kind::Block, 0, &items, span)
    }

    /// Whether `stmt` needs a block around it to stand as a branch.
    fn declares(&self, stmt: NodeId) -> bool {
        match self.out.kind(stmt) {
            Kind::Function | Kind::Class | Kind::Decorated | Kind::Directive => true,
            Kind::Declare => self.out.payload(stmt) != crate::DeclareKind::Var.payload(),
            Kind::Label => self.declares(self.out.kid(stmt, 0)),
            _ => false,
        }
    }
}

/// The first byte of `span`: where a token that nobody wrote comes from.
fn start_of(span: Span) -> Span {
    if span.is_none() { span } else { Span::at(span.start) }
}
