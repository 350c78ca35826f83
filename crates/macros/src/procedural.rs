//! `defmacro`: the body is ordinary code, compiled by the same compiler and run in the embedded engine on data.
//!
//! ``(defmacro twice (x) `(* 2 ,x))`` becomes a function of the engine's world. A call's arguments go in as data (lists
//! are arrays, symbols are objects that are equal when their names and scopes are), the result comes back as forms; what
//! the macro passes through untouched is the very form of the call, position and scopes included.

use crate::diagnostics as diag;
use crate::exchange::{decode_result, encode_call};
use crate::expander::{Expander, FnContext, Stx};
use crate::macros::MacroKind;
use crate::scope::SetId;
use crate::table::{Denotation, Entry};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use sx_base::{Span, Symbol};
use sx_ir::{Flags, Goal, Kind, NO_SYMBOL, NodeId, Tree};
use sx_reader::{CoreForm, FormKind};
use sx_vm::{Engine, Limits, VmError, VmErrorKind};

const RUNTIME: &str = include_str!("runtime.js");

/// Calls of one macro whose results are kept.
const MAX_RESULTS: usize = 10_000;

/// Whether another call with the same input has the same result: nothing in it belongs to this call alone, neither
/// forms by their number nor fresh symbols.
fn is_repeatable(input: &str, output: &str) -> bool {
    let own = |line: &str| matches!(line.as_bytes().first(), Some(b'g' | b'r' | b'o'));
    !output.lines().any(own) && !input.lines().any(own)
}

/// A `defmacro` before and after it is compiled.
pub(crate) struct Procedural {
    name: Symbol,
    params: Vec<Stx>,
    body: Vec<Stx>,
    stx: Stx,
    /// The body mentions `&form`, the call itself.
    uses_form: bool,
    /// Results by input, for a body that names nothing that could hold state between calls.
    results: RefCell<Option<FxHashMap<String, Rc<str>>>>,
    /// Least and most number of arguments.
    arity: (usize, Option<usize>),
    state: RefCell<State>,
}

#[derive(Clone, PartialEq, Eq)]
enum State {
    Written,
    Compiled(String),
    Failed,
}

/// The compile-time world of one module.
pub(crate) struct CompileTime {
    engine: Engine,
    functions: u32,
    /// Compiled code by the name the engine knows it by, to find Lisp positions of frames.
    pub(crate) code: FxHashMap<String, Compiled>,
}

/// Compiled macro code and its way back to the source.
pub(crate) struct Compiled {
    text: String,
    map: Option<sx_backends::source_map::SourceMap>,
}

impl Expander<'_> {
    /// `(defmacro name (param…) body…)`.
    pub(crate) fn define_procedural(&mut self, stx: Stx, kids: &[Stx]) {
        let shape = "(defmacro name (param…) body…)";
        if kids.len() < 4 {
            self.report(diag::shape(self.span(stx), "defmacro", shape));
            return;
        }
        let params = match self.kind(kids[2]) {
            FormKind::List => self.kids(kids[2]),
            FormKind::Symbol(_) => {
                let span = self.span(kids[2]);
                let inner = self.scoped(kids[2]);
                let spread = self.forms.add(FormKind::Spread, &[inner], span);
                smallvec::smallvec![Stx { id: spread, set: SetId::EMPTY }]
            }
            FormKind::Array => {
                self.report(diag::vector_params(self.span(kids[2]), "defmacro"));
                return;
            }
            _ => {
                self.report(diag::shape(self.span(stx), "defmacro", shape));
                return;
            }
        };
        let params = self.lambda_list(&params);
        let arity = self.arity(&params);
        let (_, body) = self.split_doc(&kids[3..]);
        let name = match self.kind(kids[1]) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) => name,
            _ => Symbol::intern("macro"),
        };
        let uses_form = self.mentions(&body, "&form");
        let state = RefCell::new(State::Written);
        let procedural =
            Rc::new(Procedural { name, params, body, stx, uses_form, results: RefCell::new(None), arity, state });
        self.uncompiled.push(Rc::clone(&procedural));
        let def = self.new_macro(kids[1], stx, MacroKind::Procedural(procedural));
        self.bind_macro(kids[1], def);
    }

    /// Whether the symbol `name` stands anywhere in `forms`.
    fn mentions(&self, forms: &[Stx], name: &str) -> bool {
        let mut stack: Vec<_> = forms.iter().map(|form| form.id).collect();
        while let Some(id) = stack.pop() {
            // `&form.length` mentions it too.
            if self.forms.as_symbol(id).is_some_and(|symbol| symbol.as_str().starts_with(name)) {
                return true;
            }
            stack.extend(self.forms.kids(id));
        }
        false
    }

    /// Turns destructuring lists `((a b) . rest)` of a macro's parameters into array patterns, and `&rest`/`&body`
    /// into a rest parameter.
    fn lambda_list(&mut self, params: &[Stx]) -> Vec<Stx> {
        let flat = self.tail_spread(params);
        let mut out = vec![];
        let mut at = 0;
        while at < flat.len() {
            let param = flat[at];
            if (self.forms.is_symbol(param.id, "&rest") || self.forms.is_symbol(param.id, "&body"))
                && at + 1 < flat.len()
            {
                let span = self.span(flat[at + 1]);
                let inner = self.scoped(flat[at + 1]);
                let spread = self.forms.add(FormKind::Spread, &[inner], span);
                out.push(Stx { id: spread, set: SetId::EMPTY });
                at += 2;
                continue;
            }
            out.push(self.lambda_param(param));
            at += 1;
        }
        out
    }

    fn lambda_param(&mut self, param: Stx) -> Stx {
        if !self.is_list(param) || self.clause_head(param) == Some(CoreForm::Eq) {
            return param;
        }
        let inner = self.kids(param);
        let inner = self.lambda_list(&inner);
        let kids: Vec<_> = inner.iter().map(|&kid| self.scoped(kid)).collect();
        let span = self.span(param);
        Stx { id: self.forms.add(FormKind::Array, &kids, span), set: SetId::EMPTY }
    }

    fn arity(&mut self, params: &[Stx]) -> (usize, Option<usize>) {
        let (mut least, mut most) = (0, Some(0));
        for &param in params {
            if self.kind(param) == FormKind::Spread {
                most = None;
            } else {
                if self.clause_head(param) != Some(CoreForm::Eq) {
                    least += 1;
                }
                most = most.map(|most| most + 1);
            }
        }
        (least, most)
    }

    /// Calls a macro function.
    pub(crate) fn apply_procedural(&mut self, procedural: &Rc<Procedural>, stx: Stx) -> Option<Stx> {
        let kids = self.kids(stx);
        let given = kids.len() - 1;
        let (least, most) = procedural.arity;
        if given < least || most.is_some_and(|most| given > most) {
            let at = self.span(stx);
            self.report(diag::macro_arity(at, procedural.name, least, most, given));
            return None;
        }
        let function = self.compile_procedural(procedural)?;
        let input = encode_call(self, stx, procedural.uses_form);
        let known = procedural.results.borrow().as_ref().and_then(|results| results.get(&input).cloned());
        if let Some(output) = known {
            return decode_result(self, &output, stx);
        }
        let world = self.compile_time.as_mut()?;
        world.engine.reset_fuel();
        let call = if procedural.uses_form { "__sx.callWithForm" } else { "__sx.call" };
        match world.engine.call_text(call, &[&function, &input]) {
            Ok(output) => {
                if let Some(results) = procedural.results.borrow_mut().as_mut()
                    && results.len() < MAX_RESULTS
                    && is_repeatable(&input, &output)
                {
                    results.insert(input, output.as_str().into());
                }
                decode_result(self, &output, stx)
            }
            Err(error) => {
                let diagnostic = self.engine_error(&error, stx, procedural.name);
                self.report(diagnostic);
                if matches!(error.kind, VmErrorKind::Memory | VmErrorKind::Fuel) {
                    self.stopped = true;
                }
                None
            }
        }
    }

    fn engine_error(&mut self, error: &VmError, stx: Stx, name: Symbol) -> sx_base::Diagnostic {
        let at = self.span(stx);
        let mut diagnostic = diag::macro_failed(at, name, error);
        if let Some(place) = self.lisp_position(error) {
            diagnostic = diagnostic.label(place, "raised here");
        }
        diagnostic
    }

    /// The place in this file that the innermost frame of a macro error maps to.
    fn lisp_position(&self, error: &VmError) -> Option<Span> {
        let world = self.compile_time.as_ref()?;
        for frame in &error.frames {
            let Some(compiled) = world.code.get(&frame.file) else { continue };
            let Some(map) = &compiled.map else { continue };
            let line = compiled.text.split('\n').nth(frame.line.checked_sub(1)? as usize)?;
            let column = frame.column.saturating_sub(1) as usize;
            let utf16 = line.get(..column).unwrap_or(line).encode_utf16().count() as u32;
            let original = map.lookup(frame.line - 1, utf16)?;
            let column = original.column;
            let start = self.source.lines().start(original.line);
            let text = &self.source.text[start as usize..];
            let mut units = 0;
            let byte = text.char_indices().find(|(_, c)| {
                let here = units >= column;
                units += c.len_utf16() as u32;
                here
            });
            let at = start + byte.map_or(text.len(), |(byte, _)| byte) as u32;
            return Some(Span::at(at));
        }
        None
    }

    /// Compiles a macro's body on first use and gives the name of its function in the engine.
    fn compile_procedural(&mut self, procedural: &Rc<Procedural>) -> Option<String> {
        match procedural.state.borrow().clone() {
            State::Compiled(name) => return Some(name),
            State::Failed => return None,
            State::Written => {}
        }
        // A macro that needs itself while it is compiled fails instead of compiling for ever.
        *procedural.state.borrow_mut() = State::Failed;
        self.start_engine(procedural.stx)?;
        let number = self.compile_time.as_mut().map(|world| {
            world.functions += 1;
            world.functions
        })?;
        let global = format!("__macro{number}");
        let ok = self.in_compile_time(procedural.stx, &global, |this| {
            this.names_state = false;
            let stx = procedural.stx;
            let head = stx;
            let mut params = vec![];
            for name in ["&form", "&env"] {
                let span = this.span(stx);
                let symbol = this.forms.symbol(name, span);
                params.push(Stx { id: symbol, set: stx.set });
            }
            params.extend(&procedural.params);
            let parts = this.expand_function_parts(&params, &procedural.body, Flags::IMPLICIT, stx, head);
            if parts.flags.has(Flags::ASYNC) {
                let at = this.span(stx);
                this.report(diag::macro_is_async(at, procedural.name));
            }
            if !this.names_state {
                *procedural.results.borrow_mut() = Some(FxHashMap::default());
            }
            let none = this.none();
            let kids = [none, parts.params, parts.body];
            let function = this.node(Kind::Function, parts.flags, NO_SYMBOL, &kids, stx, Span::NONE);
            vec![this.assign_global(&global, function, stx)]
        })?;
        if !ok {
            return None;
        }
        *procedural.state.borrow_mut() = State::Compiled(global.clone());
        Some(global)
    }

    /// `globalThis.name = value` in the engine.
    fn assign_global(&mut self, name: &str, value: NodeId, stx: Stx) -> NodeId {
        let object = self.global(Symbol::intern("globalThis"));
        let object = self.name_node(object, stx, Span::NONE, Flags::NONE);
        let place = self.node(Kind::Member, Flags::PLACE, Symbol::intern(name).index(), &[object], stx, Span::NONE);
        self.plain(Kind::Assign, &[place, value], stx, Span::NONE)
    }

    /// `(begin-for-syntax form…)`: helpers of the compile-time world.
    pub(crate) fn begin_for_syntax(&mut self, stx: Stx, kids: &[Stx]) {
        if self.start_engine(stx).is_none() {
            return;
        }
        let number = self.trees + 1;
        let forms = kids[1..].to_vec();
        self.in_compile_time(stx, &format!("begin-for-syntax-{number}"), |this| {
            let mut nodes = vec![];
            for &form in &forms {
                for leaf in this.syntax_definitions(form) {
                    if let Some(name) = this.binder_name_quiet(leaf) {
                        let span = this.span(leaf);
                        this.table.insert(
                            &this.sets,
                            name,
                            Entry { set: leaf.set, means: Denotation::Syntax(name), span },
                        );
                    }
                }
            }
            for &form in &forms {
                nodes.extend(this.expand_syntax_form(form));
            }
            nodes
        });
    }

    /// The names that a form of `begin-for-syntax` defines.
    fn syntax_definitions(&mut self, form: Stx) -> Vec<Stx> {
        let Some(core) = self.core_head(form) else { return vec![] };
        let kids = self.kids(form);
        let Some(&target) = kids.get(1) else { return vec![] };
        match core {
            CoreForm::Defn | CoreForm::DefnEffect | CoreForm::DefnStar | CoreForm::Defun => vec![target],
            CoreForm::Define if self.is_list(target) => self.kids(target).first().copied().into_iter().collect(),
            CoreForm::Def | CoreForm::Define | CoreForm::Const | CoreForm::Var | CoreForm::Let => {
                self.pattern_leaves(target)
            }
            _ => vec![],
        }
    }

    /// A definition becomes an assignment to a global of the engine; anything else runs.
    fn expand_syntax_form(&mut self, form: Stx) -> Vec<NodeId> {
        let core = self.core_head(form);
        let kids = if self.is_list(form) { self.kids(form) } else { crate::expander::Kids::new() };
        let assign = |this: &mut Self, name: Stx, value: NodeId| match this.binder_name_quiet(name) {
            Some(js) => vec![this.assign_global(js.as_str(), value, form)],
            None => vec![this.error(diag::not_a_binder(this.span(name)))],
        };
        match (core, &kids[..]) {
            (
                Some(CoreForm::Defn | CoreForm::DefnEffect | CoreForm::DefnStar | CoreForm::Defun),
                [head, name, params, body @ ..],
            ) if self.is_list(*params) => {
                let params = self.kids(*params);
                let function = self.syntax_function(form, *head, &params, body);
                assign(self, *name, function)
            }
            (Some(CoreForm::Define), [head, target, body @ ..]) if self.is_list(*target) => {
                let parts = self.kids(*target);
                let Some((&name, params)) = parts.split_first() else { return vec![] };
                let function = self.syntax_function(form, *head, params, body);
                assign(self, name, function)
            }
            (
                Some(CoreForm::Def | CoreForm::Define | CoreForm::Const | CoreForm::Var | CoreForm::Let),
                [_, name, value],
            ) => {
                let value = self.expand(*value);
                assign(self, *name, value)
            }
            (Some(CoreForm::DefineSyntax | CoreForm::Defmacro), _) => {
                self.declare_plain(form);
                vec![]
            }
            _ => vec![self.expand(form)],
        }
    }

    fn syntax_function(&mut self, stx: Stx, head: Stx, params: &[Stx], body: &[Stx]) -> NodeId {
        let flags = if self.form_name(head).ends_with('!') { Flags::NONE } else { Flags::IMPLICIT };
        let parts = self.expand_function_parts(params, body, flags, stx, head);
        let none = self.none();
        let tok = self.span(head);
        self.node(Kind::Function, parts.flags, NO_SYMBOL, &[none, parts.params, parts.body], stx, tok)
    }

    fn start_engine(&mut self, stx: Stx) -> Option<()> {
        if self.compile_time.is_some() {
            return Some(());
        }
        let limits = Limits { memory_bytes: 256 << 20, max_stack_bytes: 4 << 20, fuel: self.options.macro_fuel };
        let start = || -> Result<Engine, VmError> {
            let mut engine = Engine::new(&limits)?;
            engine.eval_script("sx:runtime.js", RUNTIME)?;
            engine.harden()?;
            Ok(engine)
        };
        match start() {
            Ok(engine) => {
                self.compile_time = Some(CompileTime { engine, functions: 0, code: FxHashMap::default() });
                Some(())
            }
            Err(error) => {
                let at = self.span(stx);
                self.report(diag::engine_failed(at, &error));
                None
            }
        }
    }

    /// Runs `build` in a tree of its own, compiles the nodes it gives as a script and runs that in the engine.
    fn in_compile_time(&mut self, stx: Stx, name: &str, build: impl FnOnce(&mut Self) -> Vec<NodeId>) -> Option<bool> {
        self.trees += 1;
        let number = std::mem::replace(&mut self.tree_number, self.trees);
        let tree = std::mem::take(&mut self.tree);
        let globals = std::mem::take(&mut self.global_bindings);
        let functions = std::mem::replace(&mut self.functions, vec![FnContext::default()]);
        let errors = self.diagnostics.iter().filter(|d| d.is_error()).count();
        let nodes = build(self);
        self.functions = functions;
        self.global_bindings = globals;
        self.tree_number = number;
        let mut tree = std::mem::replace(&mut self.tree, tree);
        if self.diagnostics.iter().filter(|d| d.is_error()).count() > errors {
            return None;
        }
        let span = self.span(stx);
        let root = tree.add(Kind::Program, Flags::NONE, NO_SYMBOL, &nodes, span, Span::NONE);
        tree.root = Some(root);
        tree.goal = Goal::Script;
        tree.source = Some(std::sync::Arc::clone(&self.source));
        self.run_tree(tree, stx, name)
    }

    fn run_tree(&mut self, tree: Tree, stx: Stx, name: &str) -> Option<bool> {
        let (lowered, problems) = sx_ir::lower(tree);
        if problems.iter().any(sx_base::Diagnostic::is_error) {
            for problem in problems {
                self.report(problem);
            }
            return None;
        }
        let printed =
            sx_backends::js::print(&lowered, &[], &sx_backends::js::PrintOptions { map: true, ..Default::default() });
        let world = self.compile_time.as_mut()?;
        world.engine.reset_fuel();
        let result = world.engine.eval_script(name, &printed.text);
        world.code.insert(name.to_owned(), Compiled { text: printed.text, map: printed.map });
        match result {
            Ok(()) => Some(true),
            Err(error) => {
                let diagnostic = self.engine_error(&error, stx, Symbol::intern(name));
                self.report(diagnostic);
                Some(false)
            }
        }
    }

    /// Compiles the macros that nothing called, so that their mistakes are found.
    pub(crate) fn finish_macros(&mut self) {
        let all = std::mem::take(&mut self.uncompiled);
        for procedural in all {
            if self.stopped {
                break;
            }
            let written = *procedural.state.borrow() == State::Written;
            if written {
                self.compile_procedural(&procedural);
            }
        }
    }
}
