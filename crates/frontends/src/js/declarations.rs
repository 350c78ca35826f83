//! Names that are declared twice.
//!
//! Entering: the parser's tree and its scopes. Leaving: an error for each name that meets a declaration it may not share
//! its scope with (ECMA-262, the early errors of `LexicallyDeclaredNames`, `VarDeclaredNames` and `BoundNames`):
//!
//! - Two lexical declarations of one scope. Plain functions of a sloppy block may be several (Annex B.3.2).
//! - A `var` and a lexical declaration on its way out to its function. A simple parameter of `catch` lets it pass (B.3.4).
//!   At the top of functions and scripts functions are `var`s.
//! - A parameter, of a function or of `catch`, and a lexical declaration of the body.
//! - Two parameters, but for simple ones of a sloppy function.
//!
//! A function that is a branch of `if` has a block of its own (B.3.3), and what functions of blocks are around the block is
//! never an error. The parser takes both for `var`s, and stops at the first name that it finds; what it says is not used
//! where a name is declared twice. Time is linear in the text, times the depth of blocks around a `var`.

use super::diagnostics;
use oxc_ast::ast::{
    ArrowFunctionBody, ArrowFunctionExpression, BindingIdentifier, BindingPattern, BlockStatement, CatchClause,
    Declaration, ExportDefaultDeclarationKind, ForInStatement, ForOfStatement, ForStatement, ForStatementInit,
    ForStatementLeft, FormalParameterKind, FormalParameters, Function, FunctionBody, Program, Statement, StaticBlock,
    SwitchStatement, VariableDeclaration,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::{Scoping, SymbolFlags};
use oxc_syntax::scope::{ScopeFlags, ScopeId};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use sx_base::{Diagnostic, Span};

/// Whether a name is declared twice, and not by `var`s and parameters alone.
pub(super) fn may_conflict(scoping: &Scoping) -> bool {
    scoping.symbol_ids().any(|symbol| {
        let redeclarations = scoping.symbol_redeclarations(symbol);
        !redeclarations.is_empty() && scoping.symbol_flags(symbol) != SymbolFlags::FunctionScopedVariable
    })
}

/// The conflicts in `program`.
pub(super) fn conflicts(program: &Program<'_>, scoping: &Scoping) -> Vec<Diagnostic> {
    let mut walk = Walk::new(scoping);
    walk.visit_program(program);
    walk.errors
}

/// One declaration of a name.
#[derive(Clone, Copy)]
struct Declared {
    span: oxc_span::Span,
    /// It is a function that is neither async nor a generator.
    is_plain_function: bool,
}

/// The names of one kind in one scope.
type Names<'a> = FxHashMap<&'a str, Declared>;

/// One scope and the names that it has lexically.
#[derive(Default)]
struct Block<'a> {
    lexical: Names<'a>,
    /// Plain functions may share a name.
    is_sloppy: bool,
    /// `var`s within end here.
    is_function: bool,
}

struct Walk<'a, 's> {
    scoping: &'s Scoping,
    scopes: Vec<Block<'a>>,
    errors: Vec<Diagnostic>,
}

impl<'a, 's> Walk<'a, 's> {
    fn new(scoping: &'s Scoping) -> Self {
        Self { scoping, scopes: vec![], errors: vec![] }
    }

    fn is_strict(&self, scope: ScopeId) -> bool {
        self.scoping.scope_flags(scope).is_strict_mode()
    }

    fn refuse(&mut self, name: &str, first: oxc_span::Span, second: oxc_span::Span) {
        let places = [first, second].map(|place| Span::new(place.start, place.end));
        // A `var` may have been declared by one that stands below.
        let [first, second] = if places[0] <= places[1] { places } else { [places[1], places[0]] };
        let error = diagnostics::syntax_error(second, &format!("Identifier `{name}` has already been declared"))
            .label(second, "it can not be redeclared here")
            .label(first, format!("`{name}` has already been declared here"));
        self.errors.push(error);
    }

    /// Adds a lexical name to `block`.
    fn add(&mut self, block: &mut Block<'a>, name: &BindingIdentifier<'a>, is_plain_function: bool) {
        let declared = Declared { span: name.span, is_plain_function };
        match block.lexical.entry(name.name.as_str()) {
            Entry::Vacant(entry) => {
                entry.insert(declared);
            }
            Entry::Occupied(entry) => {
                let first = *entry.get();
                if !(block.is_sloppy && is_plain_function && first.is_plain_function) {
                    self.refuse(&name.name, first.span, name.span);
                }
            }
        }
    }

    fn add_pattern(&mut self, block: &mut Block<'a>, pattern: &BindingPattern<'a>) {
        for name in pattern.get_binding_identifiers() {
            self.add(block, name, false);
        }
    }

    fn add_variables(&mut self, block: &mut Block<'a>, declaration: &VariableDeclaration<'a>) {
        if !declaration.kind.is_var() {
            for declarator in &declaration.declarations {
                self.add_pattern(block, &declarator.id);
            }
        }
    }

    fn add_function(&mut self, block: &mut Block<'a>, function: &Function<'a>) {
        if let Some(name) = &function.id {
            self.add(block, name, !function.r#async && !function.generator);
        }
    }

    fn add_declaration(&mut self, block: &mut Block<'a>, declaration: &Declaration<'a>, functions: bool) {
        match declaration {
            Declaration::VariableDeclaration(variables) => self.add_variables(block, variables),
            Declaration::ClassDeclaration(class) => {
                if let Some(name) = &class.id {
                    self.add(block, name, false);
                }
            }
            Declaration::FunctionDeclaration(function) if functions => self.add_function(block, function),
            _ => {}
        }
    }

    /// Adds the names that `stmts` declare lexically. `functions`: those of functions, too.
    fn add_statements(&mut self, block: &mut Block<'a>, stmts: &[Statement<'a>], functions: bool) {
        for stmt in stmts {
            match unlabeled(stmt) {
                Statement::ImportDeclaration(import) => {
                    for specifier in import.specifiers.iter().flatten() {
                        self.add(block, specifier.local(), false);
                    }
                }
                Statement::ExportDeclaration(export) => self.add_declaration(block, &export.declaration, functions),
                Statement::ExportDefaultDeclaration(export) => match &export.declaration {
                    ExportDefaultDeclarationKind::ClassDeclaration(class) => {
                        if let Some(name) = &class.id {
                            self.add(block, name, false);
                        }
                    }
                    ExportDefaultDeclarationKind::FunctionDeclaration(function) => self.add_function(block, function),
                    _ => {}
                },
                stmt => {
                    if let Some(declaration) = stmt.as_declaration() {
                        self.add_declaration(block, declaration, functions);
                    }
                }
            }
        }
    }

    fn within(&mut self, block: Block<'a>, walk: impl FnOnce(&mut Self)) {
        self.scopes.push(block);
        walk(self);
        self.scopes.pop();
    }

    /// A block of its own: braces, or the clauses of a `switch`.
    fn block(&self, scope: ScopeId) -> Block<'a> {
        Block { is_sloppy: !self.is_strict(scope), ..Block::default() }
    }

    /// The body of a function with `params`, or another where `var`s end.
    fn within_body(&mut self, stmts: &[Statement<'a>], params: &Names<'a>, walk: impl FnOnce(&mut Self)) {
        let mut body = Block { is_function: true, ..Block::default() };
        self.add_statements(&mut body, stmts, false);
        self.refuse_shared(params, &body.lexical);
        if !body.lexical.is_empty() {
            for stmt in stmts {
                if let Statement::FunctionDeclaration(function) = unlabeled(stmt)
                    && let Some(name) = &function.id
                    && let Some(other) = body.lexical.get(name.name.as_str())
                {
                    self.refuse(&name.name, other.span, name.span);
                }
            }
        }
        self.within(body, walk);
    }

    /// Refuses the `lexical` names of a body that are those of parameters.
    fn refuse_shared(&mut self, params: &Names<'a>, lexical: &Names<'a>) {
        let shared = params.iter().filter_map(|(name, param)| Some((*name, param.span, lexical.get(name)?.span)));
        let mut shared: Vec<_> = shared.collect();
        shared.sort_unstable_by_key(|(_, param, _)| param.start);
        for (name, param, declared) in shared {
            self.refuse(name, param, declared);
        }
    }

    /// The names of `params`, of which each may be there once unless `may_repeat`.
    fn params(&mut self, params: &FormalParameters<'a>, may_repeat: bool) -> Names<'a> {
        let mut block = Block { is_sloppy: may_repeat, ..Block::default() };
        let rest = params.rest.iter().map(|rest| &rest.rest.argument);
        for pattern in params.items.iter().map(|param| &param.pattern).chain(rest) {
            for name in pattern.get_binding_identifiers() {
                self.add(&mut block, name, may_repeat);
            }
        }
        block.lexical
    }

    /// Sees where the name of a `var` meets another on its way out.
    fn check_var(&mut self, name: &BindingIdentifier<'a>) {
        for block in self.scopes.iter().rev() {
            if let Some(&other) = block.lexical.get(name.name.as_str()) {
                return self.refuse(&name.name, other.span, name.span);
            }
            if block.is_function {
                return;
            }
        }
    }

    fn for_head(&mut self, head: &ForStatementLeft<'a>) -> Block<'a> {
        let mut block = Block::default();
        if let ForStatementLeft::VariableDeclaration(head) = head {
            self.add_variables(&mut block, head);
        }
        block
    }
}

/// `stmt` without its labels.
fn unlabeled<'t, 'a>(mut stmt: &'t Statement<'a>) -> &'t Statement<'a> {
    while let Statement::LabeledStatement(labeled) = stmt {
        stmt = &labeled.body;
    }
    stmt
}

impl<'a> Visit<'a> for Walk<'a, '_> {
    fn visit_program(&mut self, program: &Program<'a>) {
        if program.source_type.is_module() {
            let mut block = Block { is_function: true, ..Block::default() };
            self.add_statements(&mut block, &program.body, true);
            self.within(block, |this| walk::walk_program(this, program));
        } else {
            self.within_body(&program.body, &Names::default(), |this| walk::walk_program(this, program));
        }
    }

    fn visit_function(&mut self, function: &Function<'a>, _: ScopeFlags) {
        let is_simple = function.params.rest.is_none()
            && function.params.items.iter().all(|param| {
                matches!(param.pattern, BindingPattern::BindingIdentifier(_)) && param.initializer.is_none()
            });
        let is_unique = function.params.kind != FormalParameterKind::FormalParameter;
        let may_repeat = is_simple && !is_unique && !self.is_strict(function.scope_id());
        let params = self.params(&function.params, may_repeat);
        self.visit_formal_parameters(&function.params);
        if let Some(body) = &function.body {
            self.within_body(&body.statements, &params, |this| walk::walk_function_body(this, body));
        }
    }

    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        let params = self.params(&arrow.params, false);
        self.visit_formal_parameters(&arrow.params);
        match &arrow.body {
            ArrowFunctionBody::FunctionBody(body) => {
                self.within_body(&body.statements, &params, |this| walk::walk_function_body(this, body));
            }
            value => {
                if let Some(value) = value.as_expression() {
                    self.visit_expression(value);
                }
            }
        }
    }

    fn visit_function_body(&mut self, body: &FunctionBody<'a>) {
        self.within_body(&body.statements, &Names::default(), |this| walk::walk_function_body(this, body));
    }

    fn visit_static_block(&mut self, block: &StaticBlock<'a>) {
        self.within_body(&block.body, &Names::default(), |this| walk::walk_static_block(this, block));
    }

    fn visit_block_statement(&mut self, stmt: &BlockStatement<'a>) {
        let mut block = self.block(stmt.scope_id());
        self.add_statements(&mut block, &stmt.body, true);
        self.within(block, |this| walk::walk_block_statement(this, stmt));
    }

    fn visit_switch_statement(&mut self, switch: &SwitchStatement<'a>) {
        self.visit_expression(&switch.discriminant);
        let mut block = self.block(switch.scope_id());
        for case in &switch.cases {
            self.add_statements(&mut block, &case.consequent, true);
        }
        self.within(block, |this| this.visit_switch_cases(&switch.cases));
    }

    fn visit_for_statement(&mut self, stmt: &ForStatement<'a>) {
        let mut block = Block::default();
        if let Some(ForStatementInit::VariableDeclaration(head)) = &stmt.init {
            self.add_variables(&mut block, head);
        }
        self.within(block, |this| walk::walk_for_statement(this, stmt));
    }

    fn visit_for_in_statement(&mut self, stmt: &ForInStatement<'a>) {
        let block = self.for_head(&stmt.left);
        self.within(block, |this| walk::walk_for_in_statement(this, stmt));
    }

    fn visit_for_of_statement(&mut self, stmt: &ForOfStatement<'a>) {
        let block = self.for_head(&stmt.left);
        self.within(block, |this| walk::walk_for_of_statement(this, stmt));
    }

    fn visit_catch_clause(&mut self, clause: &CatchClause<'a>) {
        let mut block = Block::default();
        if let Some(parameter) = &clause.param {
            self.add_pattern(&mut block, &parameter.pattern);
            // What is wrong within the body comes later.
            let (mut alone, mut body) = (Walk::new(self.scoping), Block::default());
            alone.add_statements(&mut body, &clause.body.body, true);
            self.refuse_shared(&block.lexical, &body.lexical);
            if matches!(parameter.pattern, BindingPattern::BindingIdentifier(_)) {
                block.lexical.clear();
            }
        }
        self.within(block, |this| walk::walk_catch_clause(this, clause));
    }

    fn visit_variable_declaration(&mut self, declaration: &VariableDeclaration<'a>) {
        if declaration.kind.is_var() {
            for declarator in &declaration.declarations {
                for name in declarator.id.get_binding_identifiers() {
                    self.check_var(name);
                }
            }
        }
        walk::walk_variable_declaration(self, declaration);
    }
}
