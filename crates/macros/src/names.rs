//! Names: a symbol goes in, a `Name`, a chain of members or a literal comes out.

use crate::diagnostics as diag;
use crate::dotted::Dotted;
use crate::expander::{Expander, Stx};
use crate::scope::SetId;
use crate::symbol_facts::BaseSpelling;
use crate::table::Denotation;
use std::rc::Rc;
use sx_base::names::js_name;
use sx_base::{Span, Symbol};
use sx_ir::{Binding, BindingId, BindingKind, Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

/// Whether JavaScript has no global that it could call `name`: `is_strict` code or not.
pub(crate) fn is_reserved_global(name: Symbol, is_strict: bool) -> bool {
    let is_name = matches!(name.as_str(), "eval" | "arguments");
    !is_name && sx_base::names::is_reserved(name.as_str(), is_strict)
}

impl Expander<'_> {
    /// The parts of a dotted symbol.
    pub(crate) fn dotted(&mut self, name: Symbol) -> Option<Rc<Dotted>> {
        self.facts.get(name).dotted.clone()
    }

    /// A symbol as value, or as place with [`Flags::PLACE`].
    pub(crate) fn expand_symbol(&mut self, stx: Stx, name: Symbol, place: Flags) -> NodeId {
        if let Some(dotted) = self.dotted(name) {
            let (chain, optional) = self.expand_dotted(stx, &dotted, place);
            if dotted.optional_call {
                return self.error(diag::dangling_optional_call(self.span(stx), name));
            }
            return if optional { self.end_chain(chain, stx, place) } else { chain };
        }
        let span = self.span(stx);
        self.expand_base(stx, name, span, place)
    }

    /// `super.p` stands in methods, and in arrow functions inside of them.
    pub(crate) fn check_super(&mut self, span: Span) {
        if !self.function().super_property {
            self.report(diag::super_outside(span, "super.name", "a method"));
        }
    }

    /// The member chain of a dotted symbol without its `Chain` end, and whether a link is optional.
    pub(crate) fn expand_dotted(&mut self, stx: Stx, dotted: &Dotted, place: Flags) -> (NodeId, bool) {
        let span = self.span(stx);
        if dotted.segments.len() > crate::expander::MAX_WIDTH {
            return (self.error(diag::too_deep(span, crate::expander::MAX_WIDTH as u32)), false);
        }
        let made = stx.id.0 >= self.first_made || span.len() as usize != self.source_len(stx);
        let part =
            |from: u32, len: u32| if made { span } else { Span::new(span.start + from, span.start + from + len) };
        let mut optional = false;
        let base_text = dotted.base.as_str();
        let (mut node, segments) = match (base_text, dotted.segments.as_slice()) {
            ("import", [meta, rest @ ..]) if meta.name.as_str() == "meta" && !meta.optional => {
                self.refuse_at_compile_time(span, "import.meta");
                if self.tree_number == 0 && self.options.goal == sx_ir::Goal::Script {
                    return (self.error(diag::module_form_in_script(span, "import.meta")), false);
                }
                (self.node(Kind::ImportMeta, Flags::NONE, NO_SYMBOL, &[], stx, span), rest)
            }
            ("new", [target, rest @ ..]) if target.name.as_str() == "target" && !target.optional => {
                if !self.function().new_target && self.tree_number > 0 {
                    self.report(diag::no_call_around(span, "new.target"));
                } else if !self.function().new_target && self.options.goal == sx_ir::Goal::Module {
                    // Node runs a script within a function, whose `new.target` it may ask for.
                    self.report(diag::new_target_outside(span));
                }
                (self.node(Kind::NewTarget, Flags::NONE, NO_SYMBOL, &[], stx, span), rest)
            }
            ("super", [first, rest @ ..]) if !first.optional && !first.private => {
                let flags = if rest.is_empty() { place } else { Flags::NONE };
                let tok = part(first.offset, first.name.as_str().len() as u32);
                self.check_super(span);
                let Some(js) = js_name(first.name) else {
                    return (self.error(diag::bad_member(tok, first.name)), false);
                };
                (self.node(Kind::SuperMember, flags, js.index(), &[], stx, tok), rest)
            }
            (_, segments) => {
                let flags = if segments.is_empty() { place } else { Flags::NONE };
                (self.expand_base(stx, dotted.base, part(0, dotted.base_len), flags), segments)
            }
        };
        for (n, segment) in segments.iter().enumerate() {
            let flags = if n + 1 == segments.len() { place } else { Flags::NONE };
            let tok = part(segment.offset, segment.name.as_str().len() as u32 + u32::from(segment.private));
            node =
                self.member(node, segment.name, segment.private.then_some(stx.set), segment.optional, flags, stx, tok);
            optional |= segment.optional;
        }
        (node, optional)
    }

    fn source_len(&self, stx: Stx) -> usize {
        match self.kind(stx) {
            FormKind::Symbol(name) => name.as_str().len(),
            _ => usize::MAX,
        }
    }

    /// `object.name`, `object.#name`, `object?.name`. `private`: the scopes of a private name.
    #[expect(clippy::too_many_arguments, reason = "the parts of one link")]
    pub(crate) fn member(
        &mut self,
        object: NodeId,
        name: Symbol,
        private: Option<SetId>,
        optional: bool,
        place: Flags,
        stx: Stx,
        tok: Span,
    ) -> NodeId {
        let Some(js) = js_name(name) else {
            return self.error(diag::bad_member(tok, name));
        };
        let flags = place | if optional { Flags::OPTIONAL } else { Flags::NONE };
        let Some(set) = private else { return self.node(Kind::Member, flags, js.index(), &[object], stx, tok) };
        let Some(number) = self.use_private(js, set, tok) else { return self.none_error() };
        let node = self.node(Kind::Private, flags, js.index(), &[object], stx, tok);
        self.use_private_in(number, node);
        node
    }

    /// Ends an optional chain. What ends in a call is no place.
    pub(crate) fn end_chain(&mut self, chain: NodeId, stx: Stx, place: Flags) -> NodeId {
        let place = if self.tree.kind(chain) == Kind::Call { place.without(Flags::PLACE) } else { place };
        let span = self.span(stx);
        self.node(Kind::Chain, place, NO_SYMBOL, &[chain], stx, span)
    }

    fn expand_base(&mut self, stx: Stx, name: Symbol, span: Span, place: Flags) -> NodeId {
        let facts = self.facts.get(name);
        let (js, in_prelude) = (facts.js, facts.in_prelude);
        match facts.base {
            // At the top of a script it is the global object.
            BaseSpelling::This if self.tree_number > 0 && self.functions.len() == 1 => {
                return self.error(diag::not_at_compile_time(span, "this"));
            }
            BaseSpelling::This => return self.node(Kind::This, Flags::NONE, NO_SYMBOL, &[], stx, span),
            BaseSpelling::Super => return self.error(diag::bare_super(span)),
            BaseSpelling::Stray => return self.error(diag::stray_symbol(span, name)),
            BaseSpelling::Private => return self.error(diag::bare_private(span, name)),
            BaseSpelling::Name => {}
        }
        if let Some(entry) = js.and_then(|js| self.look_up(js, stx.set)) {
            return match entry.means {
                Denotation::Value { tree, binding } if tree == self.tree_number => {
                    self.name_node(binding, stx, span, place)
                }
                Denotation::Value { .. } => self.error(diag::run_time_name(span, name)),
                Denotation::Syntax(js) if self.tree_number > 0 => self.helper_node(js, stx, span, place),
                Denotation::Syntax(_) => self.error(diag::compile_time_name(span, name)),
                Denotation::Foreign { .. } if self.tree_number > 0 => self.error(diag::run_time_name(span, name)),
                Denotation::Foreign { module, definition } => {
                    let binding = self.import_foreign(module, definition, span);
                    self.name_node(binding, stx, span, place)
                }
                Denotation::Macro(id) => self.expand_macro_value(stx, id),
            };
        }
        if self.sets.is_fresh(stx.set) {
            return self.error(diag::unbound_fresh(span, name));
        }
        let Some(js) = js else {
            return match self.core_named(name) {
                Some(core) => self.expand_core_value(stx, core),
                None => self.error(diag::bad_name(span, name)),
            };
        };
        if !self.declared.contains_key(&js) {
            if let Some(core) = self.core_named(name) {
                return self.expand_core_value(stx, core);
            }
            if in_prelude && let Some(id) = self.prelude_macro(name) {
                return self.expand_macro_value(stx, id);
            }
        }
        self.free_name(stx, name, js, span, place)
    }

    fn free_name(&mut self, stx: Stx, name: Symbol, js: Symbol, span: Span, place: Flags) -> NodeId {
        let known = self.facts.is_global(name, js) || self.declared.contains_key(&js);
        if !known && !crate::globals::knows(js, self.tree_number > 0) {
            if self.helper_table.resolve(&self.sets, js, stx.set).is_some() {
                return self.error(diag::compile_time_name(span, name));
            }
            return self.unbound_name(stx, name, js, span);
        }
        // What macro code runs on is named by what the expander makes, never by a file.
        let is_runtime = |this: &Self| crate::globals::is_of_expander(js) && !this.runtime_names.contains(&stx.id);
        if self.tree_number > 0 && (is_runtime(self) || !crate::globals::is_compile_time(js)) {
            return self.error(diag::not_at_compile_time(span, name.as_str()));
        }
        if self.tree_number > 0 && js.as_str() == "arguments" && !self.function().new_target {
            return self.error(diag::no_call_around(span, "arguments"));
        }
        let binding = self.global(js);
        self.name_node(binding, stx, span, place)
    }

    /// Reports a name that nothing binds, once for each place in the text.
    fn unbound_name(&mut self, stx: Stx, name: Symbol, js: Symbol, span: Span) -> NodeId {
        let may_be_defined = self.tree_number == 0 && self.maybe_defined.contains(&js);
        if !may_be_defined && self.unbound_seen.insert((js, span.start, self.tree_number)) {
            let few = self.unbound_seen.len() <= crate::expander::MAX_SUGGESTIONS;
            let suggestion = if few { self.suggest(name, stx.set) } else { None };
            let unbound = if self.tree_number > 0 { diag::unbound_in_macro_code } else { diag::unbound };
            let mut diagnostic = unbound(span, name, suggestion);
            if self.is_expanded(name) {
                // A `define-syntax` would be seen.
                diagnostic.help =
                    vec![format!("the macro `{name}` does not see itself; write letrec-syntax for let-syntax")];
            }
            // What a template made stands at the call; where it is written is told as well.
            if self.tree_number == 0 && stx.id.0 >= self.first_made {
                self.want_template_places();
                let written = self.written_at(stx.id);
                if written != span {
                    diagnostic = diagnostic.label(written, "written here");
                }
            }
            self.report(diagnostic);
        }
        self.none_error()
    }

    /// Whether a macro of this name is expanded around.
    fn is_expanded(&self, name: Symbol) -> bool {
        self.macros_around().any(|around| around == name)
    }

    /// A helper of `begin-for-syntax` in macro code, by its name in the engine.
    fn helper_node(&mut self, global: Symbol, stx: Stx, span: Span, place: Flags) -> NodeId {
        self.names_broken |= self.compile_time.as_ref().is_some_and(|world| world.broken.contains(&global));
        let binding = self.global(global);
        self.name_node(binding, stx, span, place)
    }

    pub(crate) fn name_node(&mut self, binding: BindingId, stx: Stx, span: Span, place: Flags) -> NodeId {
        let layout = self.layout(stx.id);
        let whole = if stx.id.0 >= self.first_made { self.span(stx) } else { span };
        self.tree.add(Kind::Name, place | layout, binding.0, &[], whole, span)
    }

    /// Reports what macro code cannot reach.
    pub(crate) fn refuse_at_compile_time(&mut self, span: Span, what: &str) {
        if self.tree_number > 0 {
            self.report(diag::not_at_compile_time(span, what));
        }
    }

    /// The binding of the global `js`.
    pub(crate) fn global(&mut self, js: Symbol) -> BindingId {
        if self.tree_number > 0 {
            // What the expander answers depends on where it is asked.
            self.names_state |= !crate::globals::holds_no_state(js) || crate::globals::asks_expander(js);
        }
        if let Some(&known) = self.global_bindings.get(&js) {
            return known;
        }
        let binding = self.tree.bind(Binding {
            name: js,
            written: js,
            kind: BindingKind::Global,
            assigned: true,
            fixed: true,
            fresh: false,
            span: Span::NONE,
        });
        self.global_bindings.insert(js, binding);
        binding
    }

    /// `\name`: the JavaScript identifier as it stands. A binding of that name, else free.
    pub(crate) fn expand_verbatim(&mut self, stx: Stx, name: Symbol, place: Flags) -> NodeId {
        let span = self.span(stx);
        match self.look_up(name, stx.set).map(|entry| entry.means) {
            Some(Denotation::Value { tree, binding }) if tree == self.tree_number => {
                self.name_node(binding, stx, span, place)
            }
            Some(Denotation::Value { .. }) => self.error(diag::run_time_name(span, name)),
            Some(Denotation::Foreign { .. }) if self.tree_number > 0 => self.error(diag::run_time_name(span, name)),
            Some(Denotation::Foreign { module, definition }) => {
                let binding = self.import_foreign(module, definition, span);
                self.name_node(binding, stx, span, place)
            }
            Some(Denotation::Syntax(js)) if self.tree_number > 0 => self.helper_node(js, stx, span, place),
            Some(Denotation::Syntax(_) | Denotation::Macro(_)) | None => {
                if self.tree_number > 0
                    && (crate::globals::is_of_expander(name) || !crate::globals::is_compile_time(name))
                {
                    return self.error(diag::not_at_compile_time(span, name.as_str()));
                }
                if js_name(name).is_none() {
                    return self.unbound_name(stx, name, name, span);
                }
                if is_reserved_global(name, self.options.goal == sx_ir::Goal::Module) {
                    return self.error(diag::reserved_word(span, name));
                }
                let binding = self.global(name);
                self.name_node(binding, stx, span, place)
            }
        }
    }

    /// The visible name nearest to `name`, if one is near.
    fn suggest(&mut self, name: Symbol, set: crate::scope::SetId) -> Option<String> {
        let wanted = name.as_str();
        let limit = match wanted.chars().count() {
            0..=2 => return None,
            3..=5 => 1,
            6..=9 => 2,
            _ => 3,
        };
        let core = CoreForm::ALL.iter().map(|core| core.name());
        let prelude: Vec<Symbol> = crate::prelude::names();
        let visible: Vec<Symbol> = self.table.visible(&self.sets, set).collect();
        // Macro code has few of the globals.
        let in_macro_code = self.tree_number > 0;
        let is_there = |name: &str| !in_macro_code || crate::globals::is_compile_time(Symbol::intern(name));
        let mut best: Option<(usize, usize, &str)> = None;
        let candidates = visible
            .iter()
            .map(|s| s.as_str())
            .chain(prelude.iter().map(|s| s.as_str()))
            .chain(core)
            .chain(crate::globals::names().filter(|name| is_there(name)));
        for (order, candidate) in candidates.enumerate() {
            if candidate.len().abs_diff(wanted.len()) > limit || candidate == wanted {
                continue;
            }
            let distance = edit_distance(wanted, candidate, limit);
            if distance <= limit && best.is_none_or(|(d, _, _)| distance < d) {
                best = Some((distance, order, candidate));
            }
        }
        best.map(|(_, _, candidate)| candidate.to_owned())
    }

    /// The JavaScript name that a binder declares, with an error for what is no name.
    pub(crate) fn binder_name(&mut self, stx: Stx) -> Option<Symbol> {
        let span = self.span(stx);
        match self.kind(stx) {
            FormKind::Verbatim(name) => Some(name),
            FormKind::Symbol(name) => {
                let facts = self.facts.get(name);
                let may_bind =
                    facts.dotted.is_none() && !matches!(facts.base, BaseSpelling::This | BaseSpelling::Super);
                let js = facts.js.filter(|_| may_bind);
                if js.is_none() {
                    self.report(diag::bad_binder(span, name));
                }
                js
            }
            _ => {
                self.report(diag::not_a_binder(span));
                None
            }
        }
    }
}

/// Optimal string alignment distance (Levenshtein with transpositions), cut off above `limit`.
fn edit_distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = vec![];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut d = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                d = d.min(before[j - 2] + 1);
            }
            row.push(d);
        }
        if row.iter().all(|&d| d > limit) {
            return limit + 1;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
