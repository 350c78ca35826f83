//! `(import-macros {a :b c} "./m.lisp")`: macros cross files; nothing of it reaches the output.
//!
//! The other file's definitions are taken over under one new scope that stands for that module, so that its macros see
//! each other, its helpers and its own imports, and nothing of this file.

use crate::diagnostics as diag;
use crate::expander::{Expander, Head, Stx};
use crate::scope::SetId;
use crate::table::{Denotation, Entry, MacroId};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use sx_base::{Source, Span, Symbol};
use sx_ir::BindingId;
use sx_reader::{CoreForm, FormKind};

/// The specifier by which this file imports what a module is compiled to.
#[derive(Clone, Copy)]
pub(crate) enum Output {
    /// No expansion needed it so far.
    Unknown,
    /// There is none, which was reported.
    Unreachable,
    Named(Symbol),
}

/// A module that macros were imported from.
pub(crate) struct ImportedModule {
    pub(crate) source: Arc<Source>,
    /// What tells it from all others.
    identity: String,
    /// The specifier of the package through which it was found, unless only relative ones led there.
    pub(crate) reached: Option<String>,
    /// The path by which this file names it.
    pub(crate) written: Option<Symbol>,
    pub(crate) output: Output,
    /// The scope that stands for it.
    pub(crate) set: SetId,
    /// The run-time names it exports: the local name and the exported one.
    pub(crate) exports: FxHashMap<Symbol, Symbol>,
    /// Its compiled module exports what its macros need, whether it is written or not.
    pub(crate) is_library: bool,
    /// Run-time names that expansions use, with their bindings here.
    pub(crate) used: Vec<(Symbol, BindingId)>,
    /// The modules that led here, for cycles.
    open: bool,
}

impl Expander<'_> {
    /// `(import-macros {a :b c} "./m.lisp")` in this file.
    pub(crate) fn import_macros(&mut self, stx: Stx, kids: &[Stx]) {
        if self.helpers.is_some() {
            self.report(diag::import_macros_in_helpers(self.span(stx)));
            return;
        }
        let from = self.defining.as_ref().map_or_else(|| self.source.path.clone(), |(source, _)| source.path.clone());
        let shape = "(import-macros {name :original local} \"./file.lisp\")";
        let (names, specifier) = match kids[..] {
            [_, names, specifier] if self.kind(names) == FormKind::Object => (names, specifier),
            _ => {
                self.report(diag::shape(self.span(stx), "import-macros", shape));
                return;
            }
        };
        let FormKind::String { value, .. } = self.kind(specifier) else {
            self.report(diag::shape(self.span(specifier), "import-macros", shape));
            return;
        };
        let at = self.span(specifier);
        let Some(module) = self.take_over(&from, value.as_str(), at) else { return };
        let set = self.imported_modules[module].set;
        let entries = self.kids(names);
        let mut n = 0;
        while n < entries.len() {
            let (original, local) = match self.kind(entries[n]) {
                FormKind::Keyword(original) | FormKind::String { value: original, .. } if n + 1 < entries.len() => {
                    n += 1;
                    (original, entries[n])
                }
                FormKind::Symbol(original) | FormKind::Verbatim(original) => (original, entries[n]),
                _ => {
                    self.report(diag::bad_import_name(self.span(entries[n])));
                    n += 1;
                    continue;
                }
            };
            n += 1;
            let found = sx_base::names::js_name(original).and_then(|js| self.table.exact(&self.sets, js, set));
            let Some(entry) = found.filter(|entry| matches!(entry.means, Denotation::Macro(_))) else {
                let span = self.span(local);
                self.report(diag::no_such_macro(span, original, value.as_str()));
                continue;
            };
            let Some(name) = self.binder_name(local) else { continue };
            let (span, set) = (self.span(local), self.binder_set(local.set));
            if let Some(old) = self.table.exact(&self.sets, name, set) {
                self.report(diag::redeclared(span, name, old.span));
                continue;
            }
            self.table.insert(&self.sets, name, Entry { set, means: entry.means, span });
        }
    }

    /// The paths of the modules from the `first` on that are being read, each imported by the one before.
    fn open_modules(&self, first: usize) -> Vec<String> {
        let open = self.imported_modules[first..].iter().filter(|module| module.open);
        open.map(|module| module.source.path.clone()).collect()
    }

    /// Reads another file and defines its macros under a scope of their own; gives its number.
    fn take_over(&mut self, from: &str, specifier: &str, at: Span) -> Option<usize> {
        let source = match self.loader.load(from, specifier) {
            Ok(source) => source,
            Err(reason) => {
                self.report(diag::missing_module(at, specifier, &reason));
                return None;
            }
        };
        let identity = self.loader.identity(&source.path);
        if let Some(known) = self.imported_modules.iter().position(|module| module.identity == identity) {
            if self.imported_modules[known].open {
                let mut chain = self.open_modules(known);
                chain.push(source.path.clone());
                self.report(diag::macro_import_cycle(at, &chain));
                return None;
            }
            return Some(known);
        }
        if identity == self.loader.identity(&self.source.path) {
            let mut chain = vec![source.path.clone()];
            chain.extend(self.open_modules(0));
            chain.push(source.path.clone());
            self.report(diag::macro_import_cycle(at, &chain));
            return None;
        }
        let (file, diagnostics) = sx_reader::read(&source);
        if let Some(first) = diagnostics.iter().find(|d| d.is_error()) {
            self.report(diag::broken_macro_file(at, specifier, &source, first));
            return None;
        }
        let scope = self.sets.binding_scope();
        let set = self.sets.add(SetId::EMPTY, scope);
        let number = self.imported_modules.len();
        let importer = self.imported_modules.iter().find(|module| module.source.path == from);
        let reached = match importer {
            _ if !is_path(specifier) => Some(specifier.to_owned()),
            Some(importer) => importer.reached.clone(),
            None => None,
        };
        // What this file names by a path is named by the path that was written.
        let written = (importer.is_none() && reached.is_none()).then(|| Symbol::intern(specifier));
        self.imported_modules.push(ImportedModule {
            source: Arc::clone(&source),
            identity,
            reached,
            written,
            output: Output::Unknown,
            set,
            exports: FxHashMap::default(),
            is_library: false,
            used: vec![],
            open: true,
        });
        self.take_definitions(&file, &source, set, number, at);
        self.imported_modules[number].open = false;
        Some(number)
    }

    /// Whether two names are one: imports of the same name of the same module, or that and the name itself there.
    pub(crate) fn have_one_origin(&self, first: Denotation, second: Denotation) -> bool {
        match (self.origin(first), self.origin(second)) {
            (Some(first), Some(second)) => first == second,
            _ => false,
        }
    }

    /// The module that a name is of, and the name it is exported by there.
    fn origin(&self, means: Denotation) -> Option<(String, Symbol)> {
        let (from, specifier, original) = match (means, self.import_origins.get(&means)) {
            (Denotation::Value { .. }, Some(&(specifier, original))) => (&self.source.path, specifier, original),
            (Denotation::Foreign { module, .. }, Some(&(specifier, original))) => {
                (&self.imported_modules[module as usize].source.path, specifier, original)
            }
            (Denotation::Foreign { module, name }, None) => {
                let module = &self.imported_modules[module as usize];
                return Some((module.identity.clone(), module.exports.get(&name).copied().unwrap_or(name)));
            }
            _ => return None,
        };
        let specifier = specifier.as_str();
        match self.loader.load(from, specifier) {
            Ok(source) => Some((self.loader.identity(&source.path), original)),
            // JavaScript of packages and of the host is named alike everywhere.
            Err(_) if !specifier.starts_with('.') => Some((specifier.to_owned(), original)),
            Err(_) => None,
        }
    }

    fn take_definitions(
        &mut self,
        file: &sx_reader::FormFile,
        source: &Arc<Source>,
        set: SetId,
        module: usize,
        at: Span,
    ) {
        // What is wrong in a module that the imported one imports is wrong with the import of this file.
        let at = self.foreign.as_ref().map_or(at, |&(_, import)| import);
        let (outer, foreign) = (self.defining.take(), self.foreign.replace((Arc::clone(source), at)));
        let (mut roots, mut helpers) = (vec![], vec![]);
        for &root in &file.roots {
            let id = self.copy_form(&file.forms, root, None);
            self.defining = Some((Arc::clone(source), file.forms.span(root)));
            let stx = Stx { id, set };
            roots.push(stx);
            if self.core_head(stx) == Some(CoreForm::BeginForSyntax) {
                helpers.push((stx, file.forms.span(root)));
            } else {
                self.take_definition(stx, module, false);
            }
        }
        // Templates in helpers may name what is defined below them.
        let blocks: Vec<Stx> = helpers.iter().map(|&(stx, _)| stx).collect();
        self.announce_helpers(&blocks);
        for (stx, span) in helpers {
            self.defining = Some((Arc::clone(source), span));
            self.take_definition(stx, module, false);
        }
        self.imported_modules[module].is_library = self.is_library(&roots);
        (self.defining, self.foreign) = (outer, foreign);
    }

    /// Takes one definition over; `exported`: it stands in an `export`.
    fn take_definition(&mut self, stx: Stx, module: usize, exported: bool) {
        if !self.is_list(stx) || self.forms.kids(stx.id).is_empty() {
            return;
        }
        let kids = self.kids(stx);
        let core = match self.head(kids[0]) {
            Head::Core(core) => core,
            Head::Macro(id) => return self.take_expansion(id, stx, module, exported),
            Head::DotName(_) | Head::Value => return,
        };
        match core {
            CoreForm::DefineSyntax
            | CoreForm::Defmacro
            | CoreForm::BeginForSyntax
            | CoreForm::ImportMacros
            | CoreForm::DeclareGlobal => self.declare_in_body(stx),
            CoreForm::Begin => {
                for &kid in &kids[1..] {
                    self.take_definition(kid, module, exported);
                }
            }
            CoreForm::Export => self.take_export(&kids, module),
            CoreForm::Import => {
                let originals = self.import_originals(stx, &kids);
                for leaf in self.import_binders(stx, &kids) {
                    let means = self.take_name(leaf, module, false);
                    if let (Some(&origin), Some(means)) = (originals.get(&leaf.id), means) {
                        self.import_origins.insert(means, origin);
                    }
                }
            }
            CoreForm::Async => {
                if let Some(&inner) = kids.get(1) {
                    self.take_definition(inner, module, exported);
                }
            }
            _ if defines_run_time_names(core) => {
                for leaf in self.defined_names(core, &kids) {
                    self.take_name(leaf, module, exported);
                }
            }
            _ => {}
        }
    }

    /// A run-time name of the module. What a macro names for itself has no name that another module could import.
    fn take_name(&mut self, leaf: Stx, module: usize, exported: bool) -> Option<Denotation> {
        let name = self.binder_name_quiet(leaf)?;
        let (set, span, number) = (self.binder_set(leaf.set), self.span(leaf), module as u32);
        let means = if self.sets.size(set) == 1 {
            if exported {
                self.imported_modules[module].exports.insert(name, name);
            }
            Denotation::Foreign { module: number, name }
        } else {
            Denotation::ForeignOwn { module: number, name }
        };
        self.table.insert(&self.sets, name, Entry { set, means, span });
        Some(means)
    }

    /// Definitions that a macro of the module gives. What is wrong with others is said where the module is compiled.
    fn take_expansion(&mut self, id: MacroId, stx: Stx, module: usize, exported: bool) {
        let before = self.diagnostics.len();
        let (at_head, declares) = (self.at_body_head, self.declares_in_body);
        (self.at_body_head, self.declares_in_body) = (true, true);
        if let Some((result, frame)) = self.expand_macro(id, stx) {
            let result = self.peel(result);
            self.in_frame(frame, |this| this.take_definition(result, module, exported));
        }
        (self.at_body_head, self.declares_in_body) = (at_head, declares);
        if !self.stopped {
            self.diagnostics.truncate(before);
        }
    }

    /// The names that a definition binds.
    pub(crate) fn defined_names(&mut self, core: CoreForm, kids: &[Stx]) -> Vec<Stx> {
        let Some(&target) = kids.get(1) else { return vec![] };
        match core {
            CoreForm::Define if self.is_list(target) => self.kids(target).first().copied().into_iter().collect(),
            CoreForm::Const | CoreForm::Var | CoreForm::Let => {
                let before = self.diagnostics.len();
                let declarators = self.declarators(kids);
                // That file's mistakes are reported where it is compiled.
                self.diagnostics.truncate(before);
                declarators.into_iter().flat_map(|(pattern, _, _)| self.pattern_leaves(pattern)).collect()
            }
            _ => self.pattern_leaves(target),
        }
    }

    /// `(export form)` or `(export {a :b c})`; re-exports and the default bind nothing here.
    fn take_export(&mut self, kids: &[Stx], module: usize) {
        if let [_, default, form] = kids[..]
            && self.is_clause(default, CoreForm::Default)
        {
            // Its name is no export; it becomes one where a macro needs it.
            return self.take_definition(form, module, false);
        }
        let [_, form] = kids[..] else { return };
        if self.kind(form) != FormKind::Object {
            self.take_definition(form, module, true);
            return;
        }
        for (exported, local) in self.export_names(form) {
            self.imported_modules[module].exports.insert(local, exported);
        }
    }
}

/// Whether forms with this head define names that the program has; `async` and `decorate` stand around such forms.
pub(crate) fn defines_run_time_names(core: CoreForm) -> bool {
    matches!(
        core,
        CoreForm::Defn
            | CoreForm::DefnEffect
            | CoreForm::DefnStar
            | CoreForm::Defun
            | CoreForm::DefunStar
            | CoreForm::Class
            | CoreForm::Def
            | CoreForm::Define
            | CoreForm::Const
            | CoreForm::Var
            | CoreForm::Let
    )
}

/// Whether a specifier is a path; else a package is looked for.
pub(crate) fn is_path(specifier: &str) -> bool {
    ["./", "../", "/", "file:"].iter().any(|start| specifier.starts_with(start))
}
