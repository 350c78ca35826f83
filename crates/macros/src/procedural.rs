//! `defmacro`: the body is ordinary code, compiled by the same compiler and run in the embedded engine on data.
//!
//! ``(defmacro twice (x) `(* 2 ,x))`` becomes a function of the engine's world. A call's arguments go in as data (lists
//! are arrays, symbols are objects that are equal when their names and scopes are), the result comes back as forms; what
//! the macro passes through untouched is the very form of the call, position and scopes included.

use crate::capture::TemplateBinder;
use crate::compile_time::Failure;
use crate::diagnostics as diag;
use crate::exchange::{Input, Place, decode_result, encode_answer, encode_call, encode_lazy};
use crate::expander::{Expander, FrameId, Stx};
use crate::macros::MacroKind;
use crate::operand_shape::Shape;
use crate::scope::{ScopeKind, SetId};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use sx_base::diagnostic::Label;
use sx_base::{Source, Span, Symbol};
use sx_ir::{Flags, Kind, NO_SYMBOL};
use sx_reader::FormKind;
use sx_vm::{Datum, VmError, VmErrorKind};

/// Results of one macro are kept up to this many parts of data.
const MAX_KEPT: usize = 20_000;
/// After so many calls of which none was like one before no more are expected to be.
const MAX_UNLIKE: u32 = 64;

/// No more questions to the expander may stand in answers to each other.
const MAX_ASKING: u32 = 1_000;

/// A `defmacro` before and after it is compiled.
pub(crate) struct Procedural {
    pub(crate) name: Symbol,
    /// The parameters as they were written, as the function has them, and what they ask of the operands.
    pub(crate) list: Stx,
    params: Vec<Stx>,
    pub(crate) shape: Shape,
    body: Vec<Stx>,
    pub(crate) stx: Stx,
    /// The scopes of the definition.
    pub(crate) set: SetId,
    /// The other file that it is from, and where that is imported.
    pub(crate) foreign: Option<(Arc<Source>, Span)>,
    /// The expansion that made it.
    frame: FrameId,
    /// The body or a default mentions `&form`, the call itself.
    uses_form: bool,
    /// The body mentions `&env`, and what it gives depends on where it is called.
    uses_env: bool,
    /// Plain symbols that a template of the body binds.
    pub(crate) binders: Vec<TemplateBinder>,
    /// Results by input, for a body that names nothing that could hold state between calls.
    results: RefCell<Option<Results>>,
    state: RefCell<State>,
}

/// Results that are kept, and how many parts of data they are.
#[derive(Default)]
struct Results {
    known: FxHashMap<Vec<Datum>, Rc<[Datum]>>,
    parts: usize,
    /// How many calls there were before the first that was like another one.
    unlike: u32,
    has_likes: bool,
}

impl Results {
    /// The result of a call like this one.
    fn of(&mut self, input: &[Datum]) -> Option<Rc<[Datum]>> {
        if !self.are_worth_it() {
            return None;
        }
        let known = self.known.get(input).cloned();
        self.has_likes |= known.is_some();
        self.unlike += u32::from(!self.has_likes);
        known
    }

    fn are_worth_it(&self) -> bool {
        self.has_likes || self.unlike < MAX_UNLIKE
    }
}

#[derive(Clone, PartialEq, Eq)]
enum State {
    Written,
    Compiled(String),
    Failed,
}

impl Expander<'_> {
    /// `(defmacro name (param…) body…)`.
    pub(crate) fn define_procedural(&mut self, stx: Stx, kids: &[Stx]) {
        let kind = match self.procedural_kind(stx, kids) {
            Some(kind) => kind,
            // Its calls are no mistakes of their own.
            None if kids.get(1).is_some_and(|&name| matches!(self.kind(name), FormKind::Symbol(_))) => {
                MacroKind::Failed
            }
            None => return,
        };
        if let MacroKind::Procedural(procedural) = &kind {
            self.uncompiled.push(Rc::clone(procedural));
        }
        let def = self.new_macro(kids[1], stx, kind);
        self.bind_macro(kids[1], def);
    }

    /// A `defmacro` of the prelude, which is compiled where it is used.
    pub(crate) fn prelude_procedural(&mut self, stx: Stx, kids: &[Stx], entry: &crate::prelude::Entry) -> MacroKind {
        let foreign = self.foreign.replace((Arc::clone(&entry.source), Span::at(0)));
        let kind = self.procedural_kind(stx, kids);
        self.foreign = foreign;
        kind.unwrap_or(MacroKind::Failed)
    }

    /// What a `defmacro` form defines; `None` for one of a wrong shape.
    fn procedural_kind(&mut self, stx: Stx, kids: &[Stx]) -> Option<MacroKind> {
        let shape = "(defmacro name (param…) body…)";
        if kids.len() < 4 {
            self.report(diag::shape(self.span(stx), "defmacro", shape));
            return None;
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
                return None;
            }
            _ => {
                self.report(diag::shape(self.span(stx), "defmacro", shape));
                return None;
            }
        };
        let before = self.problems();
        let (params, shape_of_operands) = self.lambda_list(&params);
        if self.problems() > before {
            return Some(MacroKind::Failed);
        }
        let body = self.split_doc(&kids[3..]).1.to_vec();
        let name = match self.kind(kids[1]) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) => name,
            _ => Symbol::intern("macro"),
        };
        // Defaults of parameters may mention them too.
        let code: Vec<Stx> = params.iter().chain(&body).copied().collect();
        let (uses_form, uses_env) = (self.mentions(&code, "&form"), self.mentions(&code, "&env"));
        let (state, results) = (RefCell::new(State::Written), RefCell::new(None));
        let foreign = self.foreign.clone();
        let is_of_prelude = foreign.as_ref().is_some_and(|(source, _)| crate::prelude::is_source(source));
        let binders = if is_of_prelude { vec![] } else { self.template_binders(&params, &body) };
        let (list, shape, set) = (kids[2], shape_of_operands, self.scopes_of_definition(stx));
        let procedural = Procedural {
            name,
            list,
            params,
            shape,
            body,
            stx,
            set,
            foreign,
            frame: self.frame,
            uses_form,
            uses_env,
            binders,
            results,
            state,
        };
        Some(MacroKind::Procedural(Rc::new(procedural)))
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

    /// Calls a macro function.
    pub(crate) fn apply_procedural(&mut self, procedural: &Rc<Procedural>, stx: Stx) -> Option<Stx> {
        let kids = self.kids(stx);
        // Of a macro that is wrong itself no call is.
        let function = self.compile_procedural(procedural)?;
        if !self.fits_lambda_list(procedural, stx, &kids[1..]) {
            return None;
        }
        let mut input = match encode_call(self, stx, procedural.uses_form) {
            Ok(input) => input,
            Err(error) => return self.engine_stops(&error, stx, procedural, None),
        };
        let place = self.place_of_result(procedural, stx, &kids);
        self.lazies.place(&input, place.arguments);
        self.warn_of_capture(procedural, &kids[1..], place.made);
        let known = procedural.results.borrow_mut().as_mut().and_then(|results| results.of(&input.data));
        if let Some(output) = known {
            return decode_result(self, &output, &input, stx, Place { renews: true, ..place });
        }
        let watched = self.watched(self.span(stx), procedural.name);
        let result = self.call_macro(&function, procedural, &mut input, stx, place);
        drop(watched);
        match result {
            Ok(output) => {
                let result = decode_result(self, &output, &input, stx, place);
                if let Some(results) = procedural.results.borrow_mut().as_mut()
                    && !input.has_lazy_parts()
                    && results.parts < MAX_KEPT
                    && results.are_worth_it()
                {
                    results.parts += input.data.len() + output.len();
                    results.known.insert(Rc::unwrap_or_clone(input.data), output.into());
                }
                result
            }
            Err(Some(error)) => self.engine_stops(&error, stx, procedural, Some(&input)),
            Err(None) => None,
        }
    }

    /// The scopes of what a call gives. Where the macro is of the same definition context, its names are told from those
    /// of the call by a scope of the use.
    fn place_of_result(&mut self, procedural: &Procedural, stx: Stx, kids: &[Stx]) -> Place {
        let (head, call) = (kids[0].set, procedural.set);
        // The head of a call that a template made has the scopes of the definition; its other names are the caller's.
        let made = match self.made_calls.get(&stx.id) {
            Some(&caller) => self.sets.union(caller, stx.set),
            // The name of the macro may be a fresh symbol; those that the macro makes are not.
            None => self.sets.without_fresh(head),
        };
        let expansion = self.sets.scope(ScopeKind::Introduced, self.span(stx));
        let place = Place { arguments: stx.set, made, expansion, renews: false };
        match self.use_site(kids, call) {
            Some(scope) => {
                let arguments = self.sets.add(place.arguments, scope);
                Place { arguments, made: self.sets.add(made, scope), ..place }
            }
            None => place,
        }
    }

    /// Runs a macro function, and answers what it asks meanwhile. The error is nothing when it was reported.
    fn call_macro(
        &mut self,
        function: &str,
        procedural: &Procedural,
        input: &mut Input,
        stx: Stx,
        place: Place,
    ) -> Result<Vec<Datum>, Option<VmError>> {
        let world = self.compile_time.as_ref().expect("invariant: a macro that is called is compiled");
        let (engine, data) = (Rc::clone(&world.engine), Rc::clone(&input.data));
        engine.reset_fuel();
        let mut was_reported = false;
        let (frame, is_whole) = (self.frame, procedural.uses_form);
        let env = procedural.uses_env.then_some(frame);
        let result = engine.call_data(function, is_whole, env, &data, |question| {
            self.asking += 1;
            let answer = self.answer(question, input, stx, place);
            self.asking -= 1;
            answer.map_err(|error| {
                was_reported |= error.is_none();
                error.unwrap_or_else(VmError::too_long)
            })
        });
        result.map_err(|error| (!was_reported).then_some(error))
    }

    /// What the expander says to a question of macro code. The error is nothing when it was reported.
    fn answer(
        &mut self,
        question: &[Datum],
        input: &mut Input,
        stx: Stx,
        place: Place,
    ) -> Result<Vec<Datum>, Option<VmError>> {
        if let [Datum::Number(number)] = *question {
            return encode_lazy(self, input, number, place.arguments).map_err(Some);
        }
        let [_, Datum::Text(kind), subject @ ..] = question else { return Ok(vec![Datum::Null]) };
        if kind == "warn" {
            self.warn(subject, input, stx);
            return Ok(vec![Datum::Null]);
        }
        if let ("bound", [_, call, name @ ..]) = (kind.as_ref(), subject) {
            // Each expansion has a frame of its own.
            if *call != Datum::Number(f64::from(self.frame)) {
                return Ok(vec![Datum::Null]);
            }
            let name = decode_result(self, name, input, stx, place).ok_or(None)?;
            let name = self.peel(name);
            let is_bound = match self.kind(name) {
                FormKind::Symbol(symbol) | FormKind::Verbatim(symbol) => self.is_there(symbol, name.set),
                _ => false,
            };
            return Ok(vec![Datum::Bool(is_bound)]);
        }
        let form = decode_result(self, subject, input, stx, place).ok_or(None)?;
        let mut form = self.peel(form);
        if kind == "text" {
            return Ok(vec![Datum::Text(sx_reader::print_form(&self.forms, form.id).into())]);
        }
        if kind == "member-name" {
            let name = match self.kind(form) {
                FormKind::Symbol(name) => self.facts.get(name).js.unwrap_or(name),
                FormKind::Verbatim(name) => name,
                _ => Symbol::intern(""),
            };
            return Ok(vec![Datum::Text(name.as_str().into())]);
        }
        while !self.stopped && self.is_list(form) {
            let kids = self.kids(form);
            let Some(&head) = kids.first() else { break };
            let crate::expander::Head::Macro(id) = self.head(head) else { break };
            if self.asking > MAX_ASKING {
                self.stopped = true;
                let name = self.macros[id.0 as usize].name;
                self.report(diag::too_many_questions(self.span(stx), name, MAX_ASKING));
                return Err(None);
            }
            let (result, _) = self.expand_macro(id, form).ok_or(None)?;
            form = self.peel(result);
            if kind == "expand-1" {
                break;
            }
        }
        if self.stopped {
            return Err(None);
        }
        encode_answer(self, input, form, place.arguments).map_err(Some)
    }

    /// `(warn message form list)`: `subject` is the list of the three.
    fn warn(&mut self, subject: &[Datum], input: &Input, stx: Stx) {
        let parts = elements(subject);
        let [[Datum::Text(message)], form, list] = parts[..] else { return };
        let form = form.first().and_then(|form| input.part(form, list.first()));
        let span = form.map_or_else(|| self.span(stx), |form| self.forms.span(form));
        self.report(diag::macro_warns(span, message));
    }

    /// Reports what stopped a macro.
    fn engine_stops(
        &mut self,
        error: &VmError,
        stx: Stx,
        procedural: &Procedural,
        input: Option<&Input>,
    ) -> Option<Stx> {
        let mut diagnostic = self.engine_error(error, stx, procedural.name);
        if let Some(place) = input.and_then(|input| self.failed_part(input)) {
            diagnostic.span = place;
            if procedural.foreign.as_ref().is_some_and(|(source, _)| crate::prelude::is_source(source)) {
                let list = sx_reader::print_form(&self.forms, procedural.list.id);
                let list = list.strip_prefix('(').unwrap_or(&list);
                diagnostic = diag::refused_by_prelude(place, procedural.name, &error.message, list);
            }
        }
        self.report(diagnostic);
        if matches!(error.kind, VmErrorKind::Memory | VmErrorKind::Fuel) {
            self.stopped = true;
        }
        None
    }

    /// The part of the call that `(error message form)` named.
    fn failed_part(&mut self, input: &Input) -> Option<Span> {
        let world = self.compile_time.as_mut()?;
        let failed = world.engine.call_method("takeFailed", &[]).ok()?;
        let around = world.engine.call_method("takeAround", &[]).ok()?;
        let form = input.part(failed.get(1)?, around.get(1))?;
        let span = self.forms.span(form);
        (!span.is_none()).then_some(span)
    }

    pub(crate) fn engine_error(&mut self, error: &VmError, stx: Stx, name: Symbol) -> sx_base::Diagnostic {
        let at = self.span(stx);
        let raised = if error.frames.is_empty() { self.raised_value(error) } else { None };
        let threw_value = raised.is_some();
        // Nobody threw the `null`: there was no memory for an error.
        let is_memory = raised.is_none() && error.frames.is_empty() && error.message == sx_vm::THREW_NULL;
        let no_memory = is_memory.then(VmError::no_memory);
        let error = raised.as_ref().or(no_memory.as_ref()).unwrap_or(error);
        let is_helper = |name: &str| self.compile_time.as_ref().is_some_and(|world| world.is_helper(name));
        let mut diagnostic = diag::macro_failed(at, name, error, threw_value, is_helper);
        // The prelude shows no places of its own: what is wrong is said of the call.
        let failure =
            self.failure(error).filter(|failure| !failure.source.as_ref().is_some_and(crate::prelude::is_source));
        if let Some(Failure { source, span, words, frame }) = failure {
            let label = |span, words: &str| Label { source: source.clone(), span, message: words.to_owned() };
            diagnostic.labels.push(label(span, words));
            if frame != 0 {
                if source.is_none() {
                    diagnostic.expansion.extend(self.expansions_of(frame).map(sx_base::Expansion::from));
                } else if let Some(made) = self.expansions_of(frame).last() {
                    // Calls in another file are at no place of this one.
                    diagnostic.labels.push(label(made.call, "made by this call"));
                }
                if error.kind == VmErrorKind::Exception {
                    self.want_template_places();
                }
            }
        }
        diagnostic
    }

    /// The error of `(throw value)`, where the value is none, with the frames that it was raised in.
    fn raised_value(&mut self, error: &VmError) -> Option<VmError> {
        let world = self.compile_time.as_mut().filter(|_| error.kind == VmErrorKind::Exception)?;
        match &world.engine.call_method("takeRaised", &[]).ok()?[..] {
            [_, Datum::Text(text), Datum::Text(stack), Datum::Text(shown)]
                if *text == error.message || **text == *"null" && error.message == sx_vm::THREW_NULL =>
            {
                let message = if **text == *"null" { "null" } else { shown };
                Some(VmError { frames: sx_vm::read_frames(stack), message: message.to_owned(), ..error.clone() })
            }
            _ => None,
        }
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
        let foreign = std::mem::replace(&mut self.foreign, procedural.foreign.clone());
        // What is wrong in the code comes of what made it, whatever call it is compiled for.
        let compiled = self.in_frame(procedural.frame, |this| this.compile_function(procedural));
        self.foreign = foreign;
        let global = compiled?;
        *procedural.state.borrow_mut() = State::Compiled(global.clone());
        Some(global)
    }

    fn compile_function(&mut self, procedural: &Rc<Procedural>) -> Option<String> {
        self.start_engine(procedural.stx)?;
        let number = self.compile_time.as_mut().map(|world| {
            world.functions += 1;
            world.functions
        })?;
        let global = format!("__macro{number}");
        let ok = self.in_compile_time(procedural.stx, &global, procedural.name, |this| {
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
            // As in an arrow function, `arguments` and `new.target` are not its own: it is not called with its operands
            // alone.
            let flags = Flags::IMPLICIT | Flags::ARROW;
            let parts = this.expand_function_parts(&params, &procedural.body, flags, stx, head);
            if parts.flags.has(Flags::ASYNC) {
                let at = this.span(stx);
                this.report(diag::macro_is_async(at, procedural.name));
            }
            if !this.names_state && !procedural.uses_env {
                *procedural.results.borrow_mut() = Some(Results::default());
            }
            let none = this.none();
            let kids = [none, parts.params, parts.body];
            let flags = parts.flags.without(Flags::ARROW);
            let function = this.node(Kind::Function, flags, NO_SYMBOL, &kids, stx, Span::NONE);
            let function = match procedural.shape.keys_text() {
                Some(keys) => {
                    let keys = this.leaf(Kind::String, Symbol::intern(&keys).index(), stx);
                    this.runtime_call("keyed", &[function, keys], stx)
                }
                None => function,
            };
            vec![this.assign_global(&global, function, stx)]
        })?;
        ok.then_some(global)
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

/// The elements of an array, each with all its parts.
fn elements(array: &[Datum]) -> Vec<&[Datum]> {
    let Some((Datum::Open { len, .. }, mut rest)) = array.split_first() else { return vec![] };
    let mut found = vec![];
    for _ in 0..*len {
        let (mut end, mut left) = (0, 1_usize);
        while left > 0 && end < rest.len() {
            left -= 1;
            if let Datum::Open { len, .. } = &rest[end] {
                left += *len as usize;
            }
            end += 1;
        }
        let (element, others) = rest.split_at(end);
        found.push(element);
        rest = others;
    }
    found
}
