//! `(import-macros {a :b c} "./m.lisp")`: macros cross files; nothing of it reaches the output.
//!
//! The other file's definitions are taken over under one new scope that stands for that module, so that its macros see
//! each other, its helpers and its own imports, and nothing of this file.

use crate::Loader;
use crate::body::{is_compile_time, may_define};
use crate::diagnostics as diag;
use crate::expander::{Expander, FrameId, Head, Stx};
use crate::macro_exports::ModuleTop;
use crate::macros::MacroKind;
use crate::scope::SetId;
use crate::table::{Denotation, Entry, MacroId};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use sx_base::names::marked_stem;
use sx_base::{Source, Span, Symbol};
use sx_ir::{BindingId, BindingKind, Kind, Tree};
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
    /// The run-time names it defines.
    pub(crate) names: Vec<ForeignName>,
    /// What its top does: from that follows what it exports by itself.
    pub(crate) top: ModuleTop,
    /// Run-time names that expansions use, with their bindings here.
    pub(crate) used: Vec<(Symbol, BindingId)>,
    /// The `import-macros` of this file that led here.
    pub(crate) asked_by: Option<Span>,
    /// The modules that led here, for cycles.
    open: bool,
}

/// A run-time name of a module that macros were imported from.
#[derive(Clone, Copy)]
pub(crate) struct ForeignName {
    pub(crate) name: Symbol,
    /// Which of those of its spelling it is that macros made under names of their own; 0 for what was written.
    pub(crate) number: u32,
    /// The name under which the module exports it in its text.
    pub(crate) exported: Option<Symbol>,
}

impl ImportedModule {
    /// The name under which the module exports a definition in its text or by itself; in a program nobody does.
    pub(crate) fn exported_name(&self, loader: &dyn Loader, definition: u32) -> Symbol {
        let ForeignName { name, number, exported } = self.names[definition as usize];
        exported.unwrap_or_else(|| self.top.automatic_name(loader, &self.source, name, number))
    }
}

/// A form of another module whose definitions are taken over.
#[derive(Clone, Copy)]
struct Taken {
    stx: Stx,
    frame: FrameId,
    /// It stands in an `export`.
    exported: bool,
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
        let Some(value) = self.kind(specifier).string_value() else {
            self.report(diag::shape(self.span(specifier), "import-macros", shape));
            return;
        };
        let (at, before) = (self.span(specifier), self.imported_modules.len());
        let module = self.take_over(&from, value.as_str(), at);
        if self.defining.is_none() {
            let asked_by = self.span(stx);
            for module in &mut self.imported_modules[before..] {
                module.asked_by = Some(asked_by);
            }
        }
        let set = module.map(|module| self.imported_modules[module].set);
        let entries = self.kids(names);
        let mut n = 0;
        while n < entries.len() {
            let kind = self.kind(entries[n]);
            let (original, local) = match (kind, kind.key_text()) {
                (_, Some(original)) if n + 1 < entries.len() => {
                    n += 1;
                    (original, entries[n])
                }
                (FormKind::Symbol(original) | FormKind::Verbatim(original), _) => (original, entries[n]),
                _ => {
                    self.report(diag::bad_import_name(self.span(entries[n])));
                    n += 1;
                    continue;
                }
            };
            n += 1;
            let js = sx_base::names::js_name(original);
            let found = js.zip(set).and_then(|(js, set)| self.table.exact(&self.sets, js, set));
            let Some(entry) = found.filter(|entry| matches!(entry.means, Denotation::Macro(_))) else {
                if module.is_some() {
                    let span = self.span(local);
                    self.report(diag::no_such_macro(span, original, value.as_str()));
                }
                // Its calls are no mistakes of their own.
                let failed = self.new_macro(local, stx, MacroKind::Failed);
                self.bind_macro(local, failed);
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

    /// Reports the cycle of the files `start` and those that are being read from the module `first` on, each imported by
    /// the one before.
    fn report_cycle(&mut self, at: Span, start: Option<&Source>, first: usize) {
        let open = self.imported_modules[first..].iter().filter(|module| module.open);
        let files: Vec<&Source> = start.into_iter().chain(open.map(|module| &*module.source)).collect();
        // All of its files tell of the same cycle.
        let mut identities: Vec<String> = files.iter().map(|file| self.loader.identity(&file.path)).collect();
        identities.sort_unstable();
        let mut chain: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        chain.extend(chain.first().copied());
        let mut problem = diag::macro_import_cycle(at, &chain);
        problem.shared = Some(identities.join("\n"));
        self.report(problem);
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
                self.report_cycle(at, None, known);
                return None;
            }
            return Some(known);
        }
        if identity == self.loader.identity(&self.source.path) {
            self.report_cycle(at, Some(&source), 0);
            return None;
        }
        let (file, diagnostics) = sx_reader::read(&source);
        if let Some(first) = diagnostics.iter().find(|d| d.is_error()) {
            self.report(diag::broken_macro_file(at, specifier, &source, first));
            return None;
        }
        let scope = self.sets.binding_scope(at);
        let set = self.sets.add(SetId::EMPTY, scope);
        self.modules_have_var |= !crate::expander::forms_with_var(&file.forms).is_empty();
        let number = self.imported_modules.len();
        let importer = self.imported_modules.iter().find(|module| module.source.path == from);
        let reached = match importer {
            _ if !sx_base::specifier::is_path(specifier) => Some(specifier.to_owned()),
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
            names: vec![],
            top: ModuleTop::of_goal(crate::goal_of(&file)),
            used: vec![],
            asked_by: None,
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
            (Denotation::Foreign { module, definition }, None) => {
                let module = &self.imported_modules[module as usize];
                let exported = module.exported_name(self.loader, definition);
                return Some(self.export_origins.follow(self.loader, Arc::clone(&module.source), exported));
            }
            _ => return None,
        };
        let specifier = specifier.as_str();
        match self.loader.load(from, specifier) {
            Ok(source) => Some(self.export_origins.follow(self.loader, source, original)),
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
        // As in a body that is compiled: names in plain sight come first, then what macro code calls, then macro calls.
        let (mut later, mut helpers, mut exports) = (vec![], vec![], vec![]);
        for &root in &file.roots {
            let id = self.copy_form(&file.forms, root, None);
            let (stx, span) = (Stx { id, set }, file.forms.span(root));
            self.defining = Some((Arc::clone(source), span));
            match self.list_head(stx) {
                Some(Head::Core(CoreForm::BeginForSyntax)) => helpers.push((stx, span)),
                Some(Head::Core(CoreForm::Begin | CoreForm::Do)) => later.push((stx, span)),
                Some(Head::Core(CoreForm::Export)) if self.exports_what_may_expand(stx) => later.push((stx, span)),
                head @ Some(Head::Core(core)) if may_define(core) => {
                    self.take_plain(Taken { stx, frame: self.frame, exported: false }, head, module, &mut exports);
                }
                _ => later.push((stx, span)),
            }
        }
        // Templates in helpers may name what is defined below them.
        let blocks: Vec<Stx> = helpers.iter().map(|&(stx, _)| stx).collect();
        self.announce_helpers(&blocks);
        for (stx, span) in helpers {
            self.defining = Some((Arc::clone(source), span));
            self.declare_in_body(stx);
        }
        for (stx, span) in later {
            self.defining = Some((Arc::clone(source), span));
            self.take_forms(stx, module, &mut exports);
        }
        for (exported, local) in exports {
            let (FormKind::Symbol(name) | FormKind::Verbatim(name)) = self.kind(local) else { continue };
            if let Some(Denotation::Foreign { module: of, definition }) =
                self.resolve(name, local.set).map(|entry| entry.means)
                && of as usize == module
            {
                self.imported_modules[module].names[definition as usize].exported = Some(exported);
            }
        }
        (self.defining, self.foreign) = (outer, foreign);
    }

    /// What an `export` holds, if that is one form.
    fn exported_form(&mut self, stx: Stx) -> Option<Stx> {
        match self.kids(stx)[..] {
            [_, inner] => Some(inner),
            [_, default, inner] if self.is_clause(default, CoreForm::Default) => Some(inner),
            _ => None,
        }
    }

    /// Whether what stands in an `export` may be a macro call, of a macro that is not known yet, or a form that splices.
    fn exports_what_may_expand(&mut self, stx: Stx) -> bool {
        let Some(inner) = self.exported_form(stx) else { return false };
        let is_call = self.list_head(inner).is_some_and(|head| !matches!(head, Head::Core(_)));
        is_call || self.exports_what_expands(stx)
    }

    /// Whether a macro call, or a form that splices, stands in an `export`.
    fn exports_what_expands(&mut self, stx: Stx) -> bool {
        let Some(inner) = self.exported_form(stx) else { return false };
        match self.list_head(inner) {
            Some(Head::Core(core)) => is_compile_time(core) || matches!(core, CoreForm::Begin | CoreForm::Do),
            Some(Head::Macro(_)) => true,
            Some(Head::DotName(_) | Head::Value) | None => false,
        }
    }

    /// Takes over what a form of the top of a module defines, with all that its macros make of it. Names that lists
    /// export go to `exports`.
    fn take_forms(&mut self, stx: Stx, module: usize, exports: &mut Vec<(Symbol, Stx)>) {
        let mut stack = vec![Taken { stx, frame: self.frame, exported: false }];
        while let Some(taken) = stack.pop() {
            let stx = self.peel(taken.stx);
            let taken = Taken { stx, ..taken };
            match self.list_head(stx) {
                Some(Head::Macro(id)) => {
                    if let Some((stx, frame)) = self.in_frame(taken.frame, |this| this.take_expansion(id, stx)) {
                        stack.push(Taken { stx, frame, ..taken });
                    }
                }
                Some(Head::Core(CoreForm::Begin | CoreForm::Do)) => {
                    let kids = self.kids(stx);
                    stack.extend(kids[1..].iter().rev().map(|&stx| Taken { stx, ..taken }));
                }
                head @ Some(Head::Core(CoreForm::Export)) if self.exports_what_expands(stx) => {
                    self.note_foreign_form(taken, head, module);
                    // The name of a default is no export; it becomes one where a macro needs it.
                    let kids = self.kids(stx);
                    stack.extend(kids.last().map(|&stx| Taken { stx, exported: kids.len() == 2, ..taken }));
                }
                head => self.take_plain(taken, head, module, exports),
            }
        }
    }

    fn note_foreign_form(&mut self, taken: Taken, head: Option<Head>, module: usize) {
        let mut top = std::mem::take(&mut self.imported_modules[module].top);
        self.in_frame(taken.frame, |this| this.note_form_in(&mut top, taken.stx, head));
        self.imported_modules[module].top = top;
    }

    /// Takes over what a form defines at whose head no macro stands.
    fn take_plain(&mut self, taken: Taken, head: Option<Head>, module: usize, exports: &mut Vec<(Symbol, Stx)>) {
        if !taken.exported {
            self.note_foreign_form(taken, head, module);
        }
        let Some(Head::Core(core)) = head else { return };
        let declares = std::mem::replace(&mut self.declares_in_body, true);
        self.in_frame(taken.frame, |this| this.take_definition(taken, core, module, exports));
        self.declares_in_body = declares;
    }

    fn take_definition(&mut self, taken: Taken, core: CoreForm, module: usize, exports: &mut Vec<(Symbol, Stx)>) {
        let Taken { stx, exported, .. } = taken;
        let kids = self.kids(stx);
        match core {
            _ if is_compile_time(core) => self.declare_in_body(stx),
            CoreForm::Export => self.take_export(taken, &kids, module, exports),
            CoreForm::Import => {
                let originals = self.import_originals(stx, &kids);
                for leaf in self.import_binders(stx, &kids) {
                    let means = self.take_name(leaf, module, false);
                    if let (Some(&origin), Some(means)) = (originals.get(&leaf.id), means) {
                        self.import_origins.insert(means, origin);
                    }
                }
            }
            CoreForm::Async | CoreForm::Decorate => {
                let inner = if core == CoreForm::Async { kids.get(1) } else { kids[1..].last() };
                if let Some(&inner) = inner
                    && let Some(core) = self.core_head(inner)
                {
                    self.take_definition(Taken { stx: inner, ..taken }, core, module, exports);
                }
            }
            CoreForm::Let if !self.is_let_declaration(&kids) => {}
            CoreForm::Class if !self.is_class_declaration(&kids) => {}
            _ if defines_run_time_names(core) => {
                for leaf in self.defined_names(core, &kids) {
                    self.take_name(leaf, module, exported);
                }
            }
            _ => {}
        }
    }

    /// A run-time name of the module.
    fn take_name(&mut self, leaf: Stx, module: usize, exported: bool) -> Option<Denotation> {
        let filed = self.binder_name_quiet(leaf)?;
        let (set, span) = (self.binder_set(leaf.set), self.span(leaf));
        if let Some(known) = self.table.exact(&self.sets, filed, set) {
            return Some(known.means);
        }
        let name = marked_stem(filed.as_str()).map_or(filed, |(stem, _)| Symbol::intern(stem));
        let is_written = self.is_at_top(set);
        let of = &mut self.imported_modules[module];
        let number = if is_written { 0 } else { of.top.number(name) };
        of.names.push(ForeignName { name, number, exported: exported.then_some(name) });
        let means = Denotation::Foreign { module: module as u32, definition: of.names.len() as u32 - 1 };
        self.table.insert(&self.sets, filed, Entry { set, means, span });
        Some(means)
    }

    /// The definition that an unbound name of a template means where it is of another module after all: a `var` in a block
    /// or value of its top, whoever makes it there. Only the expansion of the whole module tells.
    pub(crate) fn hidden_var(&mut self, js: Symbol, set: SetId) -> Option<Entry> {
        let is_from = |of: &ImportedModule| self.sets.contains(set, self.sets.newest(of.set));
        let module = self.imported_modules.iter().position(is_from)?;
        // Modules that are expanded for this ask for no others: with each of a chain that does the time would double.
        if self.imported_modules[module].open || self.is_inside {
            return None;
        }
        let source = Arc::clone(&self.imported_modules[module].source);
        if !self.hidden_vars.contains_key(&*source.path) {
            let (file, _) = sx_reader::read(&source);
            let (tree, _) = crate::expand_noting(file, Arc::clone(&source), self.options, self.loader, true, &mut None);
            self.hidden_vars.insert(source.path.clone(), exported_vars(&tree));
        }
        let exported = *self.hidden_vars.get(&*source.path)?.get(&js)?;
        let of = &mut self.imported_modules[module];
        let (definition, set) = (of.names.len() as u32, of.set);
        let exported = of.top.is_library().then_some(exported);
        of.names.push(ForeignName { name: js, number: 0, exported });
        let means = Denotation::Foreign { module: module as u32, definition };
        let entry = Entry { set, means, span: Span::NONE };
        self.table.insert(&self.sets, js, entry);
        Some(entry)
    }

    /// What a macro call of the module gives. What is wrong with it is said where the module is compiled.
    fn take_expansion(&mut self, id: MacroId, stx: Stx) -> Option<(Stx, FrameId)> {
        let before = self.diagnostics.len();
        let at_head = std::mem::replace(&mut self.at_body_head, true);
        let result = self.expand_macro(id, stx);
        self.at_body_head = at_head;
        if !self.stopped {
            self.diagnostics.truncate(before);
        }
        result
    }

    /// The names that a definition binds.
    pub(crate) fn defined_names(&mut self, core: CoreForm, kids: &[Stx]) -> Vec<Stx> {
        let Some(&target) = kids.get(1) else { return vec![] };
        match core {
            CoreForm::Define if self.is_list(target) => self.kids(target).first().copied().into_iter().collect(),
            CoreForm::Const | CoreForm::Using | CoreForm::AwaitUsing | CoreForm::Var | CoreForm::Let => {
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
    fn take_export(&mut self, taken: Taken, kids: &[Stx], module: usize, exports: &mut Vec<(Symbol, Stx)>) {
        let (form, exported) = match kids[..] {
            // Its name is no export; it becomes one where a macro needs it.
            [_, default, form] if self.is_clause(default, CoreForm::Default) => (form, false),
            [_, form] if self.kind(form) == FormKind::Object => {
                exports.extend(self.export_entries(form));
                return;
            }
            [_, form] => (form, true),
            _ => return,
        };
        if let Some(core) = self.core_head(form) {
            self.take_definition(Taken { stx: form, exported, ..taken }, core, module, exports);
        }
    }
}

/// The `var`s that a module exports in lists, as what it exports by itself, with the names there.
fn exported_vars(tree: &Tree) -> FxHashMap<Symbol, Symbol> {
    let roots = tree.root.map_or(&[][..], |root| tree.kids(root));
    let lists = roots.iter().filter(|&&form| tree.kind(form) == Kind::ExportList);
    let specifiers = lists.flat_map(|&list| tree.kids(list)).filter_map(|&specifier| {
        let &[local, exported] = tree.kids(specifier) else { return None };
        let local = (tree.kind(local) == Kind::Name).then(|| &tree.bindings[tree.payload(local) as usize])?;
        let is_var = local.kind == BindingKind::Var && tree.kind(exported) == Kind::KeyName;
        is_var.then(|| (local.name, Symbol::from_index(tree.payload(exported))))
    });
    specifiers.collect()
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
            | CoreForm::Using
            | CoreForm::AwaitUsing
            | CoreForm::Var
            | CoreForm::Let
    )
}
