//! What the expansions of a module's macros need of it when they stand in another module.
//!
//! ``(defn helper (x) …) (defmacro m (x) `(helper ,x))`` is compiled to the function and `export { helper };`, so that a
//! file that imports `m` can import `helper` behind it. Which names these are follows from this file alone: the names
//! in templates that are bound at its top. A program, which does something at its top and exports nothing, gets no such
//! exports: nobody imports it. (A call of a macro whose name begins with `def` counts as a definition.)

use crate::expander::{Expander, Head, Stx};
use crate::macros::MacroKind;
use crate::module_macros::defines_run_time_names;
use crate::syntax_rules::Template;
use crate::table::Denotation;
use sx_base::{Span, Symbol};
use sx_ir::{Flags, Goal, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormId, FormKind};

impl Expander<'_> {
    /// Whether other modules may import from the file of these top-level forms: it exports something, or it defines
    /// things and does nothing else. Asked when the definitions are known.
    pub(crate) fn is_library(&mut self, roots: &[Stx]) -> bool {
        let (mut stack, mut only_defines) = (roots.to_vec(), true);
        while let Some(stx) = stack.pop() {
            let stx = self.peel(stx);
            if !self.is_list(stx) {
                only_defines &= matches!(self.kind(stx), FormKind::String { .. });
                continue;
            }
            let kids = self.kids(stx);
            let Some(&head) = kids.first() else { continue };
            match self.head(head) {
                Head::Core(CoreForm::Export) => return true,
                Head::Core(CoreForm::Begin | CoreForm::Do) => stack.extend(&kids[1..]),
                Head::Core(CoreForm::Let) => only_defines &= self.is_let_declaration(&kids),
                Head::Core(core) => only_defines &= is_definition(core),
                Head::Macro(_) => only_defines &= self.form_name(head).starts_with("def"),
                Head::DotName(_) | Head::Value => only_defines = false,
            }
        }
        only_defines
    }

    /// Notes a name that the template of a macro has from its definition.
    pub(crate) fn note_template_name(&mut self, name: Symbol, set: crate::scope::SetId) {
        let Some(entry) = self.resolve(name, set) else { return };
        if let Denotation::Value { tree: 0, binding } = entry.means
            && self.sets.size(entry.set) == 1
        {
            self.template_names.insert(binding);
        }
    }

    /// The export of what the macros of this file need and it does not export itself.
    pub(crate) fn macro_exports(&mut self, roots: &[Stx]) -> Option<NodeId> {
        if self.options.goal == Goal::Script || !self.has_own_macros() || !self.is_library(roots) {
            return None;
        }
        self.note_rules();
        let mut names: Vec<_> =
            self.template_names.iter().copied().filter(|binding| !self.exported.contains(binding)).collect();
        names.sort_unstable();
        if names.is_empty() {
            return None;
        }
        let none = Span::NONE;
        let mut nodes = vec![];
        for binding in names {
            let key = self.tree.bindings[binding.0 as usize].name;
            let local = self.tree.add(Kind::Name, Flags::NONE, binding.0, &[], none, none);
            let key = self.tree.add(Kind::KeyName, Flags::NONE, key.index(), &[], none, none);
            nodes.push(self.tree.add(Kind::ExportSpecifier, Flags::NONE, NO_SYMBOL, &[local, key], none, none));
        }
        Some(self.tree.add(Kind::ExportList, Flags::NONE, NO_SYMBOL, &nodes, none, none))
    }

    fn has_own_macros(&self) -> bool {
        !self.template_names.is_empty() || self.macros.iter().any(|def| def.source.is_none())
    }

    /// Notes the names in the templates of `syntax-rules`.
    fn note_rules(&mut self) {
        let mut names = vec![];
        for def in &self.macros {
            let (MacroKind::Rules(rules), None) = (&def.kind, &def.source) else { continue };
            for rule in &rules.clauses {
                let (mut used, mut binders) = (vec![], vec![]);
                template_symbols(&rule.template, &mut used);
                self.template_binders_in(&rule.template, &mut binders);
                let binds = |stx: &Stx| binders.iter().any(|&binder| self.forms.kind(binder) == self.kind(*stx));
                names.extend(used.into_iter().filter(|stx| !binds(stx)));
            }
        }
        for stx in names {
            if let FormKind::Symbol(name) | FormKind::Verbatim(name) = self.kind(stx) {
                let base = self.dotted(name).map_or(name, |dotted| dotted.base);
                self.note_template_name(base, stx.set);
            }
        }
    }
}

impl Expander<'_> {
    /// The symbols that a template binds in plain sight with `let`, `const`, `fn`: these are no references.
    fn template_binders_in(&self, template: &Template, out: &mut Vec<FormId>) {
        let Template::Compound { items, tail, .. } = template else { return };
        let first = items.first().and_then(|item| match &item.template {
            Template::Form(stx) => self.forms.as_symbol(stx.id),
            Template::Var(_) | Template::Dotted(..) | Template::Compound { .. } => None,
        });
        if let (Some(head), Some(second)) = (first, items.get(1)) {
            match (head.as_str(), &second.template) {
                ("const" | "let" | "var", Template::Form(stx)) => out.push(stx.id),
                ("let" | "let*" | "letrec", Template::Compound { items, .. }) => {
                    let inner = items.iter().filter_map(|item| match &item.template {
                        Template::Compound { items, .. } => items.first(),
                        Template::Form(_) | Template::Var(_) | Template::Dotted(..) => None,
                    });
                    out.extend(inner.filter_map(form_of));
                }
                ("fn" | "lambda", Template::Compound { items, .. }) => out.extend(items.iter().filter_map(form_of)),
                _ => {}
            }
        }
        for item in items {
            self.template_binders_in(&item.template, out);
        }
        if let Some(tail) = tail {
            self.template_binders_in(tail, out);
        }
    }
}

fn form_of(item: &crate::syntax_rules::Item) -> Option<FormId> {
    match &item.template {
        Template::Form(stx) => Some(stx.id),
        Template::Var(_) | Template::Dotted(..) | Template::Compound { .. } => None,
    }
}

/// Whether a top-level form defines and does nothing else. A `let` may have a body.
fn is_definition(core: CoreForm) -> bool {
    let is_for_the_file = matches!(
        core,
        CoreForm::Async
            | CoreForm::Decorate
            | CoreForm::Import
            | CoreForm::ImportMacros
            | CoreForm::File
            | CoreForm::Directive
            | CoreForm::DeclareGlobal
            | CoreForm::DefineSyntax
            | CoreForm::Defmacro
            | CoreForm::BeginForSyntax
    );
    is_for_the_file || (core != CoreForm::Let && defines_run_time_names(core))
}

fn template_symbols(template: &Template, out: &mut Vec<Stx>) {
    match template {
        Template::Form(stx) => out.push(*stx),
        Template::Var(_) | Template::Dotted(..) => {}
        Template::Compound { items, tail, .. } => {
            for item in items {
                template_symbols(&item.template, out);
            }
            if let Some(tail) = tail {
                template_symbols(tail, out);
            }
        }
    }
}
