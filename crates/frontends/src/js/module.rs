//! Imports and exports.
//!
//! `import d, {a as b} from "m"` is `(import d {:a b} "m")`, `export {a as b}` is `(export {:b a})`: the keyword is
//! always the module's side, the name it is known by outside. Attributes are a map at the end.

use super::build::JsReader;
use super::diagnostics;
use super::names::name_kind;
use super::words::is_word_at;
use oxc_ast::ast::{
    ExportAllDeclaration, ExportDefaultDeclarationKind, ExportFromDeclaration, ExportNamedDeclaration, ExportSpecifier,
    Expression, ImportAttributeKey, ImportDeclaration, ImportDeclarationSpecifier, ModuleDeclaration, ModuleExportName,
    StringLiteral, WithClause, WithClauseKeyword,
};
use oxc_span::GetSpan;
use sx_base::specifier::names_lisp;
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    pub(super) fn read_module_decl(&mut self, decl: &ModuleDeclaration<'_>) -> FormId {
        let span = self.statement_span(decl.span());
        match decl {
            ModuleDeclaration::ImportDeclaration(import) => self.read_import(import),
            ModuleDeclaration::ExportDeclaration(export) => {
                let mark = self.open_keyword(CoreForm::Export, "export", span);
                let declared = self.read_decl(&export.declaration);
                self.push(declared);
                self.close(mark, span)
            }
            ModuleDeclaration::ExportNamedDeclaration(export) => self.read_export_named(export),
            ModuleDeclaration::ExportFromDeclaration(export) => self.read_export_from(export),
            ModuleDeclaration::ExportDefaultDeclaration(export) => {
                let mark = self.open_export_default(span);
                let declared = self.read_default(&export.declaration);
                self.push(declared);
                self.close(mark, span)
            }
            ModuleDeclaration::ExportAllDeclaration(export) => self.read_export_all(export),
            ModuleDeclaration::TSExportAssignment(_) | ModuleDeclaration::TSNamespaceExportDeclaration(_) => {
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

    fn read_default(&mut self, default: &ExportDefaultDeclarationKind<'_>) -> FormId {
        match default {
            ExportDefaultDeclarationKind::FunctionDeclaration(function) => self.read_function_decl(function),
            ExportDefaultDeclarationKind::ClassDeclaration(class) => self.read_class(class, false),
            other => match other.as_expression().map(super::operator::unwrap_parens) {
                Some(inner @ Expression::ClassExpression(_)) => self.read_as_value(inner),
                Some(inner) => self.read_expr(inner),
                None => self.refuse(self.span(other.span()), "TypeScript"),
            },
        }
    }

    /// `(import d {a :b c} (* as ns) "m" {attrs})`.
    fn read_import(&mut self, import: &ImportDeclaration<'_>) -> FormId {
        let span = self.statement_span(import.span);
        if import.phase.is_some() {
            return self.refuse(span, "an import phase");
        }
        let mark = self.open_keyword(CoreForm::Import, "import", span);
        let from = self.span(import.source.span).start;
        let specifiers = import.specifiers.as_ref().map_or(&[][..], |specifiers| &specifiers[..]);
        // Names may hold braces as well, in escapes: `import \u{61}, {} from "m"`.
        let (braces, names) = match specifiers {
            [ImportDeclarationSpecifier::ImportNamespaceSpecifier(_), ..]
            | [_, ImportDeclarationSpecifier::ImportNamespaceSpecifier(_), ..] => (false, Span::at(from)),
            [ImportDeclarationSpecifier::ImportDefaultSpecifier(default), ..] => {
                self.braces_between(self.span(default.span).end, from)
            }
            [] | [ImportDeclarationSpecifier::ImportSpecifier(_), ..] => self.braces_between(span.start + 6, from),
        };
        let mut is_open = None;
        for specifier in specifiers {
            match specifier {
                ImportDeclarationSpecifier::ImportDefaultSpecifier(default) => {
                    let form = self.read_binder(&default.local.name, self.span(default.local.span));
                    self.push(form);
                }
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(namespace) => {
                    let local = self.read_binder(&namespace.local.name, self.span(namespace.local.span));
                    self.push_star_as(local, self.span(namespace.span));
                }
                ImportDeclarationSpecifier::ImportSpecifier(named) => {
                    is_open.get_or_insert(self.stack.len());
                    if named.imported.span() != named.local.span {
                        let key = self.read_export_key(&named.imported);
                        self.push(key);
                    }
                    let local = self.read_binder(&named.local.name, self.span(named.local.span));
                    self.push(local);
                }
            }
        }
        if let Some(inner) = is_open.or(braces.then_some(self.stack.len())) {
            let form = self.close_as(FormKind::Object, inner, names);
            self.push(form);
        }
        let specifier = self.read_specifier(&import.source);
        self.push(specifier);
        self.push_attributes(import.with_clause.as_deref());
        self.close(mark, span)
    }

    /// Whether `{` stands before `to`, and the span up to its `}`. Only names and punctuation stand between.
    fn braces_between(&self, from: u32, to: u32) -> (bool, Span) {
        let Some(open) = self.find_before(to, from, "{") else { return (false, Span::at(from)) };
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
    fn read_export_key(&mut self, name: &ModuleExportName<'_>) -> FormId {
        match name {
            ModuleExportName::StringLiteral(string) => self.read_string(string),
            other => self.forms.leaf(FormKind::Keyword(Symbol::intern(&other.name())), self.span(other.span())),
        }
    }

    /// `{type "json"}` behind a specifier.
    fn push_attributes(&mut self, attributes: Option<&WithClause<'_>>) {
        let Some(attributes) = attributes else { return };
        let span = self.span(attributes.span);
        if attributes.keyword == WithClauseKeyword::Assert {
            self.diagnostics.push(diagnostics::assertion(span));
        }
        let open = self.find(span.start, "{");
        let mark = self.mark();
        for attribute in &attributes.with_entries {
            let key = match &attribute.key {
                ImportAttributeKey::Identifier(name) => {
                    self.forms.leaf(FormKind::Keyword(Symbol::intern(&name.name)), self.span(name.span))
                }
                ImportAttributeKey::StringLiteral(string) => self.read_string(string),
            };
            self.push(key);
            let value = self.read_string(&attribute.value);
            self.push(value);
        }
        let form = self.close_as(FormKind::Object, mark, Span::new(open.min(span.end), span.end));
        self.push(form);
    }

    /// `(export {a :b c})`.
    fn read_export_named(&mut self, export: &ExportNamedDeclaration<'_>) -> FormId {
        let span = self.statement_span(export.span);
        let mark = self.open_keyword(CoreForm::Export, "export", span);
        self.push_export_specifiers(&export.specifiers, false, span, span.end);
        // The parser reads a `from` without module as nothing.
        let end = self.find(self.forms.span(self.stack[mark + 1]).end.saturating_sub(1), "}") + 1;
        let next = self.skip_trivia(end);
        if is_word_at(self.text, next as usize, "from") {
            let place = Span::new(next, next + "from".len() as u32);
            self.diagnostics.push(diagnostics::syntax_error(place, "A module is missing behind `from`"));
        }
        self.close(mark, span)
    }

    /// `(export {a :b c} from "m")`.
    fn read_export_from(&mut self, export: &ExportFromDeclaration<'_>) -> FormId {
        let span = self.statement_span(export.span);
        let mark = self.open_keyword(CoreForm::Export, "export", span);
        self.push_export_specifiers(&export.specifiers, true, span, self.span(export.source.span).start);
        self.push_from(&export.source, export.with_clause.as_deref());
        self.close(mark, span)
    }

    /// `{a :b c}` of the export at `span`, before byte `to`. With `from` the names are those of another module.
    fn push_export_specifiers(&mut self, specifiers: &[ExportSpecifier<'_>], from: bool, span: Span, to: u32) {
        let (_, names) = self.braces_between(span.start + 6, to);
        let inner = self.mark();
        for ExportSpecifier { local, exported, .. } in specifiers {
            if exported.span() != local.span() || matches!(local, ModuleExportName::StringLiteral(_)) {
                let key = self.read_export_key(exported);
                self.push(key);
            }
            let local = self.read_export_local(local, from);
            self.push(local);
        }
        let form = self.close_as(FormKind::Object, inner, names);
        self.push(form);
    }

    /// What is exported: a binding of this module, or with `from` a name of the other.
    fn read_export_local(&mut self, name: &ModuleExportName<'_>, from: bool) -> FormId {
        match name {
            ModuleExportName::StringLiteral(string) => self.read_string(string),
            ModuleExportName::IdentifierReference(name) if !from => self.read_name(name),
            other => self.forms.leaf(name_kind(Symbol::intern(&other.name()), false), self.span(other.span())),
        }
    }

    /// A module specifier. What names a Lisp file does not mean the JavaScript that it is compiled to.
    pub(super) fn read_specifier(&mut self, source: &StringLiteral<'_>) -> FormId {
        let mark =
            names_lisp(&source.value).then(|| self.open(CoreForm::Comma, Span::at(self.span(source.span).start)));
        let string = self.read_string(source);
        let Some(mark) = mark else { return string };
        self.push(string);
        self.close(mark, self.span(source.span))
    }

    fn push_from(&mut self, source: &StringLiteral<'_>, attributes: Option<&WithClause<'_>>) {
        let specifier = self.read_specifier(source);
        let before = self.stack.last().map_or(0, |&last| self.forms.span(last).end);
        let from = self.token(before, "from");
        self.push_symbol("from", from);
        self.push(specifier);
        self.push_attributes(attributes);
    }

    /// `(export * from "m")`, `(export (* as ns) from "m")`.
    fn read_export_all(&mut self, export: &ExportAllDeclaration<'_>) -> FormId {
        let span = self.statement_span(export.span);
        let mark = self.open_keyword(CoreForm::Export, "export", span);
        let star = self.token(span.start + 6, "*");
        match &export.exported {
            Some(ModuleExportName::StringLiteral(string)) => {
                let name = self.read_string(string);
                self.push_star_as(name, Span::new(star.start, self.span(string.span).end));
            }
            Some(other) => {
                let name = self.read_binder(&other.name(), self.span(other.span()));
                self.push_star_as(name, Span::new(star.start, self.span(other.span()).end));
            }
            None => self.push_symbol("*", star),
        }
        self.push_from(&export.source, export.with_clause.as_deref());
        self.close(mark, span)
    }
}
