//! `var` against the names around it, where the parser loses sight of them.
//!
//! Entering: the parser's tree. Leaving: an error for each name of a `var` that meets a lexical declaration of the same
//! name on its way out to its function (ECMA-262, early errors of `Block`, `ForStatement`, `CatchClause` and their kin:
//! `VarDeclaredNames` against `LexicallyDeclaredNames` and `BoundNames`). A simple parameter of `catch` lets it pass
//! (Annex B.3.4). The parser knows all of this but stops at the first name that it finds, which may be such a parameter:
//! `let x; try {} catch (x) { var x }`. So only programs are looked through that have one of those.

use super::diagnostics;
use oxc_ast::ast::{
    BindingPattern, BlockStatement, CatchClause, Class, Declaration, ExportDefaultDeclarationKind, ForInStatement,
    ForOfStatement, ForStatement, ForStatementInit, ForStatementLeft, Function, FunctionBody,
    ImportDeclarationSpecifier, Program, Statement, StaticBlock, SwitchStatement, VariableDeclaration,
};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::{Scoping, SymbolFlags};
use rustc_hash::FxHashMap;
use sx_base::{Diagnostic, Span};

/// Whether the parser may have lost sight of a name: a parameter of `catch`, or a function in a block, is declared again.
pub(super) fn may_miss(scoping: &Scoping) -> bool {
    let is_stop = |flags: SymbolFlags| flags.intersects(SymbolFlags::CatchVariable | SymbolFlags::Function);
    let mut symbols = scoping.symbol_ids();
    symbols.any(|symbol| is_stop(scoping.symbol_flags(symbol)) && !scoping.symbol_redeclarations(symbol).is_empty())
}

/// The conflicts in `program`.
pub(super) fn conflicts(program: &Program<'_>) -> Vec<Diagnostic> {
    let mut walk = Walk { scopes: vec![], errors: vec![] };
    walk.visit_program(program);
    walk.errors
}

/// The lexical names of one scope, and where they are declared.
#[derive(Default)]
struct Names {
    lexical: FxHashMap<String, Span>,
    /// `var`s within end here.
    is_function: bool,
}

struct Walk {
    scopes: Vec<Names>,
    errors: Vec<Diagnostic>,
}

impl Names {
    fn add(&mut self, name: &str, span: oxc_span::Span) {
        self.lexical.entry(name.to_owned()).or_insert(Span::new(span.start, span.end));
    }

    fn add_pattern(&mut self, pattern: &BindingPattern<'_>) {
        for name in pattern.get_binding_identifiers() {
            self.add(&name.name, name.span);
        }
    }

    fn add_variables(&mut self, declaration: &VariableDeclaration<'_>) {
        if !declaration.kind.is_var() {
            declaration.declarations.iter().for_each(|declarator| self.add_pattern(&declarator.id));
        }
    }

    fn add_class(&mut self, class: &Class<'_>) {
        if let Some(name) = &class.id {
            self.add(&name.name, name.span);
        }
    }

    fn add_function(&mut self, function: &Function<'_>) {
        if let Some(name) = &function.id {
            self.add(&name.name, name.span);
        }
    }

    fn add_declaration(&mut self, declaration: &Declaration<'_>, functions: bool) {
        match declaration {
            Declaration::VariableDeclaration(variables) => self.add_variables(variables),
            Declaration::ClassDeclaration(class) => self.add_class(class),
            Declaration::FunctionDeclaration(function) if functions => self.add_function(function),
            _ => {}
        }
    }

    /// The names that `stmts` declare lexically; functions are among them but at the top of functions and scripts.
    fn add_statements<'s, 'a: 's>(&mut self, stmts: impl IntoIterator<Item = &'s Statement<'a>>, functions: bool) {
        for stmt in stmts {
            let mut stmt = stmt;
            while let Statement::LabeledStatement(labeled) = stmt {
                stmt = &labeled.body;
            }
            match stmt {
                Statement::ImportDeclaration(import) => {
                    for specifier in import.specifiers.iter().flatten() {
                        let local = match specifier {
                            ImportDeclarationSpecifier::ImportSpecifier(named) => &named.local,
                            ImportDeclarationSpecifier::ImportDefaultSpecifier(default) => &default.local,
                            ImportDeclarationSpecifier::ImportNamespaceSpecifier(all) => &all.local,
                        };
                        self.add(&local.name, local.span);
                    }
                }
                Statement::ExportDeclaration(export) => self.add_declaration(&export.declaration, functions),
                Statement::ExportDefaultDeclaration(export) => match &export.declaration {
                    ExportDefaultDeclarationKind::ClassDeclaration(class) => self.add_class(class),
                    ExportDefaultDeclarationKind::FunctionDeclaration(function) => self.add_function(function),
                    _ => {}
                },
                stmt => {
                    if let Some(declaration) = stmt.as_declaration() {
                        self.add_declaration(declaration, functions);
                    }
                }
            }
        }
    }
}

impl Walk {
    fn within(&mut self, names: Names, walk: impl FnOnce(&mut Self)) {
        self.scopes.push(names);
        walk(self);
        self.scopes.pop();
    }

    fn within_statements(&mut self, stmts: &[Statement<'_>], is_function: bool, walk: impl FnOnce(&mut Self)) {
        let mut names = Names { is_function, ..Names::default() };
        names.add_statements(stmts, !is_function);
        self.within(names, walk);
    }

    /// Sees where the name of a `var` meets another on its way out.
    fn check(&mut self, name: &str, span: oxc_span::Span) {
        for scope in self.scopes.iter().rev() {
            if let Some(&other) = scope.lexical.get(name) {
                let place = Span::new(span.start, span.end);
                let message = format!("Identifier `{name}` has already been declared");
                let error = diagnostics::syntax_error(other, &message).label(place, "it can not be redeclared here");
                self.errors.push(error.label(other, format!("`{name}` has already been declared here")));
                return;
            }
            if scope.is_function {
                return;
            }
        }
    }
}

impl<'a> Visit<'a> for Walk {
    fn visit_program(&mut self, program: &Program<'a>) {
        let mut names = Names { is_function: true, ..Names::default() };
        names.add_statements(&program.body, program.source_type.is_module());
        self.within(names, |this| walk::walk_program(this, program));
    }

    fn visit_function_body(&mut self, body: &FunctionBody<'a>) {
        self.within_statements(&body.statements, true, |this| walk::walk_function_body(this, body));
    }

    fn visit_static_block(&mut self, block: &StaticBlock<'a>) {
        self.within_statements(&block.body, true, |this| walk::walk_static_block(this, block));
    }

    fn visit_block_statement(&mut self, block: &BlockStatement<'a>) {
        self.within_statements(&block.body, false, |this| walk::walk_block_statement(this, block));
    }

    fn visit_switch_statement(&mut self, switch: &SwitchStatement<'a>) {
        let mut names = Names::default();
        names.add_statements(switch.cases.iter().flat_map(|case| &case.consequent), true);
        self.within(names, |this| walk::walk_switch_statement(this, switch));
    }

    fn visit_for_statement(&mut self, stmt: &ForStatement<'a>) {
        let mut names = Names::default();
        if let Some(ForStatementInit::VariableDeclaration(head)) = &stmt.init {
            names.add_variables(head);
        }
        self.within(names, |this| walk::walk_for_statement(this, stmt));
    }

    fn visit_for_in_statement(&mut self, stmt: &ForInStatement<'a>) {
        let mut names = Names::default();
        if let ForStatementLeft::VariableDeclaration(head) = &stmt.left {
            names.add_variables(head);
        }
        self.within(names, |this| walk::walk_for_in_statement(this, stmt));
    }

    fn visit_for_of_statement(&mut self, stmt: &ForOfStatement<'a>) {
        let mut names = Names::default();
        if let ForStatementLeft::VariableDeclaration(head) = &stmt.left {
            names.add_variables(head);
        }
        self.within(names, |this| walk::walk_for_of_statement(this, stmt));
    }

    fn visit_catch_clause(&mut self, clause: &CatchClause<'a>) {
        let mut names = Names::default();
        if let Some(parameter) = &clause.param
            && !matches!(parameter.pattern, BindingPattern::BindingIdentifier(_))
        {
            names.add_pattern(&parameter.pattern);
        }
        self.within(names, |this| walk::walk_catch_clause(this, clause));
    }

    fn visit_variable_declaration(&mut self, declaration: &VariableDeclaration<'a>) {
        if declaration.kind.is_var() {
            for declarator in &declaration.declarations {
                for name in declarator.id.get_binding_identifiers() {
                    self.check(&name.name, name.span);
                }
            }
        }
        walk::walk_variable_declaration(self, declaration);
    }
}
