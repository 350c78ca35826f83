//! The names in scope: which are bound, which are free, and how a name must be spelled to be read back.
//!
//! In Lisp a visible binding shadows special forms and macros, so `list` can be written plainly below a parameter
//! `list`. A binding is *certain* where the expander is sure to see it: parameters, and what the statements of a body
//! or block declare directly. A `var` deeper down is bound, but not certain: there a name that a form would take is
//! written `\list`.

use super::mask::{Masks, original};
use super::names;
use super::shadowed::{TakenNames, WHOLE_FILE};
use oxc_ast::ast::{
    BindingIdentifier, BindingPattern, Declaration, ExportDefaultDeclarationKind, ForStatementInit, ForStatementLeft,
    Statement, VariableDeclaration, VariableDeclarator,
};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Span, Symbol};

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
    taken: TakenNames,
    /// The functions around, outermost first.
    functions: Vec<Span>,
    /// What stands for another name in the tree, and for which.
    stand_ins: Vec<(String, &'static str)>,
    /// Where arrow functions have parameters `let`.
    let_parameters: FxHashSet<u32>,
    /// Where `eval` and `arguments` are read.
    reads: FxHashSet<u32>,
    /// Where jumps name labels that there are.
    known_labels: FxHashSet<u32>,
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
            taken: TakenNames::default(),
            functions: vec![WHOLE_FILE],
            stand_ins: vec![],
            let_parameters: FxHashSet::default(),
            reads: FxHashSet::default(),
            known_labels: FxHashSet::default(),
        }
    }

    /// Says which names the tree hides.
    pub(super) fn set_masks(&mut self, masks: &Masks) {
        self.stand_ins = masks.stand_ins().to_vec();
    }

    /// Writes the names of the program for those that the tree has in `message`.
    pub(super) fn unmask(&self, message: &mut String) {
        for (stand_in, original) in &self.stand_ins {
            *message = message.replace(&format!("`{stand_in}`"), &format!("`{original}`"));
        }
    }

    /// Notes that the name at `place` is read.
    pub(super) fn note_read(&mut self, place: u32) {
        self.reads.insert(place);
    }

    /// Whether the name at `place` is `eval` or `arguments` and read.
    pub(super) fn is_read(&self, place: u32) -> bool {
        self.reads.contains(&place)
    }

    /// Notes that a jump names a label at `place`, which there is.
    pub(super) fn note_known_label(&mut self, place: u32) {
        self.known_labels.insert(place);
    }

    /// Whether a jump names a label at `place`, which there is.
    pub(super) fn is_known_label(&self, place: u32) -> bool {
        self.known_labels.contains(&place)
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
            let around = self.functions.last().copied().unwrap_or(WHOLE_FILE);
            self.taken.add(name, around);
        }
    }

    /// Adds a binding of the name `text`.
    pub(super) fn declare_text(&mut self, text: &str, certain: bool) {
        let name = Symbol::intern(original(&self.stand_ins, text));
        self.declare(name, certain);
    }

    /// Adds the `arguments` of a function. In Lisp nothing declares it: where a constant around has the name, that is what
    /// it stands for, and an assignment must not be checked.
    pub(super) fn declare_arguments(&mut self) {
        let name = Symbol::intern("arguments");
        let is_constant = self.is_constant(name);
        self.declare(name, true);
        if is_constant && let Some(visible) = self.visible.get_mut(&name) {
            visible.is_constant = true;
        }
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
                self.taken.add(name, WHOLE_FILE);
            }
        }
        false
    }

    /// The free names that need a declaration, in the order of their first use.
    pub(super) fn free_names(&self) -> &[Symbol] {
        &self.free
    }

    /// Begins the function at `span`, before its parameters are declared.
    pub(super) fn enter_function(&mut self, span: Span) {
        self.functions.push(span);
    }

    /// Ends the innermost function.
    pub(super) fn leave_function(&mut self) {
        self.functions.pop();
    }

    /// The names of the file that a form or macro answers to as well.
    pub(super) fn into_taken_names(self) -> TakenNames {
        self.taken
    }

    /// Declares what `stmts`, a function body or script, bind: every `var` in them, and their direct declarations.
    pub(super) fn declare_hoisted(&mut self, stmts: &[Statement<'_>]) {
        for stmt in stmts {
            self.declare_vars(stmt);
        }
        self.declare_direct(stmts);
    }

    /// Declares what the statements of a block declare directly.
    pub(super) fn declare_direct(&mut self, stmts: &[Statement<'_>]) {
        for stmt in stmts {
            if let Some(decl) = stmt.as_declaration() {
                self.declare_decl(decl, true);
            }
        }
    }

    /// Declares what the statements of one `case` declare directly, of which the expander may know only later.
    /// The cases of a `switch` are one block.
    pub(super) fn declare_direct_uncertain(&mut self, stmts: &[Statement<'_>]) {
        for stmt in stmts {
            if let Some(decl) = stmt.as_declaration() {
                self.declare_decl(decl, false);
            }
        }
    }

    /// Declares the names of a declaration.
    fn declare_decl(&mut self, decl: &Declaration<'_>, certain: bool) {
        match decl {
            Declaration::ClassDeclaration(class) => self.declare_own(class.id.as_ref(), certain),
            Declaration::FunctionDeclaration(function) => self.declare_own(function.id.as_ref(), certain),
            Declaration::VariableDeclaration(var) => self.declare_variables(var, certain),
            _ => {}
        }
    }

    fn declare_own(&mut self, name: Option<&BindingIdentifier<'_>>, certain: bool) {
        if let Some(name) = name {
            self.declare_text(&name.name, certain);
        }
    }

    /// Declares the names of a variable declaration.
    pub(super) fn declare_variables(&mut self, var: &VariableDeclaration<'_>, certain: bool) {
        let mark = self.trail.len();
        self.declare_declarators(&var.declarations, certain);
        if var.kind.is_const() || var.kind.is_using() {
            self.make_constant(mark);
        }
    }

    /// Declares the names of declarators.
    pub(super) fn declare_declarators(&mut self, declarators: &[VariableDeclarator<'_>], certain: bool) {
        for declarator in declarators {
            self.declare_pattern(&declarator.id, certain);
        }
    }

    /// Declares the names of a pattern.
    pub(super) fn declare_pattern(&mut self, pattern: &BindingPattern<'_>, certain: bool) {
        for_each_name(pattern, &mut |name| self.declare_text(&name.name, certain));
    }

    /// Declares the head of a loop for its scope.
    pub(super) fn declare_for_head(&mut self, head: &ForStatementLeft<'_>) {
        let ForStatementLeft::VariableDeclaration(var) = head else { return };
        self.declare_variables(var, true);
    }

    /// Declares what the statements of a module bind.
    pub(super) fn declare_module(&mut self, stmts: &[Statement<'_>]) {
        for stmt in stmts {
            self.declare_vars(stmt);
            match stmt {
                Statement::ImportDeclaration(import) => {
                    for specifier in import.specifiers.iter().flatten() {
                        let mark = self.trail.len();
                        self.declare_text(&specifier.local().name, true);
                        self.make_constant(mark);
                    }
                }
                Statement::ExportDeclaration(export) => self.declare_decl(&export.declaration, true),
                Statement::ExportDefaultDeclaration(export) => match &export.declaration {
                    ExportDefaultDeclarationKind::ClassDeclaration(class) => self.declare_own(class.id.as_ref(), true),
                    ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                        self.declare_own(function.id.as_ref(), true);
                    }
                    _ => {}
                },
                other => {
                    if let Some(decl) = other.as_declaration() {
                        self.declare_decl(decl, true);
                    }
                }
            }
        }
    }

    /// Declares the `var`s below `stmt`, nested functions left out.
    fn declare_vars(&mut self, stmt: &Statement<'_>) {
        match stmt {
            Statement::BlockStatement(block) => self.declare_vars_of(&block.body),
            Statement::WithStatement(with) => self.declare_vars(&with.body),
            Statement::LabeledStatement(labeled) => self.declare_vars(&labeled.body),
            Statement::IfStatement(branches) => {
                self.declare_vars(&branches.consequent);
                if let Some(alternative) = &branches.alternate {
                    self.declare_vars(alternative);
                }
            }
            Statement::SwitchStatement(switch) => {
                for case in &switch.cases {
                    self.declare_vars_of(&case.consequent);
                }
            }
            Statement::TryStatement(parts) => {
                self.declare_vars_of(&parts.block.body);
                if let Some(handler) = &parts.handler {
                    self.declare_vars_of(&handler.body.body);
                }
                if let Some(finalizer) = &parts.finalizer {
                    self.declare_vars_of(&finalizer.body);
                }
            }
            Statement::WhileStatement(looped) => self.declare_vars(&looped.body),
            Statement::DoWhileStatement(looped) => self.declare_vars(&looped.body),
            Statement::ForStatement(looped) => {
                if let Some(ForStatementInit::VariableDeclaration(var)) = &looped.init {
                    self.declare_var(var);
                }
                self.declare_vars(&looped.body);
            }
            Statement::ForInStatement(looped) => {
                self.declare_var_head(&looped.left);
                self.declare_vars(&looped.body);
            }
            Statement::ForOfStatement(looped) => {
                self.declare_var_head(&looped.left);
                self.declare_vars(&looped.body);
            }
            Statement::VariableDeclaration(var) => self.declare_var(var),
            _ => {}
        }
    }

    fn declare_vars_of(&mut self, stmts: &[Statement<'_>]) {
        for stmt in stmts {
            self.declare_vars(stmt);
        }
    }

    fn declare_var(&mut self, var: &VariableDeclaration<'_>) {
        if var.kind.is_var() {
            self.declare_declarators(&var.declarations, false);
        }
    }

    /// Notes where the parameter `pattern` of an arrow function binds a name `let`.
    pub(super) fn note_let_parameter(&mut self, pattern: &BindingPattern<'_>) {
        for_each_name(pattern, &mut |name| {
            if original(&self.stand_ins, &name.name) == "let" {
                self.let_parameters.insert(name.span.start);
            }
        });
    }

    /// Whether the name at `place` is a parameter `let` of an arrow function.
    pub(super) fn is_let_parameter(&self, place: u32) -> bool {
        self.let_parameters.contains(&place)
    }

    fn declare_var_head(&mut self, head: &ForStatementLeft<'_>) {
        if let ForStatementLeft::VariableDeclaration(var) = head {
            self.declare_var(var);
        }
    }
}

/// Calls `note` for each name that `pattern` binds.
pub(super) fn for_each_name(pattern: &BindingPattern<'_>, note: &mut impl FnMut(&BindingIdentifier<'_>)) {
    match pattern {
        BindingPattern::BindingIdentifier(name) => note(name),
        BindingPattern::ArrayPattern(array) => {
            for element in array.elements.iter().flatten() {
                for_each_name(element, note);
            }
            if let Some(rest) = &array.rest {
                for_each_name(&rest.argument, note);
            }
        }
        BindingPattern::ObjectPattern(object) => {
            for property in &object.properties {
                for_each_name(&property.value, note);
            }
            if let Some(rest) = &object.rest {
                for_each_name(&rest.argument, note);
            }
        }
        BindingPattern::AssignmentPattern(default) => for_each_name(&default.left, note),
    }
}
