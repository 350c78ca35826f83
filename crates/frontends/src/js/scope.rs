//! The names in scope: which are bound, which are free, and how a name must be spelled to be read back.
//!
//! In Lisp a visible binding shadows special forms and macros, so `list` can be written plainly below a parameter
//! `list`. A binding is *certain* where the expander is sure to see it: parameters, and what the statements of a body
//! or block declare directly. A `var` deeper down is bound, but not certain: there a name that a form would take is
//! written `\list`.

use super::mask::{Masks, original};
use super::names;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use swc_common::{DUMMY_SP, Spanned};
use swc_ecma_ast::{
    Decl, DefaultDecl, ForHead, Ident, ImportSpecifier, ModuleDecl, ModuleItem, ObjectPatProp, Pat, Stmt, VarDecl,
    VarDeclKind, VarDeclOrExpr, VarDeclarator,
};
use sx_base::Symbol;

/// What a name means here, and how many visible bindings it has.
#[derive(Clone, Copy)]
struct Visible {
    bound: u32,
    certain: u32,
    /// The innermost one cannot be assigned.
    is_constant: bool,
    /// A form or macro answers to the name.
    is_taken: bool,
    /// The name is of a global.
    is_known: bool,
}

impl Visible {
    /// A name without a binding.
    fn new(name: Symbol, globals: &FxHashSet<Symbol>) -> Self {
        let is_known = names::is_known_global(name) || globals.contains(&name);
        Self { bound: 0, certain: 0, is_constant: false, is_taken: names::is_taken(name), is_known }
    }
}

/// A binding that [`Scope::leave`] takes back.
struct Declared {
    name: Symbol,
    is_certain: bool,
    /// What the binding around it was.
    hides_constant: bool,
}

/// The names in scope at one place of the walk, and what was seen on the way.
pub(super) struct Scope {
    visible: FxHashMap<Symbol, Visible>,
    /// What [`Scope::leave`] takes back.
    trail: Vec<Declared>,
    globals: FxHashSet<Symbol>,
    free: Vec<Symbol>,
    is_free: FxHashSet<Symbol>,
    taken: FxHashSet<Symbol>,
    /// By the place of the name of a declared function, as the parser counts, the block that it is declared in, the empty
    /// range for the body of a function and for a script; by that of a name at the head of a loop, the loop.
    functions: FxHashMap<u32, Range<u32>>,
    /// What stands for another name in the tree, and for which.
    stand_ins: Vec<(String, &'static str)>,
    /// Where arrow functions have parameters `let`.
    let_parameters: FxHashSet<u32>,
    /// Where `eval` and `arguments` are read.
    reads: FxHashSet<u32>,
    /// Where the names stand that `var`s below a body declare.
    hoisted: FxHashSet<u32>,
}

impl Scope {
    /// The scope outside of a file. `globals` are known besides those of every file.
    pub(super) fn new(globals: &[Symbol]) -> Self {
        Self {
            visible: FxHashMap::default(),
            trail: vec![],
            globals: globals.iter().copied().collect(),
            free: vec![],
            is_free: FxHashSet::default(),
            taken: FxHashSet::default(),
            functions: FxHashMap::default(),
            stand_ins: vec![],
            let_parameters: FxHashSet::default(),
            reads: FxHashSet::default(),
            hoisted: FxHashSet::default(),
        }
    }

    /// Says which names the tree hides.
    pub(super) fn set_masks(&mut self, masks: &Masks) {
        self.stand_ins = masks.stand_ins().to_vec();
    }

    /// Whether one of the names at `a` and `b`, as the parser counts, is of a function and the other of a declaration
    /// outside of the block that declares the function, for a function of no block a `var`: they may be the same.
    pub(super) fn may_share_name(&self, a: u32, b: u32) -> bool {
        let is_pair = |function, other| {
            let block = self.functions.get(&function);
            block.is_some_and(|block| !block.contains(&other) && (!block.is_empty() || self.hoisted.contains(&other)))
        };
        is_pair(a, b) || is_pair(b, a)
    }

    /// The function among the names at `a` and `b` that [`may_share_name`](Self::may_share_name) with a declaration that
    /// is no `var`, and that declaration. It can do so once.
    pub(super) fn shared_with(&self, a: u32, b: u32) -> Option<(u32, u32)> {
        let pairs = [(a, b), (b, a)].into_iter();
        let mut pairs = pairs.filter(|(function, other)| {
            let block = self.functions.get(function).filter(|block| !block.is_empty());
            !self.hoisted.contains(other) && block.is_some_and(|block| !block.contains(other))
        });
        pairs.next()
    }

    /// Notes that the name at `place` is read.
    pub(super) fn note_read(&mut self, place: u32) {
        self.reads.insert(place);
    }

    /// Whether the name at `place` is `eval` or `arguments` and read.
    pub(super) fn is_read(&self, place: u32) -> bool {
        self.reads.contains(&place)
    }

    /// Notes the functions that `stmts` declare directly in `block`.
    pub(super) fn note_functions(&mut self, stmts: &[Stmt], block: swc_common::Span) {
        for stmt in stmts {
            let mut stmt = stmt;
            while let Stmt::Labeled(labeled) = stmt {
                stmt = &labeled.body;
            }
            if let Stmt::Decl(Decl::Fn(function)) = stmt {
                self.functions.insert(function.ident.span.lo.0, block.lo.0..block.hi.0);
            }
        }
    }

    /// Begins a scope.
    pub(super) fn enter(&self) -> usize {
        self.trail.len()
    }

    /// Ends the scope that began at `mark`.
    pub(super) fn leave(&mut self, mark: usize) {
        for declared in self.trail.drain(mark..).rev() {
            let visible = self.visible.get_mut(&declared.name).expect("invariant: what is on the trail was declared");
            visible.bound -= 1;
            visible.certain -= u32::from(declared.is_certain);
            visible.is_constant = declared.hides_constant;
        }
    }

    /// Adds a binding to the innermost scope.
    pub(super) fn declare(&mut self, name: Symbol, certain: bool) {
        let visible = self.visible.entry(name).or_insert_with(|| Visible::new(name, &self.globals));
        visible.bound += 1;
        visible.certain += u32::from(certain);
        let hides_constant = std::mem::replace(&mut visible.is_constant, false);
        self.trail.push(Declared { name, is_certain: certain, hides_constant });
        if visible.is_taken {
            self.taken.insert(name);
        }
    }

    /// Adds a binding of the name `text`.
    pub(super) fn declare_text(&mut self, text: &str, certain: bool) {
        let name = Symbol::intern(original(&self.stand_ins, text));
        self.declare(name, certain);
    }

    /// Says that the bindings declared since `mark` cannot be assigned.
    fn make_constant(&mut self, mark: usize) {
        for declared in &self.trail[mark..] {
            if let Some(visible) = self.visible.get_mut(&declared.name) {
                visible.is_constant = true;
            }
        }
    }

    /// Whether the binding that `name` refers to cannot be assigned.
    pub(super) fn is_constant(&self, name: Symbol) -> bool {
        self.visible.get(&name).is_some_and(|visible| visible.is_constant)
    }

    /// Sees a use of `name`; answers whether it must be written verbatim.
    pub(super) fn refer(&mut self, name: Symbol) -> bool {
        let visible = *self.visible.entry(name).or_insert_with(|| Visible::new(name, &self.globals));
        if visible.bound > 0 {
            return visible.is_taken && visible.certain == 0;
        }
        if (visible.is_taken || !visible.is_known) && self.is_free.insert(name) {
            self.free.push(name);
            if visible.is_taken {
                self.taken.insert(name);
            }
        }
        false
    }

    /// The free names that need a declaration, in the order of their first use.
    pub(super) fn free_names(&self) -> &[Symbol] {
        &self.free
    }

    /// The names of the file that a form or macro answers to as well.
    pub(super) fn taken_names(&self) -> &FxHashSet<Symbol> {
        &self.taken
    }

    /// Declares what `stmts`, a function body or script, bind: every `var` in them, and their direct declarations.
    pub(super) fn declare_hoisted(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            self.declare_vars(stmt);
        }
        self.declare_direct(stmts);
        self.note_functions(stmts, DUMMY_SP);
    }

    /// Declares what the statements of a block declare directly.
    pub(super) fn declare_direct(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            if let Stmt::Decl(decl) = stmt {
                self.declare_decl(decl, true);
            }
        }
        if let (Some(first), Some(last)) = (stmts.first(), stmts.last()) {
            self.note_functions(stmts, first.span().to(last.span()));
        }
    }

    /// Declares what the statements of one `case` declare directly, of which the expander may know only later.
    /// The cases of a `switch` are one block.
    pub(super) fn declare_direct_uncertain(&mut self, stmts: &[Stmt], switch: swc_common::Span) {
        self.note_functions(stmts, switch);
        for stmt in stmts {
            if let Stmt::Decl(decl) = stmt {
                self.declare_decl(decl, false);
            }
        }
    }

    /// Declares the names of a declaration.
    fn declare_decl(&mut self, decl: &Decl, certain: bool) {
        match decl {
            Decl::Class(class) => self.declare_text(&class.ident.sym, certain),
            Decl::Fn(function) => self.declare_text(&function.ident.sym, certain),
            Decl::Var(var) => self.declare_variables(var, certain),
            Decl::Using(using) => self.declare_constants(&using.decls, certain),
            Decl::TsInterface(_) | Decl::TsTypeAlias(_) | Decl::TsEnum(_) | Decl::TsModule(_) => {}
        }
    }

    /// Declares the names of a variable declaration.
    pub(super) fn declare_variables(&mut self, var: &VarDecl, certain: bool) {
        if var.kind == VarDeclKind::Const {
            self.declare_constants(&var.decls, certain);
        } else {
            self.declare_declarators(&var.decls, certain);
        }
    }

    fn declare_constants(&mut self, declarators: &[VarDeclarator], certain: bool) {
        let mark = self.trail.len();
        self.declare_declarators(declarators, certain);
        self.make_constant(mark);
    }

    /// Declares the names of declarators.
    pub(super) fn declare_declarators(&mut self, declarators: &[VarDeclarator], certain: bool) {
        for declarator in declarators {
            self.declare_pattern(&declarator.name, certain);
        }
    }

    /// Declares the names of a pattern.
    pub(super) fn declare_pattern(&mut self, pattern: &Pat, certain: bool) {
        match pattern {
            Pat::Ident(name) => self.declare_text(&name.id.sym, certain),
            Pat::Array(array) => {
                for element in array.elems.iter().flatten() {
                    self.declare_pattern(element, certain);
                }
            }
            Pat::Rest(rest) => self.declare_pattern(&rest.arg, certain),
            Pat::Object(object) => {
                for property in &object.props {
                    match property {
                        ObjectPatProp::KeyValue(pair) => self.declare_pattern(&pair.value, certain),
                        ObjectPatProp::Assign(shorthand) => self.declare_text(&shorthand.key.id.sym, certain),
                        ObjectPatProp::Rest(rest) => self.declare_pattern(&rest.arg, certain),
                    }
                }
            }
            Pat::Assign(default) => self.declare_pattern(&default.left, certain),
            Pat::Invalid(_) | Pat::Expr(_) => {}
        }
    }

    /// Declares the head of the loop at `span` for its scope.
    pub(super) fn declare_for_head(&mut self, head: &ForHead, span: swc_common::Span) {
        if let ForHead::VarDecl(var) = head
            && var.kind != VarDeclKind::Var
            && let [VarDeclarator { name: Pat::Ident(name), .. }] = &var.decls[..]
        {
            self.functions.insert(name.id.span.lo.0, span.lo.0..span.hi.0);
        }
        match head {
            ForHead::VarDecl(var) => self.declare_variables(var, true),
            ForHead::UsingDecl(using) => self.declare_constants(&using.decls, true),
            ForHead::Pat(_) => {}
        }
    }

    /// Declares what the items of a module bind.
    pub(super) fn declare_module(&mut self, items: &[ModuleItem]) {
        for item in items {
            match item {
                ModuleItem::Stmt(stmt) => {
                    self.declare_vars(stmt);
                    if let Stmt::Decl(decl) = stmt {
                        self.declare_decl(decl, true);
                    }
                }
                ModuleItem::ModuleDecl(ModuleDecl::Import(import)) => {
                    for specifier in &import.specifiers {
                        let local = match specifier {
                            ImportSpecifier::Named(named) => &named.local,
                            ImportSpecifier::Default(default) => &default.local,
                            ImportSpecifier::Namespace(namespace) => &namespace.local,
                        };
                        let mark = self.trail.len();
                        self.declare_text(&local.sym, true);
                        self.make_constant(mark);
                    }
                }
                ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => self.declare_decl(&export.decl, true),
                ModuleItem::ModuleDecl(ModuleDecl::ExportDefaultDecl(export)) => {
                    let name = match &export.decl {
                        DefaultDecl::Class(class) => class.ident.as_ref(),
                        DefaultDecl::Fn(function) => function.ident.as_ref(),
                        DefaultDecl::TsInterfaceDecl(_) => None,
                    };
                    if let Some(name) = name {
                        self.declare_text(&name.sym, true);
                    }
                }
                ModuleItem::ModuleDecl(_) => {}
            }
        }
    }

    /// Declares the `var`s below `stmt`, nested functions left out.
    fn declare_vars(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Block(block) => self.declare_vars_of(&block.stmts),
            Stmt::With(with) => self.declare_vars(&with.body),
            Stmt::Labeled(labeled) => self.declare_vars(&labeled.body),
            Stmt::If(branches) => {
                self.declare_vars(&branches.cons);
                if let Some(alternative) = &branches.alt {
                    self.declare_vars(alternative);
                }
            }
            Stmt::Switch(switch) => {
                for case in &switch.cases {
                    self.declare_vars_of(&case.cons);
                }
            }
            Stmt::Try(parts) => {
                self.declare_vars_of(&parts.block.stmts);
                if let Some(handler) = &parts.handler {
                    self.declare_vars_of(&handler.body.stmts);
                }
                if let Some(finalizer) = &parts.finalizer {
                    self.declare_vars_of(&finalizer.stmts);
                }
            }
            Stmt::While(looped) => self.declare_vars(&looped.body),
            Stmt::DoWhile(looped) => self.declare_vars(&looped.body),
            Stmt::For(looped) => {
                if let Some(VarDeclOrExpr::VarDecl(var)) = &looped.init {
                    self.declare_var(var);
                }
                self.declare_vars(&looped.body);
            }
            Stmt::ForIn(looped) => {
                self.declare_var_head(&looped.left);
                self.declare_vars(&looped.body);
            }
            Stmt::ForOf(looped) => {
                self.declare_var_head(&looped.left);
                self.declare_vars(&looped.body);
            }
            Stmt::Decl(Decl::Var(var)) => self.declare_var(var),
            Stmt::Decl(_)
            | Stmt::Empty(_)
            | Stmt::Debugger(_)
            | Stmt::Return(_)
            | Stmt::Break(_)
            | Stmt::Continue(_)
            | Stmt::Throw(_)
            | Stmt::Expr(_) => {}
        }
    }

    fn declare_vars_of(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            self.declare_vars(stmt);
        }
    }

    fn declare_var(&mut self, var: &VarDecl) {
        if var.kind == VarDeclKind::Var {
            for declarator in &var.decls {
                // The checker names a pattern as a whole.
                self.hoisted.insert(declarator.name.span_lo().0);
                self.note_hoisted(&declarator.name);
            }
            self.declare_declarators(&var.decls, false);
        }
    }

    /// Notes where the names of a `var` stand.
    fn note_hoisted(&mut self, pattern: &Pat) {
        for_each_name(pattern, &mut |name| {
            self.hoisted.insert(name.span.lo.0);
        });
    }

    /// Notes where the parameter `pattern` of an arrow function binds a name `let`.
    pub(super) fn note_let_parameter(&mut self, pattern: &Pat) {
        for_each_name(pattern, &mut |name| {
            if original(&self.stand_ins, &name.sym) == "let" {
                self.let_parameters.insert(name.span.lo.0);
            }
        });
    }

    /// Whether the name at `place` is a parameter `let` of an arrow function.
    pub(super) fn is_let_parameter(&self, place: u32) -> bool {
        self.let_parameters.contains(&place)
    }

    fn declare_var_head(&mut self, head: &ForHead) {
        if let ForHead::VarDecl(var) = head {
            self.declare_var(var);
        }
    }
}

/// Calls `note` for each name that `pattern` binds.
fn for_each_name(pattern: &Pat, note: &mut impl FnMut(&Ident)) {
    match pattern {
        Pat::Ident(name) => note(&name.id),
        Pat::Array(array) => {
            for element in array.elems.iter().flatten() {
                for_each_name(element, note);
            }
        }
        Pat::Rest(rest) => for_each_name(&rest.arg, note),
        Pat::Object(object) => {
            for property in &object.props {
                match property {
                    ObjectPatProp::KeyValue(pair) => for_each_name(&pair.value, note),
                    ObjectPatProp::Assign(shorthand) => note(&shorthand.key.id),
                    ObjectPatProp::Rest(rest) => for_each_name(&rest.arg, note),
                }
            }
        }
        Pat::Assign(default) => for_each_name(&default.left, note),
        Pat::Invalid(_) | Pat::Expr(_) => {}
    }
}
