//! Modules: `import`, `export`, `declare-global`, `file`.

use crate::class::ClassPlace;
use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use crate::macros::MacroKind;
use crate::module_macros::{ForeignName, Output};
use crate::table::Denotation;
use rustc_hash::FxHashMap;
use sx_base::Symbol;
use sx_base::specifier::{is_path, names_lisp};
use sx_ir::{BindingKind, Flags, Goal, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormId, FormKind};

/// The parts of `(import d {a :b c} (* as ns) "m" {attributes})`.
#[derive(Default)]
struct ImportParts {
    default: Option<Stx>,
    named: Option<Stx>,
    namespace: Option<Stx>,
    specifier: Option<Stx>,
    attributes: Option<Stx>,
}

/// One name between braces: `a`, `:b c`, `"x-y" z`: the module's side and ours.
struct Named {
    module: Stx,
    local: Stx,
}

/// What names a module.
pub(crate) struct Specifier {
    pub(crate) string: Stx,
    /// A Lisp file is named itself, not what it is compiled to.
    stands: bool,
}

impl Expander<'_> {
    fn import_parts(&mut self, stx: Stx, kids: &[Stx]) -> Option<ImportParts> {
        let mut parts = ImportParts::default();
        let mut good = true;
        for &kid in &kids[1..] {
            let slot = match self.kind(kid) {
                FormKind::Symbol(_) | FormKind::Verbatim(_) => &mut parts.default,
                FormKind::Object if parts.specifier.is_some() => &mut parts.attributes,
                FormKind::Object => &mut parts.named,
                FormKind::String(_) | FormKind::EscapedString(_) => &mut parts.specifier,
                FormKind::List if self.namespace_name(kid).is_some() => &mut parts.namespace,
                FormKind::List if self.as_specifier(kid).is_some() => &mut parts.specifier,
                _ => {
                    good = false;
                    continue;
                }
            };
            good &= slot.replace(kid).is_none();
        }
        // JavaScript has no import of names and of the namespace at once.
        good &= parts.named.is_none() || parts.namespace.is_none();
        if !good || parts.specifier.is_none() {
            self.report(diag::shape(
                self.span(stx),
                "import",
                "(import default {name :original local} \"module\") or (import default (* as namespace) \"module\")",
            ));
            return None;
        }
        Some(parts)
    }

    /// `(* as ns)`.
    fn namespace_name(&mut self, stx: Stx) -> Option<Stx> {
        if !self.is_list(stx) {
            return None;
        }
        match self.kids(stx)[..] {
            [star, word, name] if self.is_clause(star, CoreForm::Mul) && self.forms.is_symbol(word.id, "as") => {
                Some(name)
            }
            _ => None,
        }
    }

    /// The entries of `{a :b c "x" d}`.
    fn named(&mut self, stx: Stx) -> Vec<Named> {
        let kids = self.kids(stx);
        let (mut all, mut at) = (vec![], 0);
        while at < kids.len() {
            let kid = kids[at];
            match self.kind(kid) {
                FormKind::Symbol(_) | FormKind::Verbatim(_) => {
                    all.push(Named { module: kid, local: kid });
                    at += 1;
                }
                FormKind::Keyword(_) | FormKind::String(_) | FormKind::EscapedString(_) if at + 1 < kids.len() => {
                    all.push(Named { module: kid, local: kids[at + 1] });
                    at += 2;
                }
                _ => {
                    self.report(diag::bad_import_name(self.span(kid)));
                    at += 1;
                }
            }
        }
        all
    }

    /// The entries of an export list: the exported name, as JavaScript has it, and the local one.
    pub(crate) fn export_entries(&mut self, stx: Stx) -> Vec<(Symbol, Stx)> {
        let entries = self.named(stx);
        let named = entries.iter().filter_map(|entry| {
            let exported = match self.kind(entry.module) {
                FormKind::Symbol(name) | FormKind::Verbatim(name) => sx_base::names::js_name(name),
                // As in [`Expander::module_name`]: what is no name is a string.
                FormKind::Keyword(name) => Some(sx_base::names::js_name(name).unwrap_or(name)),
                kind => kind.string_value(),
            };
            Some((exported?, entry.local))
        });
        named.collect()
    }

    /// Declares what an import binds.
    pub(crate) fn declare_import(&mut self, stx: Stx, kids: &[Stx]) {
        let originals = self.import_originals(stx, kids);
        for binder in self.import_binders(stx, kids) {
            if let Some(name) = self.binder_name(binder)
                && let Some(binding) = self.declare_once(name, BindingKind::Import, binder)
                && let Some(&origin) = originals.get(&binder.id)
            {
                self.import_origins.insert(Denotation::Value { tree: self.tree_number, binding }, origin);
            }
        }
    }

    /// The names that an import binds. What is wrong with it is reported when it is expanded.
    pub(crate) fn import_binders(&mut self, stx: Stx, kids: &[Stx]) -> Vec<Stx> {
        let before = self.diagnostics.len();
        let parts = self.import_parts(stx, kids);
        self.diagnostics.truncate(before);
        let Some(parts) = parts else { return vec![] };
        let mut binders = vec![];
        binders.extend(parts.default);
        if let Some(named) = parts.named {
            for entry in self.named(named) {
                binders.push(entry.local);
            }
            self.diagnostics.truncate(before);
        }
        if let Some(namespace) = parts.namespace {
            binders.extend(self.namespace_name(namespace));
        }
        binders
    }

    /// For each binder of an import of one name: the specifier, and the name there.
    pub(crate) fn import_originals(&mut self, stx: Stx, kids: &[Stx]) -> FxHashMap<FormId, (Symbol, Symbol)> {
        let before = self.diagnostics.len();
        let parts = self.import_parts(stx, kids);
        self.diagnostics.truncate(before);
        let mut originals = FxHashMap::default();
        let Some(ImportParts { default, named, specifier: Some(specifier), .. }) = parts else { return originals };
        let Some(specifier) = self.kind(specifier).string_value() else { return originals };
        if let Some(default) = default {
            originals.insert(default.id, (specifier, Symbol::intern("default")));
        }
        for entry in named.map_or(vec![], |named| self.named(named)) {
            let original = match self.kind(entry.module) {
                FormKind::Symbol(name) | FormKind::Verbatim(name) | FormKind::Keyword(name) => {
                    sx_base::names::js_name(name)
                }
                kind => kind.string_value(),
            };
            if let Some(original) = original {
                originals.insert(entry.local.id, (specifier, original));
            }
        }
        self.diagnostics.truncate(before);
        originals
    }

    /// `(import …)`.
    pub(crate) fn expand_import(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if self.options.goal == Goal::Script {
            return self.error(diag::module_form_in_script(self.span(stx), "import"));
        }
        let Some(parts) = self.import_parts(stx, kids) else { return self.none_error() };
        let mut nodes = vec![];
        if let Some(default) = parts.default {
            let binder = self.expand_binder(default);
            let tok = self.span(default);
            nodes.push(self.plain(Kind::ImportDefault, &[binder], default, tok));
        }
        if let Some(named) = parts.named {
            for entry in self.named(named) {
                self.check_for_macro(parts.specifier, entry.module);
                let key = self.module_name(entry.module);
                let binder = self.expand_binder(entry.local);
                let tok = self.span(entry.module);
                nodes.push(self.plain(Kind::ImportNamed, &[key, binder], entry.module, tok));
            }
        }
        if let Some(namespace) = parts.namespace
            && let Some(name) = self.namespace_name(namespace)
        {
            let binder = self.expand_binder(name);
            let tok = self.head_span(namespace);
            nodes.push(self.plain(Kind::ImportNamespace, &[binder], namespace, tok));
        }
        nodes.push(self.attributes(parts.attributes));
        let specifier = parts.specifier.and_then(|specifier| self.as_specifier(specifier));
        let specifier = specifier.expect("invariant: import_parts wants a specifier");
        self.module_node(Kind::Import, &specifier, &nodes, stx, kids[0])
    }

    /// Refuses the name `stx` of the module that `specifier`, a string, names where that is a macro there.
    fn check_for_macro(&mut self, specifier: Option<Stx>, stx: Stx) {
        let name = match self.kind(stx) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) | FormKind::Keyword(name) => {
                sx_base::names::js_name(name)
            }
            _ => None,
        };
        let specifier = specifier.and_then(|specifier| self.kind(specifier).string_value());
        if let (Some(name), Some(specifier)) = (name, specifier)
            && let Ok(text) = std::str::from_utf8(specifier.as_wtf8())
            && names_lisp(text)
            && let Ok(source) = self.loader.load(&self.source.path, text)
            && self.export_origins.is_macro(self.loader, &source, name)
        {
            self.report(diag::imports_macro_as_value(self.span(stx), name, text));
        }
    }

    /// What names a module: a string; or `(comma "./x.lisp")`, that file and not what it is compiled to.
    pub(crate) fn as_specifier(&mut self, stx: Stx) -> Option<Specifier> {
        if self.kind(stx).is_string() {
            return Some(Specifier { string: stx, stands: false });
        }
        if self.clause_head(stx) != Some(CoreForm::Comma) {
            return None;
        }
        match self.kids(stx)[..] {
            [_, string] if self.kind(string).is_string() => Some(Specifier { string, stands: true }),
            _ => None,
        }
    }

    /// An import or export from the module that `specifier` names, whose spelling is kept.
    fn module_node(&mut self, kind: Kind, specifier: &Specifier, kids: &[NodeId], stx: Stx, head: Stx) -> NodeId {
        let text = self.specifier(specifier);
        let tok = self.span(head);
        let node = self.node(kind, Flags::NONE, text.index(), kids, stx, tok);
        if self.kind(specifier.string).string_value() == Some(text) {
            self.keep_spelling(node, specifier.string);
        }
        node
    }

    /// The module specifier as JavaScript has it: a Lisp file's output is a `.js` file, that of a package what its
    /// `exports` give. A Lisp file that does not exist is an error.
    pub(crate) fn specifier(&mut self, specifier: &Specifier) -> Symbol {
        let Some(value) = self.kind(specifier.string).string_value() else { return Symbol::intern("") };
        // No file has a name with half of a character.
        let Ok(text) = std::str::from_utf8(value.as_wtf8()) else { return value };
        match self.output_of(text, specifier.stands, self.span(specifier.string)) {
            Some(output) => Symbol::intern(&output),
            None => value,
        }
    }

    /// The specifier by which the output imports what `text` at `at` names here, a Lisp file itself where the specifier
    /// `stands`; nothing where that is an error.
    fn output_of(&mut self, text: &str, stands: bool, at: sx_base::Span) -> Option<String> {
        let from = &self.source.path;
        let output = if names_lisp(text) && !stands {
            match self.loader.load(from, text) {
                Ok(source) if is_path(text) => self.loader.written(from, text, Some(&source)),
                Ok(source) => self.loader.specifier(from, &source, Some(text)),
                Err(reason) => {
                    self.report(diag::missing_module(at, text, &reason));
                    return None;
                }
            }
        } else if is_path(text) {
            self.loader.written(from, text, None)
        } else {
            return Some(text.to_owned());
        };
        match output {
            Ok(output) => Some(output),
            Err(why) => {
                self.report(diag::no_specifier(at, text, why));
                None
            }
        }
    }

    /// The name of an import or export on the module's side.
    fn module_name(&mut self, stx: Stx) -> NodeId {
        match self.kind(stx) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) => match sx_base::names::js_name(name) {
                Some(js) => self.leaf(Kind::KeyName, js.index(), stx),
                None => self.error(diag::bad_name(self.span(stx), name)),
            },
            FormKind::Keyword(name) => match sx_base::names::js_name(name) {
                Some(js) => self.leaf(Kind::KeyName, js.index(), stx),
                None => self.leaf(Kind::String, name.index(), stx),
            },
            kind => match kind.string_value() {
                // ECMA-262, 16.2: IsStringWellFormedUnicode of a ModuleExportName.
                Some(value) if value.as_str().as_bytes() != value.as_wtf8() => {
                    self.error(diag::ill_formed_name(self.span(stx)))
                }
                Some(value) => {
                    let name = self.leaf(Kind::String, value.index(), stx);
                    self.keep_spelling(name, stx);
                    name
                }
                None => self.error(diag::bad_import_name(self.span(stx))),
            },
        }
    }

    /// `(export form)`, `(export {:b c})`, `(export {…} from "m")`, `(export * from "m")`, `(export default form)`.
    pub(crate) fn expand_export(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let shape = "(export form), (export {:name local}), (export {…} from \"m\"), (export * from \"m\") or (export default form)";
        if self.options.goal == Goal::Script {
            return self.error(diag::module_form_in_script(self.span(stx), "export"));
        }
        let Some(&first) = kids.get(1) else {
            return self.error(diag::shape(self.span(stx), "export", shape));
        };
        let tok = self.span(kids[0]);
        let from = kids.len() > 3 && kids.get(2).is_some_and(|&word| self.forms.is_symbol(word.id, "from"));
        if from {
            return self.expand_export_from(stx, kids, shape);
        }
        if self.is_clause(first, CoreForm::Default) {
            let [_, _, value] = kids[..] else {
                return self.error(diag::shape(self.span(stx), "export", "(export default form)"));
            };
            let node = self.expand_default_export(value);
            return self.plain(Kind::ExportDefault, &[node], stx, tok);
        }
        if self.kind(first) == FormKind::Object && kids.len() == 2 {
            return self.expand_export_list(stx, first, tok);
        }
        if kids.len() != 2 {
            return self.error(diag::shape(self.span(stx), "export", shape));
        }
        let core = self.core_head(first).filter(|core| !matches!(core, CoreForm::Export | CoreForm::Import));
        let Some(core) = core else {
            return self.error(diag::shape(self.span(stx), "export", shape));
        };
        let inner = self.kids(first);
        let Some(node) = self.expand_definition(core, first, &inner) else {
            return self.error(diag::shape(self.span(stx), "export", shape));
        };
        self.fix_exported(node);
        self.plain(Kind::ExportDeclaration, &[node], stx, tok)
    }

    /// Exported names are the module's interface and keep their spelling.
    fn fix_exported(&mut self, node: NodeId) {
        for id in self.declared_binders(node) {
            let binding = self.tree.payload(id) as usize;
            self.exported.insert(sx_ir::BindingId(self.tree.payload(id)));
            self.tree.bindings[binding].fixed = true;
            self.tree.bindings[binding].fresh = false;
        }
    }

    /// The binders of a definition.
    pub(crate) fn declared_binders(&self, node: NodeId) -> Vec<NodeId> {
        let (mut binders, mut stack) = (vec![], vec![node]);
        while let Some(id) = stack.pop() {
            match self.tree.kind(id) {
                Kind::Bind => binders.push(id),
                Kind::Declare | Kind::ArrayPattern | Kind::ObjectPattern | Kind::Rest => {
                    stack.extend(self.tree.kids(id));
                }
                // Values, keys and decorators may hold functions with names of their own.
                Kind::PatternProperty => stack.push(self.tree.kid(id, 1)),
                Kind::Decorated => stack.extend(self.tree.kids(id).last()),
                Kind::Declarator | Kind::Def | Kind::Function | Kind::Class | Kind::Default => {
                    stack.push(self.tree.kid(id, 0));
                }
                _ => {}
            }
        }
        binders
    }

    fn expand_default_export(&mut self, stx: Stx) -> NodeId {
        let Some(core) = self.core_head(stx) else { return self.expand(stx) };
        let kids = self.kids(stx);
        let (inner_core, inner_kids, flags) = match (core, &kids[..]) {
            (CoreForm::Async, [_, inner]) => (self.core_head(*inner), self.kids(*inner), Flags::ASYNC),
            _ => (Some(core), kids.clone(), Flags::NONE),
        };
        if let Some(
            inner_core @ (CoreForm::Defn
            | CoreForm::DefnEffect
            | CoreForm::DefnStar
            | CoreForm::Defun
            | CoreForm::DefunStar),
        ) = inner_core
            && inner_kids.get(1).is_some_and(|&params| self.is_list(params))
        {
            return self.expand_nameless_function(inner_core, stx, &inner_kids, flags);
        }
        if core == CoreForm::Class {
            return self.expand_class(stx, &kids, true);
        }
        if core == CoreForm::Decorate {
            return self.expand_decorated(stx, &kids, ClassPlace::Default);
        }
        let named_definition = match core {
            CoreForm::Defn | CoreForm::DefnEffect | CoreForm::DefnStar | CoreForm::Defun | CoreForm::DefunStar => true,
            CoreForm::Async => kids.get(1).is_some_and(|&inner| {
                matches!(
                    self.core_head(inner),
                    Some(
                        CoreForm::Defn
                            | CoreForm::DefnEffect
                            | CoreForm::DefnStar
                            | CoreForm::Defun
                            | CoreForm::DefunStar
                    )
                )
            }),
            _ => false,
        };
        if !named_definition {
            return self.expand(stx);
        }
        match self.expand_definition(core, stx, &kids) {
            Some(node) => node,
            None => self.expand(stx),
        }
    }

    /// `(export default (defn (a) …))`: a declaration without a name.
    fn expand_nameless_function(&mut self, core: CoreForm, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        let params = self.kids(kids[1]);
        let flags = flags
            | Flags::DECLARATION
            | match core {
                CoreForm::DefnStar | CoreForm::DefunStar => Flags::GENERATOR,
                CoreForm::DefnEffect => Flags::NONE,
                _ => Flags::IMPLICIT,
            };
        let parts = self.expand_function_parts(&params, &kids[2..], flags, stx, kids[0]);
        let none = self.none();
        let tok = self.span(kids[0]);
        self.node(Kind::Function, parts.flags, NO_SYMBOL, &[none, parts.params, parts.body], stx, tok)
    }

    fn expand_export_list(&mut self, stx: Stx, names: Stx, tok: sx_base::Span) -> NodeId {
        let mut nodes = vec![];
        for entry in self.named(names) {
            if let FormKind::Symbol(name) = self.kind(entry.local)
                && let Some(Denotation::Macro(id)) = self.resolve(name, entry.local.set).map(|found| found.means)
            {
                let is_known = !matches!(self.macros[id.0 as usize].kind, MacroKind::Failed);
                let span = self.span(entry.local);
                nodes.push(if is_known { self.error(diag::exports_macro(span, name)) } else { self.none_error() });
                continue;
            }
            let local = self.expand_place(entry.local);
            if self.tree.kind(local) == Kind::Error {
                nodes.push(local);
                continue;
            }
            if self.tree.kind(local) != Kind::Name {
                nodes.push(self.error(diag::bad_import_name(self.span(entry.local))));
                continue;
            }
            if self.tree.binding(local).kind == BindingKind::Global {
                let name = self.tree.binding(local).name;
                nodes.push(self.error(diag::exports_global(self.span(entry.local), name)));
                continue;
            }
            self.tree.node_mut(local).flags = self.tree.flags(local).without(Flags::PLACE);
            self.exported.insert(sx_ir::BindingId(self.tree.payload(local)));
            let key = self.module_name(entry.module);
            if entry.module == entry.local {
                let binding = self.tree.payload(local) as usize;
                self.tree.bindings[binding].fixed = true;
                self.tree.bindings[binding].fresh = false;
            }
            let tok = self.span(entry.module);
            nodes.push(self.plain(Kind::ExportSpecifier, &[local, key], entry.module, tok));
        }
        self.plain(Kind::ExportList, &nodes, stx, tok)
    }

    fn expand_export_from(&mut self, stx: Stx, kids: &[Stx], shape: &str) -> NodeId {
        let (first, specifier, attributes) = match kids[..] {
            [_, first, _, specifier] => (first, specifier, None),
            [_, first, _, specifier, attributes] if self.kind(attributes) == FormKind::Object => {
                (first, specifier, Some(attributes))
            }
            _ => return self.error(diag::shape(self.span(stx), "export", shape)),
        };
        let Some(specifier) = self.as_specifier(specifier) else {
            return self.error(diag::shape(self.span(stx), "export", shape));
        };
        if self.kind(first) == FormKind::Object {
            let mut nodes = vec![];
            for entry in self.named(first) {
                // In a re-export the keyword is our side and the symbol the other module's.
                self.check_for_macro(Some(specifier.string).filter(|_| !specifier.stands), entry.local);
                let (exported, original) = (self.module_name(entry.module), self.module_name(entry.local));
                let tok = self.span(entry.module);
                nodes.push(self.plain(Kind::ExportSpecifier, &[original, exported], entry.module, tok));
            }
            nodes.push(self.attributes(attributes));
            return self.module_node(Kind::ExportFrom, &specifier, &nodes, stx, kids[0]);
        }
        let name = if self.is_clause(first, CoreForm::Mul) {
            self.none()
        } else if let Some(name) = self.namespace_name(first) {
            self.module_name(name)
        } else {
            return self.error(diag::shape(self.span(stx), "export", shape));
        };
        let attributes = self.attributes(attributes);
        self.module_node(Kind::ExportAll, &specifier, &[name, attributes], stx, kids[0])
    }

    fn attributes(&mut self, attributes: Option<Stx>) -> NodeId {
        match attributes {
            Some(attributes) => {
                let node = self.expand_object(attributes);
                let mut seen = rustc_hash::FxHashSet::default();
                for property in self.tree.kids(node).to_vec() {
                    let key = self.tree.kids(property).first().and_then(|&key| self.tree.symbol(key));
                    if !key.is_none_or(|key| seen.insert(key)) {
                        self.report(diag::second_attribute(self.tree.node(property).span));
                    }
                    let is_text = self.tree.kind(property) == Kind::Property
                        && matches!(self.tree.kind(self.tree.kid(property, 0)), Kind::KeyName | Kind::String)
                        && self.tree.kind(self.tree.kid(property, 1)) == Kind::String;
                    if !is_text && self.tree.kind(property) != Kind::Error {
                        let span = self.tree.node(property).span;
                        self.report(diag::shape(span, "import attribute", "{:type \"json\"}"));
                    }
                }
                node
            }
            None => self.none(),
        }
    }

    /// `(declare-global a b)`.
    pub(crate) fn declare_globals(&mut self, stx: Stx, kids: &[Stx]) {
        for &name in &kids[1..] {
            match self.kind(name) {
                FormKind::Symbol(symbol) | FormKind::Verbatim(symbol) if self.dotted(symbol).is_none() => {
                    match sx_base::names::js_name(symbol) {
                        Some(js) => {
                            let is_module = self.options.goal == sx_ir::Goal::Module;
                            if crate::names::is_reserved_global(js, is_module) {
                                self.report(diag::reserved_word(self.span(name), js));
                            } else {
                                let span = self.span(name);
                                self.declared.entry(js).or_insert(span);
                            }
                        }
                        None => self.report(diag::bad_name(self.span(name), symbol)),
                    }
                }
                _ => self.report(diag::shape(self.span(stx), "declare-global", "(declare-global name…)")),
            }
        }
    }

    /// Puts the imports for run-time names of other modules that expansions refer to among the forms `nodes` of the file:
    /// where their `import-macros` stands, so that modules are evaluated in that order, but behind the directives.
    pub(crate) fn place_foreign_imports(&mut self, nodes: &mut Vec<NodeId>) {
        for (import, asked_by) in self.foreign_imports() {
            let is_above = |&&node: &&NodeId| {
                let span = self.tree.node(node).span;
                let is_above = span.is_none() || span == asked_by || span.end <= asked_by.start;
                is_above || self.tree.kind(node) == Kind::Directive
            };
            let at = nodes.iter().take_while(is_above).count();
            // That of a body has no place in the text among the forms of the file.
            if nodes.get(at).is_none_or(|&next| self.tree.node(next).span.start >= asked_by.end) {
                let node = self.tree.node_mut(import);
                (node.span, node.tok) = (asked_by, sx_base::Span::at(asked_by.start));
            }
            nodes.insert(at, import);
        }
    }

    /// Imports for run-time names of other modules that expansions refer to, each with the `import-macros` that led there.
    fn foreign_imports(&mut self) -> Vec<(NodeId, sx_base::Span)> {
        let none = sx_base::Span::NONE;
        let mut nodes = vec![];
        let modules = std::mem::take(&mut self.imported_modules);
        for module in &modules {
            if module.used.is_empty() {
                continue;
            }
            let mut specifiers = vec![];
            for &(name, binding) in &module.used {
                let kind = if sx_base::names::is_identifier(name.as_str()) { Kind::KeyName } else { Kind::String };
                let key = self.tree.add(kind, Flags::NONE, name.index(), &[], none, none);
                let bind = self.tree.add(Kind::Bind, Flags::NONE, binding.0, &[], none, none);
                specifiers.push(self.tree.add(Kind::ImportNamed, Flags::NONE, NO_SYMBOL, &[key, bind], none, none));
            }
            specifiers.push(self.none());
            // Why there is no specifier was said where it was needed.
            let Output::Named(output) = module.output else { continue };
            let import = self.tree.add(Kind::Import, Flags::NONE, output.index(), &specifiers, none, none);
            nodes.push((import, module.asked_by.unwrap_or(sx_base::Span::at(0))));
        }
        self.imported_modules = modules;
        nodes
    }

    /// The binding for a run-time name of another module; imported once. A name that the module does not export is an
    /// error at `span`, where an expansion brought it.
    pub(crate) fn import_foreign(&mut self, module: u32, definition: u32, span: sx_base::Span) -> sx_ir::BindingId {
        let from = &self.imported_modules[module as usize];
        let ForeignName { name: local, number, exported } = from.names[definition as usize];
        let name = from.exported_name(self.loader, definition);
        if exported.is_none() && !from.top.is_library() {
            let (path, is_script) = (from.source.path.clone(), from.top.is_script());
            self.report(if is_script {
                diag::not_exported_by_script(span, local, &path)
            } else {
                diag::not_exported(span, local, number > 0, &path)
            });
        }
        if let Some(&(_, binding)) = self.imported_modules[module as usize].used.iter().find(|used| used.0 == name) {
            return binding;
        }
        if self.options.goal == sx_ir::Goal::Script {
            let path = self.imported_modules[module as usize].source.path.clone();
            self.report(diag::import_in_script(span, name, &path));
        } else {
            self.name_output(module as usize, name, span);
        }
        // What is exported as a string, a word of the language or by itself is called here as it is there.
        let is_name = sx_base::names::is_identifier(name.as_str()) && !sx_base::names::is_reserved(name.as_str(), true);
        let ours = if is_name && exported.is_some() { name } else { local };
        let binding = self.fresh_binding(ours.as_str(), BindingKind::Import);
        self.imported_modules[module as usize].used.push((name, binding));
        binding
    }
}

impl Expander<'_> {
    /// Finds out by which specifier this file imports from a module that `name` is of.
    fn name_output(&mut self, module: usize, name: Symbol, span: sx_base::Span) {
        let module = &mut self.imported_modules[module];
        let Output::Unknown = module.output else { return };
        let (from, source) = (&self.source.path, &module.source);
        let output = match module.written {
            Some(written) => self.loader.written(from, written.as_str(), Some(source)),
            None => self.loader.specifier(from, source, module.reached.as_deref()),
        };
        match output {
            Ok(output) => module.output = Output::Named(Symbol::intern(&output)),
            Err(why) => {
                module.output = Output::Unreachable;
                let path = module.source.path.clone();
                self.report(diag::cannot_import(span, name, &path, why));
            }
        }
    }
}
