//! Statements and module items of the oracle, as IR.

use super::Reader;
use super::expr::{Leaf, sym};
use swc_common::Spanned;
use swc_ecma_ast::*;
use sx_base::Symbol;
use sx_ir::{DeclareKind, Flags, Kind, NO_SYMBOL, NodeId};

const NONE: Flags = Flags::NONE;

impl Reader {
    pub(crate) fn read_program(&mut self, program: &Program) {
        let kids = match program {
            Program::Module(module) => {
                let mut in_prologue = true;
                module
                    .body
                    .iter()
                    .map(|item| match item {
                        ModuleItem::Stmt(stmt) => self.item(stmt, &mut in_prologue),
                        ModuleItem::ModuleDecl(decl) => {
                            in_prologue = false;
                            self.module_decl(decl)
                        }
                    })
                    .collect()
            }
            Program::Script(script) => self.items(&script.body),
        };
        let root = self.node(Kind::Program, NONE, 0, &kids, program.span());
        self.tree.root = Some(root);
    }

    fn items(&mut self, stmts: &[Stmt]) -> Vec<NodeId> {
        let mut in_prologue = true;
        stmts.iter().map(|stmt| self.item(stmt, &mut in_prologue)).collect()
    }

    fn item(&mut self, stmt: &Stmt, in_prologue: &mut bool) -> NodeId {
        if *in_prologue
            && let Stmt::Expr(expr) = stmt
            && let Expr::Lit(Lit::Str(text)) = &*expr.expr
        {
            let raw = text.raw.clone().expect("a spelling");
            return self.leaf(Kind::Directive, NONE, sym(&raw[1..raw.len() - 1]), stmt.span());
        }
        *in_prologue = false;
        self.stmt(stmt)
    }

    pub(crate) fn body(&mut self, stmts: &[Stmt]) -> NodeId {
        let kids = self.items(stmts);
        self.tree.add(Kind::Body, NONE, 0, &kids, sx_base::Span::NONE, sx_base::Span::NONE)
    }

    fn block(&mut self, block: &BlockStmt) -> NodeId {
        let kids: Vec<_> = block.stmts.iter().map(|stmt| self.stmt(stmt)).collect();
        self.node(Kind::Block, NONE, 0, &kids, block.span)
    }

    fn opt(&mut self, expr: Option<&Expr>) -> NodeId {
        match expr {
            Some(expr) => self.expr(expr),
            None => self.none(),
        }
    }

    fn label(label: Option<&Ident>) -> u32 {
        label.map_or(NO_SYMBOL, |label| sym(&label.sym))
    }

    fn stmt(&mut self, stmt: &Stmt) -> NodeId {
        let span = stmt.span();
        match stmt {
            Stmt::Block(block) => self.block(block),
            Stmt::Empty(_) => self.leaf(Kind::Empty, NONE, 0, span),
            Stmt::Debugger(_) => self.leaf(Kind::Debugger, NONE, 0, span),
            Stmt::With(with) => {
                let kids = [self.expr(&with.obj), self.stmt(&with.body)];
                self.node(Kind::With, NONE, 0, &kids, span)
            }
            Stmt::Return(ret) => {
                let kid = self.opt(ret.arg.as_deref());
                self.node(Kind::Return, NONE, 0, &[kid], span)
            }
            Stmt::Labeled(labeled) => {
                let kid = self.stmt(&labeled.body);
                self.node(Kind::Label, NONE, sym(&labeled.label.sym), &[kid], span)
            }
            Stmt::Break(jump) => self.leaf(Kind::Break, NONE, Self::label(jump.label.as_ref()), span),
            Stmt::Continue(jump) => self.leaf(Kind::Continue, NONE, Self::label(jump.label.as_ref()), span),
            Stmt::If(branch) => {
                let (test, then) = (self.expr(&branch.test), self.stmt(&branch.cons));
                let otherwise = match &branch.alt {
                    Some(alt) => self.stmt(alt),
                    None => self.none(),
                };
                self.node(Kind::If, NONE, 0, &[test, then, otherwise], span)
            }
            Stmt::Switch(switch) => {
                let mut kids = vec![self.expr(&switch.discriminant)];
                for case in &switch.cases {
                    let mut parts = vec![self.opt(case.test.as_deref())];
                    parts.extend(case.cons.iter().map(|stmt| self.stmt(stmt)));
                    kids.push(self.node(Kind::Case, NONE, 0, &parts, case.span));
                }
                self.node(Kind::Switch, NONE, 0, &kids, span)
            }
            Stmt::Throw(throw) => {
                let kid = self.expr(&throw.arg);
                self.node(Kind::Throw, NONE, 0, &[kid], span)
            }
            Stmt::Try(tried) => self.try_stmt(tried),
            Stmt::While(looped) => {
                let kids = [self.expr(&looped.test), self.stmt(&looped.body)];
                self.node(Kind::While, NONE, 0, &kids, span)
            }
            Stmt::DoWhile(looped) => {
                let kids = [self.stmt(&looped.body), self.expr(&looped.test)];
                self.node(Kind::DoWhile, NONE, 0, &kids, span)
            }
            Stmt::For(looped) => {
                let init = match &looped.init {
                    None => self.none(),
                    Some(VarDeclOrExpr::VarDecl(decl)) => self.var_decl(decl),
                    Some(VarDeclOrExpr::Expr(expr)) => self.expr(expr),
                };
                let kids = [
                    init,
                    self.opt(looped.test.as_deref()),
                    self.opt(looped.update.as_deref()),
                    self.stmt(&looped.body),
                ];
                self.node(Kind::For, NONE, 0, &kids, span)
            }
            Stmt::ForIn(looped) => {
                let kids = [self.head(&looped.left), self.expr(&looped.right), self.stmt(&looped.body)];
                self.node(Kind::ForIn, NONE, 0, &kids, span)
            }
            Stmt::ForOf(looped) => {
                let kids = [self.head(&looped.left), self.expr(&looped.right), self.stmt(&looped.body)];
                self.node(Kind::ForOf, if looped.is_await { Flags::AWAIT } else { NONE }, 0, &kids, span)
            }
            Stmt::Decl(decl) => self.decl(decl),
            Stmt::Expr(expr) => {
                let kid = self.expr(&expr.expr);
                self.node(Kind::Expr, NONE, 0, &[kid], span)
            }
        }
    }

    fn try_stmt(&mut self, tried: &TryStmt) -> NodeId {
        let block = self.block(&tried.block);
        let catch = match &tried.handler {
            None => self.none(),
            Some(catch) => {
                let param = match &catch.param {
                    Some(param) => self.pat(param, Leaf::Bind),
                    None => self.none(),
                };
                let body = self.block(&catch.body);
                self.node(Kind::Catch, NONE, 0, &[param, body], catch.span)
            }
        };
        let finally = match &tried.finalizer {
            Some(block) => self.block(block),
            None => self.none(),
        };
        self.node(Kind::Try, NONE, 0, &[block, catch, finally], tried.span)
    }

    fn head(&mut self, head: &ForHead) -> NodeId {
        match head {
            ForHead::VarDecl(decl) => self.var_decl(decl),
            ForHead::UsingDecl(decl) => self.using_decl(decl),
            ForHead::Pat(pat) => self.pat(pat, Leaf::Place),
        }
    }

    fn declarators(&mut self, kind: DeclareKind, decls: &[VarDeclarator], span: swc_common::Span) -> NodeId {
        let mut kids = Vec::new();
        for decl in decls {
            let parts = [self.pat(&decl.name, Leaf::Bind), self.opt(decl.init.as_deref())];
            kids.push(self.node(Kind::Declarator, NONE, 0, &parts, decl.span));
        }
        self.node(Kind::Declare, NONE, kind.payload(), &kids, span)
    }

    fn var_decl(&mut self, decl: &VarDecl) -> NodeId {
        let kind = match decl.kind {
            VarDeclKind::Var => DeclareKind::Var,
            VarDeclKind::Let => DeclareKind::Let,
            VarDeclKind::Const => DeclareKind::Const,
        };
        self.declarators(kind, &decl.decls, decl.span)
    }

    fn using_decl(&mut self, decl: &UsingDecl) -> NodeId {
        let kind = if decl.is_await { DeclareKind::AwaitUsing } else { DeclareKind::Using };
        self.declarators(kind, &decl.decls, decl.span)
    }

    fn decl(&mut self, decl: &Decl) -> NodeId {
        match decl {
            Decl::Class(class) => self.class(Some(&class.ident), &class.class, Flags::DECLARATION),
            Decl::Fn(function) => {
                self.function(Some(&function.ident), &function.function, Flags::DECLARATION, decl.span())
            }
            Decl::Var(decl) => self.var_decl(decl),
            Decl::Using(decl) => self.using_decl(decl),
            other => panic!("declaration {other:?}"),
        }
    }

    fn export_name(&mut self, name: &ModuleExportName, is_local: bool) -> NodeId {
        match name {
            ModuleExportName::Ident(ident) if is_local => self.name(ident),
            ModuleExportName::Ident(ident) => self.leaf(Kind::KeyName, NONE, sym(&ident.sym), ident.span),
            ModuleExportName::Str(text) => self.str_node(text),
        }
    }

    fn attributes(&mut self, with: Option<&ObjectLit>) -> NodeId {
        match with {
            Some(object) => self.expr(&Expr::Object(object.clone())),
            None => self.none(),
        }
    }

    fn source(text: &Str) -> u32 {
        Symbol::intern_wtf8(text.value.as_bytes()).index()
    }

    fn module_decl(&mut self, decl: &ModuleDecl) -> NodeId {
        let span = decl.span();
        match decl {
            ModuleDecl::Import(import) => {
                let mut kids: Vec<_> = import.specifiers.iter().map(|spec| self.import_specifier(spec)).collect();
                kids.push(self.attributes(import.with.as_deref()));
                self.node(Kind::Import, NONE, Self::source(&import.src), &kids, span)
            }
            ModuleDecl::ExportDecl(export) => {
                let kid = self.decl(&export.decl);
                self.node(Kind::ExportDeclaration, NONE, 0, &[kid], span)
            }
            ModuleDecl::ExportNamed(export) => self.export_named(export),
            ModuleDecl::ExportDefaultDecl(export) => {
                let kid = match &export.decl {
                    DefaultDecl::Class(class) => self.class(class.ident.as_ref(), &class.class, Flags::DECLARATION),
                    DefaultDecl::Fn(function) => {
                        self.function(function.ident.as_ref(), &function.function, Flags::DECLARATION, span)
                    }
                    DefaultDecl::TsInterfaceDecl(_) => panic!("an interface"),
                };
                self.node(Kind::ExportDefault, NONE, 0, &[kid], span)
            }
            ModuleDecl::ExportDefaultExpr(export) => {
                let kid = self.expr(&export.expr);
                self.node(Kind::ExportDefault, NONE, 0, &[kid], span)
            }
            ModuleDecl::ExportAll(export) => {
                let kids = [self.none(), self.attributes(export.with.as_deref())];
                self.node(Kind::ExportAll, NONE, Self::source(&export.src), &kids, span)
            }
            other => panic!("module item {other:?}"),
        }
    }

    fn export_named(&mut self, export: &NamedExport) -> NodeId {
        if let [ExportSpecifier::Namespace(namespace)] = export.specifiers.as_slice() {
            let kids = [self.export_name(&namespace.name, false), self.attributes(export.with.as_deref())];
            let source = Self::source(export.src.as_ref().expect("a module"));
            return self.node(Kind::ExportAll, NONE, source, &kids, export.span);
        }
        let is_local = export.src.is_none();
        let mut kids = Vec::new();
        for specifier in &export.specifiers {
            let ExportSpecifier::Named(named) = specifier else { panic!("specifier {specifier:?}") };
            let local = self.export_name(&named.orig, is_local);
            let exported = self.export_name(named.exported.as_ref().unwrap_or(&named.orig), false);
            kids.push(self.node(Kind::ExportSpecifier, NONE, 0, &[local, exported], named.span));
        }
        match &export.src {
            None => self.node(Kind::ExportList, NONE, 0, &kids, export.span),
            Some(source) => {
                kids.push(self.attributes(export.with.as_deref()));
                self.node(Kind::ExportFrom, NONE, Self::source(source), &kids, export.span)
            }
        }
    }

    fn import_specifier(&mut self, specifier: &ImportSpecifier) -> NodeId {
        let span = specifier.span();
        match specifier {
            ImportSpecifier::Default(default) => {
                let kid = self.bind(&default.local);
                self.node(Kind::ImportDefault, NONE, 0, &[kid], span)
            }
            ImportSpecifier::Namespace(namespace) => {
                let kid = self.bind(&namespace.local);
                self.node(Kind::ImportNamespace, NONE, 0, &[kid], span)
            }
            ImportSpecifier::Named(named) => {
                let key = match &named.imported {
                    Some(name) => self.export_name(name, false),
                    None => self.leaf(Kind::KeyName, NONE, sym(&named.local.sym), named.local.span),
                };
                let kids = [key, self.bind(&named.local)];
                self.node(Kind::ImportNamed, NONE, 0, &kids, span)
            }
        }
    }
}
