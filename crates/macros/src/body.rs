//! Definition contexts: the forms of a module, function or block go in, Core nodes with all names declared come out.
//!
//! Three passes, so that all definitions of a body are known before any of it is expanded: names that stand in plain
//! sight are declared; macros at the head of forms are expanded until a special form or a call is reached, which may
//! declare more; then every form is expanded.

use crate::class::ClassPlace;
use crate::diagnostics as diag;
use crate::expander::{Expander, FrameId, Head, Headed, Kids, Nodes, Stx};
use crate::table::MacroId;
use smallvec::SmallVec;
use sx_ir::{BindingKind, Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

/// A form of a body between the passes.
#[derive(Clone, Copy)]
struct Item {
    stx: Stx,
    frame: FrameId,
    declared: bool,
    headed: Headed,
}

impl Item {
    /// One that nobody has looked at.
    fn new(stx: Stx, frame: FrameId) -> Self {
        Self { stx, frame, declared: false, headed: Headed::UNKNOWN }
    }
}

/// What [`Expander::expand_in_form`] finds.
enum InForm {
    /// No macro call.
    NoMacro,
    /// One whose expansion failed, which was said.
    Failed,
    /// The form with the expansion in it, which is a part of that.
    Made(Stx, FrameId),
}

/// Items of a body; most bodies have few. Those that are still to be looked at stand in reverse, the next one last.
type Items = SmallVec<[Item; 4]>;

/// Whether a form leaves nothing in the output.
pub(crate) fn is_compile_time(core: CoreForm) -> bool {
    matches!(
        core,
        CoreForm::DefineSyntax
            | CoreForm::Defmacro
            | CoreForm::BeginForSyntax
            | CoreForm::ImportMacros
            | CoreForm::DeclareGlobal
    )
}

/// Whether a form with this head may define something.
pub(crate) fn may_define(core: CoreForm) -> bool {
    is_compile_time(core)
        || matches!(
            core,
            CoreForm::Const
                | CoreForm::Var
                | CoreForm::Using
                | CoreForm::AwaitUsing
                | CoreForm::Let
                | CoreForm::Def
                | CoreForm::Define
                | CoreForm::Defn
                | CoreForm::DefnEffect
                | CoreForm::DefnStar
                | CoreForm::Defun
                | CoreForm::DefunStar
                | CoreForm::Async
                | CoreForm::Decorate
                | CoreForm::Class
                | CoreForm::Export
                | CoreForm::Import
        )
}

impl Expander<'_> {
    /// Expands the forms of a body in a new scope.
    pub(crate) fn expand_body(&mut self, forms: &[Stx]) -> Nodes {
        let scope = self.sets.binding_scope(self.place_of(forms));
        let forms: Kids = forms.iter().map(|&form| self.with_scope(form, scope)).collect();
        self.expand_scoped_body(&forms)
    }

    /// The same for the body of a function, static block or program, where a function is no lexical name.
    pub(crate) fn expand_function_body(&mut self, forms: &[Stx]) -> Nodes {
        self.function().body_context = self.contexts + 1;
        self.expand_scoped_body(forms)
    }

    /// Expands the forms of a body whose scope they already carry.
    pub(crate) fn expand_scoped_body(&mut self, forms: &[Stx]) -> Nodes {
        let outer = self.open_context();
        let nodes = self.expand_forms_of_context(forms);
        self.context = outer;
        nodes
    }

    /// Expands the forms of the definition context that is open.
    pub(crate) fn expand_forms_of_context(&mut self, forms: &[Stx]) -> Nodes {
        let mut queue = Items::with_capacity(forms.len());
        let mut helpers = vec![];
        for &form in forms {
            let stx = self.peel(form);
            let headed = self.headed(stx, Headed::UNKNOWN);
            let declared = match headed.head {
                Some(Head::Core(CoreForm::BeginForSyntax)) => {
                    helpers.push(stx);
                    true
                }
                Some(Head::Core(core)) => self.declare_form_as(stx, core),
                Some(Head::Macro(_) | Head::DotName(_) | Head::Value) | None => false,
            };
            queue.push(Item { stx, frame: self.frame, declared, headed });
        }
        // Templates in helpers may name what is defined below them.
        self.announce_helpers(&helpers);
        for stx in helpers {
            self.declare_form(stx);
        }
        self.expand_queue(queue)
    }

    /// Begins a definition context; the one around comes back.
    fn open_context(&mut self) -> u32 {
        self.contexts += 1;
        std::mem::replace(&mut self.context, self.contexts)
    }

    fn expand_queue(&mut self, queue: Items) -> Nodes {
        self.bodies += 1;
        let at_head = std::mem::replace(&mut self.at_body_head, false);
        let (items, calls) = self.expand_heads(queue);
        self.check_late_definitions(&calls, &items);
        if self.is_at_program_top() {
            for item in &items {
                let head = self.headed(item.stx, item.headed).head;
                self.in_frame(item.frame, |this| this.note_top_form(item.stx, head));
            }
        }
        let nodes = self.expand_items(items);
        self.bodies -= 1;
        self.at_body_head = at_head;
        nodes
    }

    /// Expands the macros at the head of forms until all is declared that they define.
    /// Gives the macro calls that were met, too.
    fn expand_heads(&mut self, mut queue: Items) -> (Items, Items) {
        queue.reverse();
        let mut items = Items::with_capacity(queue.len());
        let mut calls = Items::new();
        while let Some(item) = queue.pop() {
            self.expand_head(item, &mut queue, &mut items, &mut calls);
        }
        (items, calls)
    }

    /// Reports the macro calls and definitions of a body whose head means something else now that all of the body is
    /// known: a macro below gave a definition of it (R7RS 5.3.2).
    fn check_late_definitions(&mut self, calls: &[Item], items: &[Item]) {
        let definitions = items.iter().filter(|item| item.declared);
        for &Item { stx, frame, headed, .. } in calls.iter().chain(definitions) {
            let now = self.headed(stx, headed).head;
            let is_same = match (headed.head, now) {
                (Some(Head::Macro(before)), Some(Head::Macro(now))) => before == now,
                (Some(Head::Core(before)), Some(Head::Core(now))) => before == now,
                (Some(Head::Macro(_) | Head::Core(_)), _) => false,
                _ => true,
            };
            if self.stopped || is_same {
                continue;
            }
            let head = self.first_kid(stx);
            let FormKind::Symbol(name) = self.kind(head) else { continue };
            let definition = match self.resolve(name, head.set) {
                Some(definition) => definition.span,
                None => match self.facts.get(name).js.and_then(|js| self.declared.get(&js)) {
                    Some(&declared) => declared,
                    None => continue,
                },
            };
            if definition.start < self.span(head).start {
                // It stands below, and is expanded as what it means now.
                continue;
            }
            self.in_frame(frame, |this| {
                let problem = diag::late_definition(this.span(head), name, definition);
                this.report(problem);
            });
        }
    }

    fn expand_items(&mut self, items: Items) -> Nodes {
        let mut nodes = Nodes::with_capacity(items.len());
        for item in items {
            let mark = self.mark_made();
            self.in_frame(item.frame, |this| this.expand_item(item, &mut nodes));
            self.forget_made(mark);
        }
        nodes
    }

    /// Declares the names that a form defines in plain sight.
    pub(crate) fn declare_plain(&mut self, stx: Stx) {
        let outer = std::mem::replace(&mut self.declares_in_body, false);
        self.declare_core_form(stx);
        self.declares_in_body = outer;
    }

    /// Declares the names that a form of the definition context defines; what an expansion made belongs to it.
    pub(crate) fn declare_in_body(&mut self, stx: Stx) {
        self.declare_form(stx);
    }

    /// Expands the forms of several clauses, which are one body whose names [`Expander::declare_plain`] has declared; what
    /// macros define in one clause the others see (ECMA-262, 14.12).
    pub(crate) fn expand_declared_clauses<'f>(&mut self, clauses: impl Iterator<Item = &'f [Stx]>) -> Vec<Nodes> {
        let outer = self.open_context();
        self.bodies += 1;
        let at_head = std::mem::replace(&mut self.at_body_head, false);
        let (mut expanded, mut calls) = (vec![], Items::new());
        for forms in clauses {
            let mut queue = Items::with_capacity(forms.len());
            for &form in forms {
                let stx = self.peel(form);
                let headed = self.headed(stx, Headed::UNKNOWN);
                let declared =
                    matches!(headed.head, Some(Head::Core(core)) if !matches!(core, CoreForm::Begin | CoreForm::Do));
                queue.push(Item { stx, frame: self.frame, declared, headed });
            }
            let (items, found) = self.expand_heads(queue);
            expanded.push(items);
            calls.extend(found);
        }
        for items in &expanded {
            self.check_late_definitions(&std::mem::take(&mut calls), items);
        }
        let nodes = expanded.into_iter().map(|items| self.expand_items(items)).collect();
        self.bodies -= 1;
        self.at_body_head = at_head;
        self.context = outer;
        nodes
    }

    /// Expands macros at the head of an item until it is a definition, a splice or plain.
    /// The macro calls met on the way go to `calls`.
    fn expand_head(&mut self, item: Item, queue: &mut Items, items: &mut Items, calls: &mut Items) {
        if item.declared || self.stopped {
            items.push(item);
            return;
        }
        let item = Item { headed: self.headed(item.stx, item.headed), ..item };
        match item.headed.head {
            Some(Head::Core(CoreForm::Begin | CoreForm::Do)) => {
                let kids = self.kids(item.stx);
                queue.extend(kids[1..].iter().rev().map(|&kid| Item::new(kid, item.frame)));
            }
            Some(Head::Core(CoreForm::Export)) => {
                if self.is_at_program_top() {
                    // What is in there may leave nothing.
                    self.note_top_form(item.stx, item.headed.head);
                }
                self.expand_export_head(item, queue, items, calls);
            }
            Some(Head::Core(core)) => {
                if matches!(core, CoreForm::Async | CoreForm::Decorate) {
                    match self.expand_in_form(item.frame, item.stx, calls) {
                        InForm::NoMacro => {}
                        InForm::Failed => return,
                        InForm::Made(stx, frame) => return queue.push(Item::new(stx, frame)),
                    }
                }
                let declared = self.in_frame(item.frame, |this| this.declare_form_as(item.stx, core));
                items.push(Item { declared, ..item });
            }
            Some(Head::Macro(id)) => {
                calls.push(item);
                let result = self.expand_at_head(item.frame, id, item.stx);
                if let Some((stx, frame)) = result {
                    let stx = self.peel(stx);
                    queue.push(Item::new(stx, frame));
                }
            }
            Some(Head::DotName(_) | Head::Value) | None => items.push(item),
        }
    }

    fn expand_at_head(&mut self, frame: FrameId, id: MacroId, stx: Stx) -> Option<(Stx, FrameId)> {
        self.at_body_head = true;
        let result = self.in_frame(frame, |this| this.expand_macro(id, stx));
        self.at_body_head = false;
        if result.is_none() {
            self.note_failed_call(stx);
        }
        result
    }

    /// Expands the macro call that `stx` is, or that stands behind its `async` and decorators, in place. It goes to `calls`.
    fn expand_in_form(&mut self, frame: FrameId, stx: Stx, calls: &mut Items) -> InForm {
        let stx = self.peel(stx);
        let headed = self.headed(stx, Headed::UNKNOWN);
        match headed.head {
            Some(Head::Macro(id)) => {
                calls.push(Item { stx, frame, declared: false, headed });
                match self.expand_at_head(frame, id, stx) {
                    Some((result, frame)) => InForm::Made(result, frame),
                    None => InForm::Failed,
                }
            }
            Some(Head::Core(CoreForm::Async | CoreForm::Decorate)) => {
                let mut kids = self.kids(stx);
                let Some(last) = kids[1..].last_mut() else { return InForm::NoMacro };
                let inner = *last;
                match self.one_deeper(|this| this.expand_in_form(frame, inner, calls)) {
                    Some(InForm::Made(result, frame)) => {
                        *last = result;
                        let kids: Vec<_> = kids.iter().map(|&kid| self.scoped(kid)).collect();
                        let id = self.forms.list(&kids, self.span(stx));
                        InForm::Made(Stx { id, set: crate::scope::SetId::EMPTY }, frame)
                    }
                    Some(other) => other,
                    None => InForm::Failed,
                }
            }
            Some(Head::Core(_) | Head::DotName(_) | Head::Value) | None => InForm::NoMacro,
        }
    }

    /// `(export (macro …))`: an export of each definition that the macro gives. Macros that it gives need no export.
    fn expand_export_head(&mut self, item: Item, queue: &mut Items, items: &mut Items, calls: &mut Items) {
        let kids = self.kids(item.stx);
        if let [export, default, form] = kids[..]
            && self.is_clause(default, CoreForm::Default)
            && let made @ (InForm::Made(..) | InForm::Failed) = self.expand_in_form(item.frame, form, calls)
        {
            if let InForm::Made(result, frame) = made {
                let span = self.span(item.stx);
                let kids = [export, default, result].map(|part| self.scoped(part));
                let stx = Stx { id: self.forms.list(&kids, span), set: crate::scope::SetId::EMPTY };
                queue.push(Item::new(stx, frame));
            }
            return;
        }
        let inner = if let [_, inner] = kids[..] { inner } else { item.stx };
        if inner.id != item.stx.id
            && let made @ (InForm::Made(..) | InForm::Failed) = self.expand_in_form(item.frame, inner, calls)
        {
            if let InForm::Made(result, frame) = made {
                let stx = self.exported(item.stx, kids[0], result);
                queue.push(Item::new(stx, frame));
            }
            return;
        }
        match self.list_head(inner) {
            Some(Head::Core(CoreForm::Begin | CoreForm::Do)) => {
                for &form in self.kids(inner)[1..].iter().rev() {
                    let stx = self.exported(item.stx, kids[0], form);
                    queue.push(Item::new(stx, item.frame));
                }
            }
            Some(Head::Core(core)) if is_compile_time(core) => {
                queue.push(Item::new(inner, item.frame));
            }
            _ => {
                let declared = self.in_frame(item.frame, |this| this.declare_form(item.stx));
                items.push(Item { declared, ..item });
            }
        }
    }

    /// `(export form)` in place of `stx`.
    fn exported(&mut self, stx: Stx, head: Stx, form: Stx) -> Stx {
        let span = self.span(stx);
        let kids = [self.scoped(head), self.scoped(form)];
        Stx { id: self.forms.list(&kids, span), set: crate::scope::SetId::EMPTY }
    }

    /// Declares the names of a definition; true when `stx` is one.
    fn declare_form(&mut self, stx: Stx) -> bool {
        self.core_head(stx).is_some_and(|core| self.declare_form_as(stx, core))
    }

    fn declare_form_as(&mut self, stx: Stx, core: CoreForm) -> bool {
        let outer = std::mem::replace(&mut self.declares_in_body, true);
        let is_definition = self.declare_as(stx, core);
        self.declares_in_body = outer;
        is_definition
    }

    fn declare_core_form(&mut self, stx: Stx) -> bool {
        self.core_head(stx).is_some_and(|core| self.declare_as(stx, core))
    }

    /// Declares the names that `stx`, whose head is `core`, defines; true when it is a definition.
    fn declare_as(&mut self, stx: Stx, core: CoreForm) -> bool {
        if !may_define(core) || (core == CoreForm::Let && self.is_plain_let(stx)) {
            return false;
        }
        let kids = self.kids(stx);
        match core {
            CoreForm::Const | CoreForm::Var | CoreForm::Using | CoreForm::AwaitUsing => {
                if core == CoreForm::Var {
                    self.declare_missing_vars(&kids);
                } else {
                    self.declare_declarators(&kids, BindingKind::Const);
                }
                true
            }
            CoreForm::Let => {
                if !self.is_let_declaration(&kids) {
                    return false;
                }
                self.declare_declarators(&kids, BindingKind::Let);
                true
            }
            CoreForm::Def | CoreForm::Define => {
                self.declare_def(core, &kids);
                true
            }
            CoreForm::Defn | CoreForm::DefnEffect | CoreForm::DefnStar | CoreForm::Defun | CoreForm::DefunStar => {
                self.declare_named(&kids, BindingKind::Function);
                true
            }
            CoreForm::Async => match kids.get(1) {
                Some(&inner) => self.declare_form(inner),
                None => false,
            },
            CoreForm::Decorate => match kids.last() {
                Some(&inner) if kids.len() > 1 => self.declare_form(inner),
                _ => false,
            },
            CoreForm::Class => {
                if !self.is_class_declaration(&kids) {
                    return false;
                }
                self.declare_named(&kids, BindingKind::Class);
                true
            }
            CoreForm::Export => {
                if let [_, inner] = kids[..]
                    && self.is_list(inner)
                {
                    // A macro may stand there, and is expanded when the macros are known.
                    let is_plain = self
                        .core_head(inner)
                        .is_some_and(|core| !is_compile_time(core) && !matches!(core, CoreForm::Begin | CoreForm::Do));
                    return is_plain && self.declare_core_form(inner);
                }
                for &kid in &kids[1..] {
                    if !self.is_clause(kid, CoreForm::Default) {
                        self.declare_core_form(kid);
                    }
                }
                // Behind `default` a macro may stand as well, and behind `async` and decorators there.
                let mut form = kids.get(2).copied().filter(|&form| self.is_list(form));
                if let Some(prefixed) = form
                    && let Some(CoreForm::Async | CoreForm::Decorate) = self.core_head(prefixed)
                {
                    form = self.kids(prefixed)[1..].last().copied();
                }
                form.is_none_or(|form| self.core_head(form).is_some())
            }
            CoreForm::Import => {
                self.declare_import(stx, &kids);
                true
            }
            CoreForm::DefineSyntax => {
                let before = self.errors();
                self.define_syntax(stx, &kids);
                if self.errors() > before
                    && let Some(&name) = kids.get(1)
                {
                    self.note_failed_call(name);
                }
                true
            }
            CoreForm::Defmacro => {
                self.define_procedural(stx, &kids);
                true
            }
            CoreForm::BeginForSyntax => {
                self.begin_for_syntax(stx, &kids);
                true
            }
            CoreForm::ImportMacros => {
                let before = self.errors();
                self.import_macros(stx, &kids);
                if self.errors() > before {
                    self.note_failed_call(stx);
                }
                true
            }
            CoreForm::DeclareGlobal => {
                self.declare_globals(stx, &kids);
                true
            }
            _ => false,
        }
    }

    /// Whether `stx` is a `let` with a list of bindings, which is no declaration.
    fn is_plain_let(&mut self, stx: Stx) -> bool {
        let second = self.forms.kids(stx.id).get(1).copied();
        second.is_some_and(|second| self.is_binding_list(Stx { id: self.bare(second), set: stx.set }))
    }

    /// `(let p)`, `(let p v)`, `(let (a 1) (b))`: a declaration, not `(let ((a 1)) body)` nor a named let.
    pub(crate) fn is_let_declaration(&mut self, kids: &[Stx]) -> bool {
        match kids.len() {
            0 | 1 => false,
            2 => {
                // `(let (a 1))` declares; `(let ((a 1)))` is a let without a body.
                !self.is_binding_list(kids[1])
            }
            3 => {
                let target = self.clone_untyped(kids[1]);
                !self.is_list(target) || !self.is_binding_list(kids[1]) && self.is_list(kids[2])
            }
            _ => self.is_list(kids[1]) && !self.is_binding_list(kids[1]) && kids[1..].iter().all(|&k| self.is_list(k)),
        }
    }

    fn clone_untyped(&mut self, stx: Stx) -> Stx {
        match self.kind(stx) {
            FormKind::Typed { .. } => self.kid(stx, 0),
            _ => stx,
        }
    }

    /// `((a 1) (b 2))` or `()`: what stands second in a binding `let`.
    pub(crate) fn is_binding_list(&mut self, stx: Stx) -> bool {
        self.is_list(stx) && self.forms.kids(stx.id).iter().all(|&kid| self.bare_kind(kid) == FormKind::List)
    }

    /// The declarators of `(const p v)` or `(const (p v) (q))`: pattern and value.
    pub(crate) fn declarators(&mut self, kids: &[Stx]) -> Vec<(Stx, Option<Stx>, Stx)> {
        let rest = &kids[1..];
        let Some(&first) = rest.first() else { return vec![] };
        if self.is_list(first) {
            let mut all = vec![];
            for &one in rest {
                let parts = self.kids(one);
                match parts[..] {
                    [pattern] => all.push((pattern, None, one)),
                    [pattern, value] => all.push((pattern, Some(value), one)),
                    _ => {
                        let head = self.kind(kids[0]);
                        let name = match head {
                            FormKind::Symbol(name) => name.as_str(),
                            FormKind::Core(core) => core.name(),
                            _ => "const",
                        };
                        self.report(diag::bad_declarator(self.span(one), name));
                    }
                }
            }
            return all;
        }
        match rest {
            [pattern] => vec![(*pattern, None, *pattern)],
            [pattern, value] => vec![(*pattern, Some(*value), *pattern)],
            _ => {
                let name = self.form_name(kids[0]);
                self.report(diag::declares_one(self.span(rest[2]), name));
                vec![(rest[0], Some(rest[1]), rest[0])]
            }
        }
    }

    /// The spelling of a head, for messages.
    pub(crate) fn form_name(&self, head: Stx) -> &'static str {
        match self.kind(head) {
            FormKind::Symbol(name) => name.as_str(),
            FormKind::Core(core) => core.name(),
            _ => "form",
        }
    }

    pub(crate) fn declare_declarators(&mut self, kids: &[Stx], kind: BindingKind) {
        let before = self.diagnostics.len();
        let declarators = self.declarators(kids);
        // Shapes are reported when the form is expanded.
        self.diagnostics.truncate(before);
        for (pattern, _, _) in declarators {
            self.declare_pattern(pattern, kind);
        }
    }

    fn declare_def(&mut self, core: CoreForm, kids: &[Stx]) {
        let Some(&target) = kids.get(1) else { return };
        let target = self.untyped(target);
        if core == CoreForm::Define && self.is_list(target) {
            let parts = self.kids(target);
            if let Some(&name) = parts.first() {
                self.declare_named(&[kids[0], name], BindingKind::Function);
            }
            return;
        }
        for leaf in self.pattern_leaves(target) {
            let Some(name) = self.binder_name(leaf) else { continue };
            if let Some(binding) = self.declare_once(name, BindingKind::Const, leaf) {
                self.defs.insert((self.tree_number, binding.0));
                if self.declares_helper(BindingKind::Const) {
                    // Whether macros assign it is not known yet.
                    let made = &mut self.tree.bindings[binding.0 as usize];
                    (made.kind, made.assigned) = (BindingKind::Let, true);
                }
            }
        }
    }

    /// Whether a binding was made by `def`, which is `let` when it is assigned.
    pub(crate) fn is_def(&mut self, binding: usize) -> bool {
        let is = self.defs.contains(&(self.tree_number, binding as u32));
        if is {
            self.tree.bindings[binding].kind = BindingKind::Let;
        }
        is
    }

    fn declare_named(&mut self, kids: &[Stx], kind: BindingKind) {
        let Some(&name_stx) = kids.get(1) else { return };
        let name_stx = self.untyped(name_stx);
        if let Some(name) = self.binder_name_quiet(name_stx) {
            self.declare_once(name, kind, name_stx);
        }
    }

    /// Expands one item of a body and adds what it leaves in the output to `nodes`.
    fn expand_item(&mut self, item: Item, nodes: &mut Nodes) {
        let stx = item.stx;
        let head = self.headed(stx, item.headed).head;
        let Some(Head::Core(core)) = head else { return nodes.push(self.expand_headed(stx, head)) };
        match core {
            CoreForm::Import | CoreForm::Export if self.bodies != 1 => {
                nodes.push(self.error(diag::not_at_top(self.span(stx), core.name())));
            }
            CoreForm::File => {
                if self.first_root != Some(stx.id) {
                    self.report(diag::not_at_top(self.span(stx), core.name()));
                }
            }
            _ if is_compile_time(core) => {
                let span = self.span(stx);
                self.tree.erased.push(span);
            }
            CoreForm::LetSyntax | CoreForm::LetrecSyntax => {
                let kids = self.kids(stx);
                let is_recursive = core == CoreForm::LetrecSyntax;
                match self.one_deeper(|this| this.expand_let_syntax_forms(is_recursive, stx, &kids)) {
                    Some(forms) => nodes.extend(forms),
                    None => nodes.push(self.error(diag::too_deep(self.span(stx), crate::MAX_DEPTH))),
                }
            }
            _ if may_define(core) && !(core == CoreForm::Let && self.is_plain_let(stx)) => {
                let kids = self.kids(stx);
                nodes.push(match self.expand_definition(core, stx, &kids) {
                    Some(node) => node,
                    None => self.expand(stx),
                });
            }
            _ => nodes.push(self.expand_headed(stx, head)),
        }
    }

    /// A definition whose names are declared; `None` when `core` defines nothing here.
    pub(crate) fn expand_definition(&mut self, core: CoreForm, stx: Stx, kids: &[Stx]) -> Option<NodeId> {
        Some(match core {
            CoreForm::Const | CoreForm::Var | CoreForm::Using | CoreForm::AwaitUsing => {
                self.expand_declaration(core, stx, kids)
            }
            CoreForm::Let if self.is_let_declaration(kids) => self.expand_declaration(core, stx, kids),
            CoreForm::Def => self.expand_def(stx, kids),
            CoreForm::Define => self.expand_define(stx, kids),
            CoreForm::Defn | CoreForm::DefnEffect | CoreForm::DefnStar | CoreForm::Defun | CoreForm::DefunStar => {
                self.expand_defn(core, stx, kids, Flags::NONE)
            }
            CoreForm::Async => {
                let inner = *kids.get(1)?;
                let inner_core = self.core_head(inner)?;
                if !matches!(
                    inner_core,
                    CoreForm::Defn | CoreForm::DefnEffect | CoreForm::DefnStar | CoreForm::Defun | CoreForm::DefunStar
                ) {
                    return None;
                }
                let inner_kids = self.kids(inner);
                let node = self.expand_defn(inner_core, inner, &inner_kids, Flags::ASYNC);
                self.widen(node, stx);
                node
            }
            CoreForm::Decorate => self.expand_decorated(stx, kids, ClassPlace::Statement),
            CoreForm::Class if self.is_class_declaration(kids) => self.expand_class(stx, kids, true),
            CoreForm::Export => self.expand_export(stx, kids),
            CoreForm::Import => self.expand_import(stx, kids),
            _ => return None,
        })
    }

    /// Makes a wrapper's span the node's; its head is where the construct begins.
    pub(crate) fn widen(&mut self, node: NodeId, stx: Stx) {
        let span = self.span(stx);
        self.tree.node_mut(node).span = span;
    }

    /// The whole module.
    pub(crate) fn expand_program(&mut self, roots: &[Stx]) -> NodeId {
        let scope = self.sets.binding_scope(sx_base::Span::NONE);
        let forms: Vec<Stx> = roots.iter().map(|&form| self.with_scope(form, scope)).collect();
        self.first_root = roots.first().map(|root| root.id);
        self.function().var_scope = scope;
        self.hoist_vars(&forms);
        let nodes = self.expand_function_body(&forms);
        self.settle_directives(&nodes);
        self.report_stray_directives();
        self.finish_macros();
        if self.sets.are_overgrown() {
            self.stop_growth(sx_base::Span::at(0));
        }
        let mut all = nodes.into_vec();
        self.place_foreign_imports(&mut all);
        all.extend(self.macro_exports());
        self.check_exported_names(&all);
        let root = self.tree.add(
            Kind::Program,
            Flags::NONE,
            NO_SYMBOL,
            &all,
            sx_base::Span::new(0, self.source.text.len() as u32),
            sx_base::Span::NONE,
        );
        self.warn_of_moved_paths(root);
        self.tree.root = Some(root);
        self.tree.goal = self.options.goal;
        root
    }
}
