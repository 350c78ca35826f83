//! Imports and exports.
//!
//! `import d, {a as b} from "m"` is `(import d {:a b} "m")`, `export {a as b}` is `(export {:b a})`: the keyword is
//! always the module's side, the name it is known by outside. Attributes are a map at the end.

use super::build::JsReader;
use super::names::name_kind;
use swc_common::Spanned;
use swc_ecma_ast::{
    ClassExpr, DefaultDecl, ExportAll, ExportSpecifier, Expr, ImportDecl, ImportPhase, ImportSpecifier, ModuleDecl,
    ModuleExportName, ModuleItem, NamedExport, ObjectLit,
};
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// Declares what a module binds.
    pub(super) fn declare_module(&mut self, items: &[ModuleItem]) {
        self.scope.declare_module(items);
    }

    /// The items of a module: directives first.
    pub(super) fn push_module_items(&mut self, items: &[ModuleItem]) {
        let is_directive = |item: &&ModuleItem| matches!(item, ModuleItem::Stmt(stmt) if stmt.can_precede_directive());
        let prologue = items.iter().take_while(is_directive).count();
        for (index, item) in items.iter().enumerate() {
            let form = match item {
                ModuleItem::Stmt(stmt) if index < prologue => self.read_directive(stmt),
                ModuleItem::Stmt(stmt) => self.read_stmt(stmt),
                ModuleItem::ModuleDecl(decl) => self.read_module_decl(decl),
            };
            self.push(form);
        }
    }

    fn read_module_decl(&mut self, decl: &ModuleDecl) -> FormId {
        let span = self.statement_span(decl.span());
        match decl {
            ModuleDecl::Import(import) => self.read_import(import),
            ModuleDecl::ExportDecl(export) => {
                let mark = self.open_keyword(CoreForm::Export, "export", span);
                let declared = self.read_decl(&export.decl);
                self.push(declared);
                self.close(mark, span)
            }
            ModuleDecl::ExportNamed(export) => self.read_export_named(export),
            ModuleDecl::ExportDefaultDecl(export) => {
                let mark = self.open_export_default(span);
                let declared = self.read_default_decl(&export.decl);
                self.push(declared);
                self.close(mark, span)
            }
            ModuleDecl::ExportDefaultExpr(export) => {
                let mark = self.open_export_default(span);
                let value = match super::operator::unwrap_parens(&export.expr) {
                    inner @ Expr::Class(_) => self.read_as_value(inner),
                    inner => self.read_expr(inner),
                };
                self.push(value);
                self.close(mark, span)
            }
            ModuleDecl::ExportAll(export) => self.read_export_all(export),
            ModuleDecl::TsImportEquals(_) | ModuleDecl::TsExportAssignment(_) | ModuleDecl::TsNamespaceExport(_) => {
                self.refuse(span, "TypeScript")
            }
        }
    }

    fn open_export_default(&mut self, span: Span) -> usize {
        let mark = self.open_keyword(CoreForm::Export, "export", span);
        let keyword = self.token(span.start + 6, "default");
        self.push_symbol("default", keyword);
        mark
    }

    fn read_default_decl(&mut self, decl: &DefaultDecl) -> FormId {
        match decl {
            DefaultDecl::Fn(function) => self.read_default_function(function),
            DefaultDecl::Class(ClassExpr { ident, class }) => self.read_class(ident.as_ref(), class, false),
            DefaultDecl::TsInterfaceDecl(interface) => self.refuse(self.span(interface.span), "TypeScript"),
        }
    }

    /// `(import d {a :b c} (* as ns) "m" {attrs})`.
    fn read_import(&mut self, import: &ImportDecl) -> FormId {
        let span = self.statement_span(import.span);
        if import.phase != ImportPhase::Evaluation || import.type_only {
            return self.refuse(span, "an import phase");
        }
        let mark = self.open_keyword(CoreForm::Import, "import", span);
        let from = self.span(import.src.span).start;
        // Names may hold braces as well, in escapes: `import \u{61}, {} from "m"`.
        let (braces, names) = match &import.specifiers[..] {
            [ImportSpecifier::Namespace(_), ..] | [_, ImportSpecifier::Namespace(_), ..] => (false, Span::at(from)),
            [ImportSpecifier::Default(default), ..] => self.braces_between(self.span(default.span).end, from),
            [] | [ImportSpecifier::Named(_), ..] => self.braces_between(span.start + 6, from),
        };
        let mut is_open = None;
        for specifier in &import.specifiers {
            match specifier {
                ImportSpecifier::Default(default) => {
                    let form = self.read_binder(&default.local.sym, self.span(default.local.span));
                    self.push(form);
                }
                ImportSpecifier::Namespace(namespace) => {
                    let local = self.read_binder(&namespace.local.sym, self.span(namespace.local.span));
                    self.push_star_as(local, self.span(namespace.span));
                }
                ImportSpecifier::Named(named) => {
                    is_open.get_or_insert(self.stack.len());
                    if let Some(imported) = &named.imported {
                        let key = self.read_export_key(imported);
                        self.push(key);
                    }
                    let local = self.read_binder(&named.local.sym, self.span(named.local.span));
                    self.push(local);
                }
            }
        }
        if let Some(inner) = is_open.or(braces.then_some(self.stack.len())) {
            let form = self.close_as(FormKind::Object, inner, names);
            self.push(form);
        }
        let specifier = self.read_string(&import.src);
        self.push(specifier);
        self.push_attributes(import.with.as_deref());
        self.close(mark, span)
    }

    /// Whether `{` stands before `to`, and the span up to its `}`. Only names and punctuation stand between.
    fn braces_between(&self, from: u32, to: u32) -> (bool, Span) {
        let open = self.find(from, "{");
        if open == from || open >= to {
            return (false, Span::at(from));
        }
        let close = self.text[open as usize..to as usize].rfind('}').map_or(to, |length| open + length as u32 + 1);
        (true, Span::new(open, close))
    }

    /// `(* as name)`.
    fn push_star_as(&mut self, name: FormId, span: Span) {
        let mark = self.mark();
        self.push_symbol("*", Span::new(span.start, span.start + 1));
        self.push_symbol("as", Span::at(span.start + 1));
        self.push(name);
        let form = self.close(mark, span);
        self.push(form);
    }

    /// The module's side of a specifier: `:a` or `"x-y"`.
    fn read_export_key(&mut self, name: &ModuleExportName) -> FormId {
        match name {
            ModuleExportName::Ident(name) => {
                self.forms.leaf(FormKind::Keyword(Symbol::intern(&name.sym)), self.span(name.span))
            }
            ModuleExportName::Str(string) => self.read_string(string),
        }
    }

    fn push_attributes(&mut self, attributes: Option<&ObjectLit>) {
        if let Some(attributes) = attributes {
            let form = self.read_object(attributes);
            self.push(form);
        }
    }

    /// `(export {a :b c})`, `(export {a :b c} from "m")`, `(export (* as ns) from "m")`.
    fn read_export_named(&mut self, export: &NamedExport) -> FormId {
        let span = self.statement_span(export.span);
        if export.type_only {
            return self.refuse(span, "TypeScript");
        }
        let mark = self.open_keyword(CoreForm::Export, "export", span);
        let to = export.src.as_ref().map_or(span.end, |source| self.span(source.span).start);
        let (_, names) = self.braces_between(span.start + 6, to);
        let inner = self.mark();
        let mut namespace = None;
        for specifier in &export.specifiers {
            match specifier {
                ExportSpecifier::Named(named) => {
                    if let Some(exported) = &named.exported {
                        let key = self.read_export_key(exported);
                        self.push(key);
                    } else if let ModuleExportName::Str(_) = &named.orig {
                        let key = self.read_export_key(&named.orig);
                        self.push(key);
                    }
                    let local = self.read_export_local(&named.orig, export.src.is_some());
                    self.push(local);
                }
                ExportSpecifier::Namespace(star) => namespace = Some(star),
                ExportSpecifier::Default(default) => {
                    let form = self.refuse(self.span(default.exported.span), "a default re-export");
                    self.push(form);
                }
            }
        }
        if let Some(star) = namespace {
            let name = match &star.name {
                ModuleExportName::Ident(name) => self.read_binder(&name.sym, self.span(name.span)),
                ModuleExportName::Str(string) => self.read_string(string),
            };
            self.push_star_as(name, self.span(star.span));
        } else {
            let form = self.close_as(FormKind::Object, inner, names);
            self.push(form);
        }
        if let Some(source) = &export.src {
            self.push_from(source, export.with.as_deref());
        }
        self.close(mark, span)
    }

    /// What is exported: a binding of this module, or with `from` a name of the other.
    fn read_export_local(&mut self, name: &ModuleExportName, from: bool) -> FormId {
        match name {
            ModuleExportName::Ident(name) if from => {
                self.forms.leaf(name_kind(Symbol::intern(&name.sym), false), self.span(name.span))
            }
            ModuleExportName::Ident(name) => self.read_name(name),
            ModuleExportName::Str(string) => self.read_string(string),
        }
    }

    fn push_from(&mut self, source: &swc_ecma_ast::Str, attributes: Option<&ObjectLit>) {
        let specifier = self.read_string(source);
        let at = self.forms.span(specifier).start;
        self.push_symbol("from", Span::at(at));
        self.push(specifier);
        self.push_attributes(attributes);
    }

    /// `(export * from "m")`.
    fn read_export_all(&mut self, export: &ExportAll) -> FormId {
        let span = self.statement_span(export.span);
        let mark = self.open_keyword(CoreForm::Export, "export", span);
        let star = self.token(span.start + 6, "*");
        self.push_symbol("*", star);
        self.push_from(&export.src, export.with.as_deref());
        self.close(mark, span)
    }
}
