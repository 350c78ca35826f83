//! What the expansions of a module's macros need of it when they stand in another module.
//!
//! ``(defn helper (x) …) (defmacro m (x) `(helper ,x))`` is compiled to the function and `export { helper };`, so that a
//! file that imports `m` can import `helper` behind it. Which names these are follows from this file alone: the names
//! in templates that are bound at its top. A program, which does something at its top and exports nothing, gets no such
//! exports: nobody imports it. (What a macro whose name begins with `def` gives counts as definitions.)
//!
//! A definition that a macro made under a name of its own has no name that anybody could write. It is exported as
//! `helper$1`, the first of that spelling, which both this file and whoever imports its macros find by counting.

use crate::Loader;
use crate::expander::{Expander, Head, Stx};
use crate::macros::MacroKind;
use crate::module_macros::defines_run_time_names;
use crate::table::Denotation;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::rc::Rc;
use sx_base::{Source, Span, Symbol};
use sx_ir::{Flags, Goal, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormId, FormKind};

/// What the top of a module does, as far as it decides what the module exports by itself.
#[derive(Default)]
pub(crate) struct ModuleTop {
    exports: bool,
    /// It passes on all names of another module, which are not known here.
    exports_all: bool,
    /// Names under which it exports something else than its own definition of that spelling.
    given_away: FxHashSet<Symbol>,
    /// It does something else than to define.
    acts: bool,
    /// A script exports nothing.
    goal: sx_ir::Goal,
    /// The most `$` before a digit in a name that a macro exports, which need not be spelled in the text.
    marks: usize,
    /// The modules whose names it passes on.
    stars: Vec<Symbol>,
    /// How many definitions macros made under names of their own, by spelling.
    made: FxHashMap<Symbol, u32>,
    /// What stands between the spelling and the number of a name that the module exports by itself.
    mark: OnceCell<String>,
}

impl ModuleTop {
    /// Whether other modules may import from it: it exports something, or it defines things and does nothing else.
    pub(crate) fn is_library(&self) -> bool {
        !self.is_script() && (self.exports || !self.acts)
    }

    /// Of a file of which nothing is known but its goal.
    pub(crate) fn of_goal(goal: sx_ir::Goal) -> Self {
        Self { goal, ..Self::default() }
    }

    pub(crate) fn is_script(&self) -> bool {
        self.goal == sx_ir::Goal::Script
    }

    /// The number, from 1, of the next definition that a macro makes under the name `name` of its own.
    pub(crate) fn number(&mut self, name: Symbol) -> u32 {
        let number = self.made.entry(name).or_default();
        *number += 1;
        *number
    }

    /// The name under which the module exports by itself what is called `name` and has the `number` that
    /// [`ModuleTop::number`] gave, 0 for what was written. `source`: the module's.
    pub(crate) fn automatic_name(&self, loader: &dyn Loader, source: &Source, name: Symbol, number: u32) -> Symbol {
        // What stands in the export list would hide what is passed on under the same name.
        if number == 0 && !self.exports_all && !self.given_away.contains(&name) {
            return name;
        }
        let mark = self.mark.get_or_init(|| {
            let passed_on = marks_behind(loader, source, &self.stars);
            "$".repeat(longest_mark(&source.text).max(self.marks).max(passed_on) + 1)
        });
        Symbol::intern(&format!("{name}{mark}{number}"))
    }
}

/// How many `$` stand before a digit in `text`, at most: no name in it ends with one more of them and a number.
fn longest_mark(text: &str) -> usize {
    let (mut longest, mut here) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'$' => here += 1,
            b'0'..=b'9' => (longest, here) = (longest.max(here), 0),
            _ => here = 0,
        }
    }
    longest
}

/// The longest mark in the texts of the modules that `source` passes on as `stars`, and those that they do, as far as
/// they are Lisp.
fn marks_behind(loader: &dyn Loader, source: &Source, stars: &[Symbol]) -> usize {
    let mut left: Vec<(String, Symbol)> = stars.iter().map(|&star| (source.path.clone(), star)).collect();
    let (mut seen, mut longest) = (FxHashSet::default(), 0);
    while let Some((from, specifier)) = left.pop() {
        let Ok(module) = loader.load(&from, specifier.as_str()) else { continue };
        if !seen.insert(loader.identity(&module.path)) {
            continue;
        }
        longest = longest.max(longest_mark(&module.text));
        let (file, _) = sx_reader::read(&module);
        let symbol = |id: FormId| file.forms.as_symbol(id).map_or("", |name| name.as_str());
        for &root in &file.roots {
            if let Some(&[export, star, _, specifier, ..]) = file.forms.as_list(root)
                && (symbol(export), symbol(star)) == ("export", "*")
                && let Some(value) = file.forms.kind(specifier).string_value()
            {
                left.push((module.path.clone(), value));
            }
        }
    }
    longest
}

impl Expander<'_> {
    /// Notes a form of the top of the module in `top`, no macro call, at whose head `head` was found. The frame is that
    /// of the expansion that gave it.
    pub(crate) fn note_form_in(&mut self, top: &mut ModuleTop, stx: Stx, head: Option<Head>) {
        if let Some(Head::Core(CoreForm::Export)) = head {
            let kids = self.kids(stx);
            top.exports = true;
            if kids.get(1).is_some_and(|&star| self.is_clause(star, CoreForm::Mul)) {
                top.exports_all = true;
                if let Some(value) = kids.get(3).and_then(|&specifier| self.kind(specifier).string_value()) {
                    top.stars.push(value);
                }
            }
            self.note_given_names(top, &kids);
            if self.frame != 0 {
                top.marks = top.marks.max(self.marks_in(&kids));
            }
        } else if !top.acts {
            let gives_definitions = |this: &Self| this.macros_around().any(|name| name.as_str().starts_with("def"));
            top.acts = self.acts(stx, head) && !gives_definitions(self);
        }
    }

    /// The longest mark in the names that the export of the parts `kids` gives.
    fn marks_in(&mut self, kids: &[Stx]) -> usize {
        let Some(&what) = kids.get(1) else { return 0 };
        let names = match self.list_head(what) {
            Some(Head::Core(core)) => {
                let parts = self.kids(what);
                self.defined_names(core, &parts)
            }
            _ => self.kids(what).to_vec(),
        };
        let marks = names.iter().map(|&name| match self.kind(name) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) => longest_mark(name.as_str()),
            kind => kind.key_text().map_or(0, |name| longest_mark(name.as_str())),
        });
        marks.max().unwrap_or(0)
    }

    /// Notes the names that the export of the parts `kids` gives to others than the module's own definitions of that
    /// spelling.
    fn note_given_names(&mut self, top: &mut ModuleTop, kids: &[Stx]) {
        let Some(&what) = kids.get(1) else { return };
        let parts = self.kids(what);
        match self.kind(what) {
            FormKind::Object => {
                let is_from_elsewhere = kids.len() > 2;
                let mut at = 0;
                while let Some(&part) = parts.get(at) {
                    at += 1;
                    let kind = self.kind(part);
                    match (kind, kind.key_text()) {
                        (FormKind::Symbol(name) | FormKind::Verbatim(name), _) if is_from_elsewhere => {
                            top.given_away.insert(name);
                        }
                        (_, Some(name)) => {
                            let local = parts.get(at).and_then(|&local| self.forms.as_symbol(local.id));
                            at += 1;
                            if is_from_elsewhere || local != Some(name) {
                                top.given_away
                                    .extend([Some(name), local.filter(|_| is_from_elsewhere)].into_iter().flatten());
                            }
                        }
                        _ => {}
                    }
                }
            }
            // `(* as name)`.
            FormKind::List if self.opt_first_kid(what).is_some_and(|star| self.is_clause(star, CoreForm::Mul)) => {
                top.given_away.extend(parts.last().and_then(|&name| self.forms.as_symbol(name.id)));
            }
            // What a macro exports is not what the file defines.
            FormKind::List if self.frame != 0 => {
                top.given_away.extend(parts.get(1).and_then(|&name| self.forms.as_symbol(name.id)));
            }
            _ => {}
        }
    }

    /// The same for the program.
    pub(crate) fn note_top_form(&mut self, stx: Stx, head: Option<Head>) {
        let mut top = std::mem::take(&mut self.top);
        self.note_form_in(&mut top, stx, head);
        self.top = top;
    }

    /// The names of the macros whose expansions are under way, the innermost first.
    pub(crate) fn macros_around(&self) -> impl Iterator<Item = Symbol> + '_ {
        let mut frame = self.frame;
        std::iter::from_fn(move || {
            let here = (frame != 0).then(|| self.frames[frame as usize])?;
            frame = here.outer;
            Some(self.macros[here.macro_id.0 as usize].name)
        })
    }

    /// Whether a form at the top of a module does something else than to define.
    fn acts(&mut self, stx: Stx, head: Option<Head>) -> bool {
        if !self.is_list(stx) {
            return !self.kind(stx).is_string();
        }
        match head {
            Some(Head::Core(CoreForm::Let)) => {
                let kids = self.kids(stx);
                !self.is_let_declaration(&kids)
            }
            Some(Head::Core(CoreForm::LetSyntax | CoreForm::LetrecSyntax)) => self.acts_in_body(stx),
            Some(Head::Core(core)) => !is_definition(core),
            Some(Head::DotName(_) | Head::Value) => true,
            // An empty list is an error, and macros are expanded.
            Some(Head::Macro(_)) | None => false,
        }
    }

    /// Whether the body of a `let-syntax` does something, as far as that can be told before its macros are known: a call of
    /// one of them does what stands in its templates, and in the operands that those take whole.
    fn acts_in_body(&mut self, stx: Stx) -> bool {
        let mut templates: FxHashMap<Symbol, Vec<Stx>> = FxHashMap::default();
        // Forms, with the call whose template they are of.
        let mut stack: Vec<(Stx, Option<Stx>)> = vec![(stx, None)];
        while let Some((stx, call)) = stack.pop() {
            let stx = self.peel(stx);
            let (head, kids) = (self.list_head(stx), self.kids(stx));
            match head {
                Some(Head::Core(CoreForm::LetSyntax | CoreForm::LetrecSyntax)) => {
                    let Some(&bindings) = kids.get(1) else { continue };
                    for binding in self.kids(bindings) {
                        if let [name, rules] = self.kids(binding)[..]
                            && let Some(name) = self.forms.as_symbol(name.id)
                        {
                            let made = self.templates_of(rules);
                            templates.insert(name, made);
                        }
                    }
                    stack.extend(kids[2..].iter().map(|&form| (form, None)));
                }
                Some(Head::Core(CoreForm::Begin | CoreForm::Do)) => {
                    stack.extend(kids[1..].iter().map(|&form| (form, call)));
                }
                // Of a macro that calls itself once is enough.
                Some(_)
                    if let Some(made) = self.forms.as_symbol(kids[0].id).and_then(|name| templates.get_mut(&name)) =>
                {
                    stack.extend(std::mem::take(made).into_iter().map(|form| (form, Some(stx))));
                }
                Some(Head::Macro(id)) => {
                    let name = self.macros[id.0 as usize].name;
                    if !name.as_str().starts_with("def") {
                        return true;
                    }
                }
                // What a template takes from the call, perhaps several times.
                None if let Some(call) = call => {
                    let operands = self.kids(call);
                    stack.extend(operands[1..].iter().filter(|&&form| self.is_list(form)).map(|&form| (form, None)));
                    if !self.forms.is_symbol(stx.id, "...") && operands[1..].iter().any(|&form| !self.is_list(form)) {
                        return true;
                    }
                }
                _ if self.acts(stx, head) => return true,
                _ => {}
            }
        }
        false
    }

    /// The templates of `(syntax-rules …)`.
    fn templates_of(&mut self, rules: Stx) -> Vec<Stx> {
        // The first list has the literals.
        let lists = self.kids(rules).into_iter().filter(|&part| self.is_list(part));
        let clauses: Vec<Stx> = lists.skip(1).collect();
        clauses.into_iter().filter_map(|clause| self.kids(clause).get(1).copied()).collect()
    }

    /// Notes a name that the template of a macro has from its definition.
    pub(crate) fn note_template_name(&mut self, name: Symbol, set: crate::scope::SetId) {
        let js = self.facts.get(name).js;
        let Some(entry) = js.and_then(|js| self.look_up_in_modules(js, set)) else { return };
        if let Denotation::Value { tree: 0, binding } = entry.means
            && (self.is_at_top(entry.set) || self.made_names.contains_key(&binding))
        {
            self.template_names.insert(binding);
        }
    }

    /// The export of what the macros of this file need and it does not export itself.
    pub(crate) fn macro_exports(&mut self) -> Option<NodeId> {
        // Who expands this file for another one's sake asks what its templates name, not what it exports.
        let may_export = self.is_inside || (self.options.goal != Goal::Script && self.top.is_library());
        if !may_export || !self.has_own_macros() {
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
            let name = self.tree.bindings[binding.0 as usize].name;
            let number = self.made_names.get(&binding).copied().unwrap_or(0);
            let key = self.top.automatic_name(self.loader, &self.source, name, number);
            if key == name {
                // As if it were written.
                let known = &mut self.tree.bindings[binding.0 as usize];
                (known.fixed, known.fresh) = (true, false);
            }
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
        for number in 0..self.macros.len() {
            let def = &self.macros[number];
            let (MacroKind::Rules(rules), None) = (&def.kind, &def.source) else { continue };
            let rules = Rc::clone(rules);
            for rule in &rules.clauses {
                let names = self.free_names_of_rule(&rule.template);
                self.note_template_names(&names);
            }
        }
    }

    /// Notes names that the template of a macro has from its definition.
    pub(crate) fn note_template_names(&mut self, names: &[Stx]) {
        for stx in names {
            if let FormKind::Symbol(name) | FormKind::Verbatim(name) = self.kind(*stx) {
                let base = self.dotted(name).map_or(name, |dotted| dotted.base);
                self.note_template_name(base, stx.set);
            }
        }
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
            | CoreForm::Empty
    );
    is_for_the_file || (core != CoreForm::Let && defines_run_time_names(core))
}
