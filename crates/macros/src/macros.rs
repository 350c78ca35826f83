//! Macros: definitions, calls, budgets and frames. What a definition is made of is in `syntax_rules` and `procedural`.

use crate::diagnostics as diag;
use crate::expander::{Expander, Frame, FrameId, Head, Nodes, Stx};
use crate::native_macros::Native;
use crate::procedural::Procedural;
use crate::scope::SetId;
use crate::syntax_rules::Rules;
use crate::table::{Denotation, Entry, MacroId};
use smallvec::smallvec;
use std::rc::Rc;
use std::sync::Arc;
use sx_base::{Source, Span, Symbol};
use sx_ir::{Kind, NodeId};
use sx_reader::{CoreForm, FormId, FormKind};

/// A macro.
pub(crate) struct MacroDef {
    pub(crate) name: Symbol,
    /// The definition, in `source`.
    pub(crate) span: Span,
    /// The file that holds it; `None` for the file that is compiled.
    pub(crate) source: Option<Arc<Source>>,
    pub(crate) kind: MacroKind,
}

/// How a macro transforms its call.
#[derive(Clone)]
pub(crate) enum MacroKind {
    /// `syntax-rules`.
    Rules(Rc<Rules>),
    /// `defmacro`.
    Procedural(Rc<Procedural>),
    /// `define-inline` of the prelude: a function whose call is its body.
    Inline(Rc<Inline>),
    /// `define-native` of the prelude.
    Native(Native),
    /// The definition is wrong and was reported.
    Failed,
}

/// A function that is expanded where it is called; in value position it is the function.
pub(crate) struct Inline {
    params: Vec<Param>,
    rest: Option<Stx>,
    body: Stx,
    /// What the name gives as a value, when that is not the eta expansion.
    value: Option<Stx>,
}

#[derive(Clone, Copy)]
struct Param {
    name: Stx,
    /// Written `(call name)` or `(call2 name)`: a function that is called with that many arguments; 0 for a value.
    calls: u32,
}

/// How a function is passed on that is called with so many arguments and no more.
pub(crate) enum Callback {
    /// It takes no more, or may see what there is.
    AsItStands,
    /// Wrapped, named in the wrapper: a name that nothing in the file assigns, or the path to a method, whose `this` is
    /// kept.
    Named,
    /// Evaluated once, before the arguments behind it; then wrapped.
    Evaluated,
}

/// No call may be made by an expansion whose call was made by an expansion, and so on, more often than this. Calls that
/// are written in each other are no such chain, however deep.
const MAX_FRAMES: u32 = 2_000;
/// No file may need more expansions than this.
const MAX_EXPANSIONS: u32 = 2_000_000;
/// No file may grow by more forms, and places of forms in others, than this by expansion.
const MAX_MADE: usize = 16_000_000;
/// No file may have so many more nodes than forms: what stands in several places is expanded in each.
const MAX_NODES: usize = 8_000_000;
/// No file may grow by so many bytes of text in strings and names that macro code makes.
const MAX_TEXT: usize = 64 << 20;

impl Expander<'_> {
    /// Expands one call of a macro: the result and the frame its errors belong to.
    pub(crate) fn expand_macro(&mut self, id: MacroId, stx: Stx) -> Option<(Stx, FrameId)> {
        if self.stopped {
            return None;
        }
        let call = self.span(stx);
        let frame = self.push_frame(id, stx);
        self.expansions += 1;
        let Frame { depth, level, .. } = self.frames[frame as usize];
        if depth > MAX_FRAMES || self.expansions > MAX_EXPANSIONS || self.is_overgrown() {
            self.stopped = true;
            let name = self.macros[id.0 as usize].name;
            let reason =
                if depth > MAX_FRAMES { "each result of it calls a macro again" } else { "it produces too much" };
            self.in_frame(frame, |this| this.report(diag::endless_expansion(call, name, reason)));
            return None;
        }
        let first = self.forms.len() as u32;
        let kind = self.macros[id.0 as usize].kind.clone();
        let result = self.in_frame(frame, |this| match kind {
            _ if this.spreads_argument(id, stx) => this.call_function(id, stx),
            MacroKind::Rules(rules) => this.apply_rules(id, &rules, stx),
            MacroKind::Procedural(procedural) => this.apply_procedural(&procedural, stx),
            MacroKind::Inline(inline) => this.apply_inline(id, &inline, stx),
            MacroKind::Native(native) => this.apply_native(id, native, stx),
            MacroKind::Failed => None,
        });
        let Some(result) = result else {
            self.note_failure();
            return None;
        };
        if self.vars.are_awaited() {
            self.declare_awaited_vars();
        }
        self.note_step(id, stx, result, level);
        self.note_maker(stx, result, first, depth);
        self.note_places_of_expansion(stx, first);
        Some((result, frame))
    }

    /// Whether expansion has made more than a file may have.
    #[inline]
    pub(crate) fn is_overgrown(&self) -> bool {
        let read = 2 * self.first_made as usize;
        let (made, nodes) = (self.forms.len() + self.forms.kids_len() + self.forgotten, self.tree.len());
        made > read + MAX_MADE || nodes > read + MAX_NODES || self.made_text > MAX_TEXT
    }

    fn push_frame(&mut self, macro_id: MacroId, stx: Stx) -> FrameId {
        let (depth, level) = (self.maker_depth(stx.id) + 1, self.frames[self.frame as usize].level + 1);
        let call = self.span(stx);
        self.frames.push(Frame { outer: self.frame, macro_id, call, depth, level });
        self.frames.len() as FrameId - 1
    }

    /// How deep the expansion is in results of expansions that made a form; 0 for what was written.
    fn maker_depth(&self, id: FormId) -> u32 {
        if let Some(&depth) = self.unchanged.get(&id) {
            return depth;
        }
        let Some(at) = id.0.checked_sub(self.first_made) else { return 0 };
        match self.makers.get(at as usize) {
            // What the expander makes between expansions belongs to the one around.
            None | Some(0) => self.frames[self.frame as usize].depth,
            Some(&depth) => u32::from(depth),
        }
    }

    /// Notes that an expansion of `depth` made the forms from `first` on.
    fn note_maker(&mut self, call: Stx, result: Stx, first: u32, depth: u32) {
        let result = self.peel(result);
        if result.id == call.id {
            self.unchanged.insert(call.id, depth);
        }
        let (start, end) = ((first - self.first_made) as usize, self.forms.len() - self.first_made as usize);
        let start = start.max(self.makers.len());
        self.makers.resize(start, 0);
        self.makers.resize(end.max(start), depth.try_into().unwrap_or(u16::MAX));
    }

    /// Adds a macro.
    pub(crate) fn add_macro(&mut self, def: MacroDef) -> MacroId {
        self.macros.push(def);
        MacroId(self.macros.len() as u32 - 1)
    }

    /// Files a macro under a name.
    pub(crate) fn bind_macro(&mut self, name_stx: Stx, def: MacroDef) {
        let Some(name) = self.binder_name(name_stx) else { return };
        let span = self.span(name_stx);
        let id = self.add_macro(def);
        let set = self.binder_set(name_stx.set);
        let is_helper = self.defines_helper_macro();
        // The program and macro code may call different things alike.
        let table = if is_helper { &mut self.helper_table } else { &mut self.table };
        let Some(old) = table.exact(&self.sets, name, set) else {
            table.insert(&self.sets, name, Entry { set, means: Denotation::Macro(id), span });
            return;
        };
        self.report(diag::redeclared(span, name, old.span));
    }

    /// `(define-syntax name (syntax-rules …))`.
    pub(crate) fn define_syntax(&mut self, stx: Stx, kids: &[Stx]) {
        let shape = "(define-syntax name (syntax-rules (literal…) (pattern template)…))";
        if let Some(&name) = kids.get(1)
            && self.is_list(name)
        {
            // As procedures are defined; what follows is no transformer either.
            return self.report(diag::syntax_of_list(self.span(name)));
        }
        let (name, kind) = if let [_, name, rules] = kids[..] {
            (name, self.transformer(rules, "define-syntax", shape))
        } else {
            self.report(diag::shape(self.span(stx), "define-syntax", shape));
            match kids.get(1) {
                // Its calls are no mistakes of their own.
                Some(&name) if matches!(self.kind(name), FormKind::Symbol(_)) => (name, MacroKind::Failed),
                _ => return,
            }
        };
        let def = self.new_macro(name, stx, kind);
        self.bind_macro(name, def);
    }

    /// A macro definition of this file.
    pub(crate) fn new_macro(&mut self, name: Stx, stx: Stx, kind: MacroKind) -> MacroDef {
        let spelled = match self.kind(name) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) => name,
            _ => Symbol::intern("macro"),
        };
        let (span, source) = match &self.defining {
            Some((source, span)) => (*span, Some(Arc::clone(source))),
            None => (self.span(stx), None),
        };
        MacroDef { name: spelled, span, source, kind }
    }

    /// The transformer of `define-syntax` and `let-syntax`.
    fn transformer(&mut self, rules: Stx, form: &str, shape: &str) -> MacroKind {
        let rules = self.peel(rules);
        if self.core_head(rules) == Some(CoreForm::SyntaxRules) {
            return match self.parse_rules(rules) {
                Some(rules) => MacroKind::Rules(Rc::new(rules)),
                None => MacroKind::Failed,
            };
        }
        // An alias: `(define-syntax my-when when)`.
        if let FormKind::Symbol(_) = self.kind(rules)
            && let Head::Macro(id) = self.head(rules)
        {
            return self.macros[id.0 as usize].kind.clone();
        }
        self.report(diag::shape(self.span(rules), form, shape));
        MacroKind::Failed
    }

    /// `(let-syntax ((name (syntax-rules …))…) body…)`, `letrec-syntax`, as a value.
    pub(crate) fn expand_let_syntax(&mut self, recursive: bool, stx: Stx, kids: &[Stx]) -> NodeId {
        let nodes = self.expand_let_syntax_forms(recursive, stx, kids);
        if let [one] = nodes[..] {
            return one;
        }
        let tok = self.span(kids[0]);
        self.plain(Kind::BeginForm, &nodes, stx, tok)
    }

    /// The forms of its body, which are forms of the body that it stands in; its names are its own.
    pub(crate) fn expand_let_syntax_forms(&mut self, recursive: bool, stx: Stx, kids: &[Stx]) -> Nodes {
        let body = self.let_syntax_body(recursive, stx, kids);
        body.map_or_else(|| smallvec![], |body| self.expand_body(&body))
    }

    /// The forms of the body of `let-syntax`, which see its macros; nothing where it is malformed, which is reported.
    pub(crate) fn let_syntax_body(&mut self, recursive: bool, stx: Stx, kids: &[Stx]) -> Option<Vec<Stx>> {
        let name = if recursive { "letrec-syntax" } else { "let-syntax" };
        let shape = format!("({name} ((name (syntax-rules …))…) body…)");
        if kids.len() < 3 || !self.is_list(kids[1]) {
            self.report(diag::shape(self.span(stx), name, &shape));
            return None;
        }
        let scope = self.sets.binding_scope(self.span(stx));
        for binding in self.kids(kids[1]) {
            let parts = if self.is_list(binding) { self.kids(binding) } else { crate::expander::Kids::new() };
            let [macro_name, rules] = parts[..] else {
                self.report(diag::bad_let_binding(self.span(binding), name));
                return None;
            };
            let rules = if recursive { self.with_scope(rules, scope) } else { rules };
            let kind = self.transformer(rules, name, &shape);
            let macro_name = self.with_scope(macro_name, scope);
            let def = self.new_macro(macro_name, binding, kind);
            self.bind_macro(macro_name, def);
        }
        Some(kids[2..].iter().map(|&form| self.with_scope(form, scope)).collect())
    }

    /// Whether two identifiers mean the same: the same binding, or both free with the same name.
    pub(crate) fn same_identifier(&mut self, a: Stx, b: Stx) -> bool {
        // A name, and what it is bound to. `js/if` is the special form, whatever `if` is.
        let meant = |this: &mut Self, stx: Stx| match this.kind(stx) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) => Some((name, this.resolve(name, stx.set))),
            FormKind::Core(core) => Some((Symbol::intern(core.name()), None)),
            _ => None,
        };
        let (Some((left, first)), Some((right, second))) = (meant(self, a), meant(self, b)) else { return false };
        match (first, second) {
            (Some(first), Some(second)) => {
                first.means == second.means || self.have_one_origin(first.means, second.means)
            }
            // `to-string` and `toString` are one name.
            (None, None) => {
                left == right || crate::syntax_rules::identity(left) == crate::syntax_rules::identity(right)
            }
            _ => false,
        }
    }

    /// A macro of the prelude, defined on first use.
    pub(crate) fn prelude_macro(&mut self, name: Symbol) -> Option<MacroId> {
        if let Some(&known) = self.prelude_macros.get(&name) {
            return Some(known);
        }
        let entry = crate::prelude::find(name)?;
        let form = self.copy_form(&entry.file.forms, entry.form, Some(Span::at(0)));
        let stx = Stx { id: form, set: SetId::EMPTY };
        let kids = self.kids(stx);
        let outer = self.defining.replace((Arc::clone(&entry.source), entry.file.forms.span(entry.form)));
        // What the file calls a global is nothing to the prelude.
        let declared = std::mem::take(&mut self.declared);
        let kind = match self.form_name(kids[0]) {
            "define-inline" => self.parse_inline(&kids),
            "defmacro" => self.prelude_procedural(stx, &kids, &entry),
            "define-native" => Native::from_name(name.as_str()).map_or(MacroKind::Failed, MacroKind::Native),
            _ => self.transformer(kids[2], "define-syntax", "prelude"),
        };
        let name_stx = Stx { id: kids[1].id, set: SetId::EMPTY };
        let mut def = self.new_macro(name_stx, stx, kind);
        def.name = name;
        (self.defining, self.declared) = (outer, declared);
        let id = self.add_macro(def);
        self.prelude_macros.insert(name, id);
        Some(id)
    }

    /// Copies a form of another arena; everything in it stands at `span`, or where it stood. Does not recurse.
    pub(crate) fn copy_form(&mut self, from: &sx_reader::Forms, root: FormId, span: Option<Span>) -> FormId {
        enum Task {
            Open(FormId),
            Close(FormId),
        }
        let (mut tasks, mut done) = (vec![Task::Open(root)], vec![]);
        while let Some(task) = tasks.pop() {
            match task {
                Task::Open(id) => {
                    tasks.push(Task::Close(id));
                    tasks.extend(from.kids(id).iter().rev().map(|&kid| Task::Open(kid)));
                }
                Task::Close(id) => {
                    let start = done.len() - from.kids(id).len();
                    let span = span.unwrap_or(from.span(id));
                    let copy = self.forms.add(from.kind(id), &done[start..], span);
                    done.truncate(start);
                    done.push(copy);
                }
            }
        }
        done[0]
    }

    /// `(define-inline (name param… . rest) body)` or `(… body value)`.
    fn parse_inline(&mut self, kids: &[Stx]) -> MacroKind {
        let head = self.kids(kids[1]);
        let mut params = vec![];
        let mut rest = None;
        for &param in &head[1..] {
            match self.kind(param) {
                FormKind::Spread => {
                    rest = Some(self.kid(param, 0));
                }
                FormKind::List => {
                    let inner = self.kids(param);
                    let calls = if self.form_name(inner[0]) == "call2" { 2 } else { 1 };
                    params.push(Param { name: inner[1], calls });
                }
                _ => params.push(Param { name: param, calls: 0 }),
            }
        }
        MacroKind::Inline(Rc::new(Inline { params, rest, body: kids[2], value: kids.get(3).copied() }))
    }

    /// The call of an inline function: `(let ((param argument)…) body)` over fresh names, which lowering folds away.
    fn apply_inline(&mut self, id: MacroId, inline: &Inline, stx: Stx) -> Option<Stx> {
        let kids = self.kids(stx);
        let arguments = &kids[1..];
        let name = self.macros[id.0 as usize].name;
        let enough = arguments.len() >= inline.params.len();
        if !enough || (inline.rest.is_none() && arguments.len() > inline.params.len()) {
            let at = self.span(stx);
            let wanted = inline.params.len();
            self.report(diag::inline_arity(at, name, wanted, inline.rest.is_some(), arguments.len()));
            return None;
        }
        let (call, head) = (self.span(stx), self.span(kids[0]));
        let scope = self.sets.scope(crate::scope::ScopeKind::Introduced, call);
        let (mut bindings, mut limited, mut objects) = (vec![], vec![], vec![]);
        for (&param, &argument) in inline.params.iter().zip(arguments) {
            let argument = if param.calls > 0 { self.written_function(argument)? } else { argument };
            if param.calls > 0
                && let Some((parts, member)) = self.member_callee(argument, scope, head)
            {
                objects.extend(parts);
                let function = self.limited_function(member, param.calls, head);
                let name = self.copy_at(param.name, scope, head);
                bindings.push(self.forms.list(&[name, function], call));
                continue;
            }
            let value = match self.callback(param.calls, argument) {
                Callback::AsItStands => self.scoped(argument),
                Callback::Named => {
                    let function = self.scoped(argument);
                    self.limited_function(function, param.calls, head)
                }
                Callback::Evaluated => {
                    limited.push(param);
                    self.scoped(argument)
                }
            };
            let name = self.copy_at(param.name, scope, head);
            bindings.push(self.forms.list(&[name, value], call));
        }
        if let Some(rest) = inline.rest {
            let items: Vec<FormId> =
                arguments[inline.params.len()..].iter().map(|&argument| self.scoped(argument)).collect();
            let array = self.forms.add(FormKind::Array, &items, call);
            let name = self.copy_at(rest, scope, head);
            bindings.push(self.forms.list(&[name, array], call));
        }
        let body = self.inline_body(inline, &limited, scope, head);
        let mut id = if bindings.is_empty() { body } else { self.let_form(&bindings, body, head, call) };
        if !objects.is_empty() {
            id = self.let_form(&objects, id, head, call);
        }
        Some(Stx { id, set: SetId::EMPTY })
    }

    pub(crate) fn let_form(&mut self, bindings: &[FormId], body: FormId, head: Span, call: Span) -> FormId {
        let list = self.forms.list(bindings, call);
        let form = self.forms.leaf(FormKind::Core(CoreForm::Let), head);
        self.forms.list(&[form, list, body], call)
    }

    /// The body of an inline function, in which the parameters `limited` are functions that pass on no more arguments
    /// than they are to be called with.
    fn inline_body(&mut self, inline: &Inline, limited: &[Param], scope: u32, head: Span) -> FormId {
        let body = self.copy_at(inline.body, scope, head);
        if limited.is_empty() {
            return body;
        }
        let mut bindings = vec![];
        for param in limited {
            let name = self.copy_at(param.name, scope, head);
            let function = self.limited_function(name, param.calls, head);
            bindings.push(self.forms.list(&[name, function], head));
        }
        self.let_form(&bindings, body, head, head)
    }

    /// What a macro call that gives a function gives: how many parameters it has is seen there as where it is written.
    pub(crate) fn written_function(&mut self, argument: Stx) -> Option<Stx> {
        let around = self.frame;
        let expanded = self.expand_macros_at_head(argument);
        self.frame = around;
        expanded.map(|(function, _)| function)
    }

    /// How an argument of an inline function is passed.
    pub(crate) fn callback(&mut self, count: u32, argument: Stx) -> Callback {
        if count == 0 || self.takes_at_most(argument, count as usize) {
            return Callback::AsItStands;
        }
        match self.kind(argument) {
            FormKind::Symbol(name) if self.dotted(name).is_some() => Callback::Named,
            FormKind::Symbol(name) | FormKind::Verbatim(name) => match self.resolve(name, argument.set) {
                Some(Entry { means: Denotation::Value { .. } | Denotation::Foreign { .. }, .. }) => Callback::Evaluated,
                _ => Callback::Named,
            },
            // A literal is no function; that is said where it is called.
            kind if !kind.has_kids() => Callback::Named,
            _ => Callback::Evaluated,
        }
    }

    /// `(fn (x) (function x))`: JavaScript's `map` and its kin pass an index too.
    fn limited_function(&mut self, function: FormId, count: u32, head: Span) -> FormId {
        let scope = self.sets.scope(crate::scope::ScopeKind::Introduced, head);
        let set = self.sets.add(SetId::EMPTY, scope);
        let span = self.forms.span(function);
        let (mut params, mut call) = (vec![], vec![function]);
        for name in ["x", "y"].iter().take(count as usize) {
            let name = Stx { id: self.forms.symbol(name, head), set };
            params.push(self.scoped(name));
            call.push(self.scoped(name));
        }
        let params = self.forms.list(&params, head);
        let call = self.forms.list(&call, span);
        let form = self.forms.leaf(FormKind::Core(CoreForm::Fn), head);
        self.forms.list(&[form, params, call], span)
    }

    /// Whether `argument` is written as a function of a known number of parameters, or is the name of one that has no
    /// more than `count`.
    fn takes_at_most(&mut self, argument: Stx, count: usize) -> bool {
        if matches!(self.kind(argument), FormKind::Symbol(_)) {
            return match self.head(argument) {
                Head::Macro(id) => match &self.macros[id.0 as usize].kind {
                    MacroKind::Inline(inline) => {
                        inline.rest.is_none() && inline.params.len() <= count && inline.value.is_none()
                    }
                    MacroKind::Rules(_) | MacroKind::Procedural(_) | MacroKind::Native(_) | MacroKind::Failed => false,
                },
                Head::Core(core) => crate::operators::operand_count(core).is_some_and(|n| n <= count),
                Head::DotName(_) | Head::Value => false,
            };
        }
        let core = self.core_head(argument);
        if core == Some(CoreForm::Async)
            && let [_, function] = self.kids(argument)[..]
        {
            return self.is_list(function) && self.takes_at_most(function, count);
        }
        if !matches!(
            core,
            Some(CoreForm::Fn | CoreForm::FnEffect | CoreForm::Lambda | CoreForm::Function | CoreForm::FunctionEffect)
        ) {
            return false;
        }
        let Some(&params) = self.kids(argument).iter().skip(1).find(|&&kid| self.is_list(kid)) else { return false };
        let params = self.kids(params);
        // A further parameter is asked for by the person who wrote it; only rest parameters and `arguments` would see too
        // much.
        let is_function = matches!(core, Some(CoreForm::Function | CoreForm::FunctionEffect));
        if is_function && self.mentions_arguments(argument) {
            return false;
        }
        params.iter().all(|&param| self.kind(param) != FormKind::Spread && !self.forms.is_symbol(param.id, "."))
    }

    /// Whether the name `arguments` stands somewhere in `stx`.
    fn mentions_arguments(&self, stx: Stx) -> bool {
        let mut stack = vec![stx.id];
        while let Some(id) = stack.pop() {
            if let FormKind::Symbol(name) = self.forms.kind(id)
                && name.as_str().strip_prefix("arguments").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            {
                return true;
            }
            stack.extend(self.forms.kids(id));
        }
        false
    }

    /// Copies a form of a definition for one expansion: `scope` is added, everything stands at `span`.
    pub(crate) fn copy_at(&mut self, stx: Stx, scope: u32, span: Span) -> FormId {
        let stx = self.peel(stx);
        let kids = self.kids(stx);
        let copies: Vec<FormId> = kids.iter().map(|&kid| self.copy_at(kid, scope, span)).collect();
        let copy = self.forms.add(self.kind(stx), &copies, span);
        if matches!(self.kind(stx), FormKind::Symbol(_) | FormKind::Verbatim(_)) {
            let set = self.sets.add(stx.set, scope);
            return self.scoped(Stx { id: copy, set });
        }
        copy
    }

    /// A macro's name where a value is wanted: the function, for macros that have one.
    pub(crate) fn expand_macro_value(&mut self, stx: Stx, id: MacroId) -> NodeId {
        let span = self.span(stx);
        match self.macro_function(id, span) {
            Some(function) => self.expand(Stx { id: function, set: SetId::EMPTY }),
            // What is wrong was said at its definition.
            None if matches!(self.macros[id.0 as usize].kind, MacroKind::Failed) => self.none_error(),
            None => self.error(diag::macro_as_value(span, self.macros[id.0 as usize].name)),
        }
    }

    /// The function that a macro of the prelude is as a value; nothing for others.
    fn macro_function(&mut self, id: MacroId, span: Span) -> Option<FormId> {
        let MacroKind::Inline(inline) = self.macros[id.0 as usize].kind.clone() else {
            let entry = self.macro_value(id)?;
            let form = self.copy_form(&entry.file.forms, entry.form, Some(span));
            let scope = self.sets.scope(crate::scope::ScopeKind::Introduced, span);
            return Some(self.copy_at(Stx { id: form, set: SetId::EMPTY }, scope, span));
        };
        let scope = self.sets.scope(crate::scope::ScopeKind::Introduced, span);
        if let Some(value) = inline.value {
            return Some(self.copy_at(value, scope, span));
        }
        let mut params: Vec<FormId> = inline.params.iter().map(|param| self.copy_at(param.name, scope, span)).collect();
        if let Some(rest) = inline.rest {
            let name = self.copy_at(rest, scope, span);
            params.push(self.forms.add(FormKind::Spread, &[name], span));
        }
        let params = self.forms.list(&params, span);
        let limited: Vec<Param> = inline.params.iter().filter(|param| param.calls > 0).copied().collect();
        let body = self.inline_body(&inline, &limited, scope, span);
        let head = self.forms.leaf(FormKind::Core(CoreForm::Fn), span);
        Some(self.forms.list(&[head, params, body], span))
    }

    /// The `define-value` of a macro of the prelude.
    fn macro_value(&self, id: MacroId) -> Option<crate::prelude::Entry> {
        let name = self.macros[id.0 as usize].name;
        if self.prelude_macros.get(&name) == Some(&id) { crate::prelude::find_value(name) } else { None }
    }

    /// Whether a call of a function-like macro says `...xs` where it wants one argument: nobody knows how many these
    /// are, so the function itself is called. `(str ...xs)`, `(apply max xs)`.
    fn spreads_argument(&self, id: MacroId, stx: Stx) -> bool {
        let def = &self.macros[id.0 as usize];
        // Most macros are rules of the file, and no functions.
        let may_be_function = match &def.kind {
            MacroKind::Inline(_) => true,
            MacroKind::Rules(_) => def.source.is_some() || def.name == self.apply,
            MacroKind::Procedural(_) | MacroKind::Native(_) | MacroKind::Failed => false,
        };
        if !may_be_function {
            return false;
        }
        let is_spread = |&kid: &FormId| self.bare_kind(kid) == FormKind::Spread;
        let arguments = self.forms.kids(stx.id).get(1..).unwrap_or(&[]);
        if !arguments.iter().any(is_spread) {
            return false;
        }
        match &def.kind {
            MacroKind::Inline(inline) if inline.rest.is_none() => true,
            MacroKind::Inline(inline) => arguments.iter().take(inline.params.len()).any(is_spread),
            // What `apply` has before its list it passes on as it is.
            MacroKind::Rules(_) if def.name == self.apply => arguments.last().is_some_and(is_spread),
            MacroKind::Rules(_) => self.macro_value(id).is_some(),
            MacroKind::Procedural(_) | MacroKind::Native(_) | MacroKind::Failed => false,
        }
    }

    /// A call of a function-like macro as a call of its function.
    fn call_function(&mut self, id: MacroId, stx: Stx) -> Option<Stx> {
        let (kids, span) = (self.kids(stx), self.span(stx));
        let head = self.span(kids[0]);
        let mut call = vec![self.macro_function(id, head)?];
        call.extend(kids[1..].iter().map(|&kid| self.scoped(kid)));
        Some(Stx { id: self.forms.list(&call, span), set: SetId::EMPTY })
    }
}
