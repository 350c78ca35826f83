//! The compile-time world of a module: one engine, in which macro bodies and the helpers of `begin-for-syntax` run.
//!
//! Entering: forms of macro code. Leaving: globals of the engine. The code is expanded into a tree of its own, lowered
//! and printed as the program is, with a map, so that an error in it has its place in the source.

use crate::diagnostics as diag;
use crate::exchange::{Input, Interned, encode_lazy};
use crate::expander::{Expander, FnContext, FrameId, Stx};
use crate::module_macros::defines_run_time_names;
use crate::scope::SetId;
use crate::table::{Denotation, Entry};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use sx_base::{Source, Span, Symbol};
use sx_ir::{BindingId, BindingKind, Flags, Goal, Kind, NO_SYMBOL, NodeId, Tree};
use sx_reader::CoreForm;
use sx_vm::{Datum, Engine, Limits, VmError};

/// One call of a macro is stopped after this time of work at the latest; fuel stops most before, at the same place everywhere.
const MAX_CALL_TIME: Duration = Duration::from_secs(3);

/// Machine stack for macro code: enough for a function that calls itself for each of the forms in each other that a file
/// may have.
const MACRO_STACK_BYTES: usize = 16 << 20;

/// All macro code of one file may take this time.
pub(crate) const MAX_FILE_TIME: Duration = Duration::from_secs(5);

/// The same with what runs again where the file is expanded again.
pub(crate) const MAX_TIME_OF_ROUNDS: Duration = Duration::from_secs(8);

const RUNTIME: &str = include_str!("runtime.js");

/// The compile-time world of one module.
pub(crate) struct CompileTime {
    /// Shared with the call that waits for an answer.
    pub(crate) engine: Rc<Engine>,
    pub(crate) functions: u32,
    pub(crate) interned: Interned,
    /// Compiled code by the name the engine knows it by, to find Lisp positions of frames.
    pub(crate) code: FxHashMap<String, Compiled>,
    /// The globals that helpers have in the engine.
    globals: FxHashSet<Symbol>,
    /// Those among them whose script failed. That was reported; what names them fails without a word.
    pub(crate) broken: FxHashSet<Symbol>,
    /// Those among them that are `var`s of macros.
    made_vars: FxHashSet<Symbol>,
    /// Those among them that hold no keyword of an operand, or give none when they are called.
    pub(crate) plain: FxHashSet<Symbol>,
}

/// The definitions of a `begin-for-syntax` that is expanded now.
pub(crate) struct Helpers {
    /// The definition context it stands in.
    context: u32,
    made: Vec<Helper>,
}

/// One of them: the name and scopes under which it is filed, and its name in the engine.
struct Helper {
    name: Symbol,
    set: SetId,
    global: Symbol,
    binding: BindingId,
}

impl CompileTime {
    /// `name`, or `name$2` and so on where that is taken by another helper or a name of the world.
    fn free_global(&mut self, name: Symbol) -> Symbol {
        let is_taken = |world: &Self, name: Symbol| {
            world.globals.contains(&name)
                || crate::globals::knows(name, true)
                || sx_base::names::is_reserved(name.as_str(), true)
                || name.as_str().starts_with("__")
        };
        let mut found = name;
        let mut number = 1;
        while is_taken(self, found) {
            number += 1;
            found = Symbol::intern(&format!("{}${number}", name.as_str().trim_start_matches('_')));
        }
        self.globals.insert(found);
        found
    }

    /// Whether the helper of this name is a `var` that a macro made.
    pub(crate) fn is_made_var(&self, global: Symbol) -> bool {
        self.made_vars.contains(&global)
    }

    /// Whether a helper has this name in the engine.
    pub(crate) fn is_helper(&self, global: &str) -> bool {
        self.globals.contains(&Symbol::intern(global))
    }
}

/// Compiled macro code, from which its way back to the source can be made.
pub(crate) struct Compiled {
    tree: Tree,
    /// The file of the code, unless it is the one that is compiled.
    source: Option<Arc<Source>>,
    /// The expansion that made the code.
    frame: FrameId,
}

/// Where macro code failed.
pub(crate) struct Failure {
    /// The file, unless it is the one that is compiled.
    pub(crate) source: Option<Arc<Source>>,
    pub(crate) span: Span,
    /// What to say of the place.
    pub(crate) words: &'static str,
    /// The expansion that made the code.
    pub(crate) frame: FrameId,
}

impl Expander<'_> {
    /// `globalThis.name = value` in the engine.
    pub(crate) fn assign_global(&mut self, name: &str, value: NodeId, stx: Stx) -> NodeId {
        let object = self.global(Symbol::intern("globalThis"));
        let object = self.name_node(object, stx, Span::NONE, Flags::NONE);
        let place = self.node(Kind::Member, Flags::PLACE, Symbol::intern(name).index(), &[object], stx, Span::NONE);
        self.plain(Kind::Assign, &[place, value], stx, Span::NONE)
    }

    /// `(begin-for-syntax form…)`: a body of its own, whose definitions are helpers of the compile-time world. It runs as
    /// a script of the engine, so what it declares is seen by the scripts after it, under names that no other helper has:
    /// two modules, or two functions, may call theirs the same.
    pub(crate) fn begin_for_syntax(&mut self, stx: Stx, kids: &[Stx]) {
        if self.start_engine(stx).is_none() {
            return;
        }
        let number = self.trees + 1;
        let (forms, context) = (kids[1..].to_vec(), self.context);
        let mut made = vec![];
        let name = format!("begin-for-syntax-{number}");
        let result = self.in_compile_time(stx, &name, Symbol::intern(&name), |this| {
            // What an expansion made is filed as a definition of the body around.
            this.context = context;
            let outer = this.helpers.replace(Helpers { context, made: vec![] });
            this.function().var_scope = this.sets.binding_scope(this.span(stx));
            this.hoist_vars(&forms);
            // No top of a file: nothing is imported or exported here.
            this.bodies += 1;
            let nodes = this.expand_forms_of_context(&forms);
            this.bodies -= 1;
            made = std::mem::replace(&mut this.helpers, outer).map_or(vec![], |helpers| helpers.made);
            this.note_plain_helpers(made.iter().map(|helper| (helper.binding.0, helper.global)));
            nodes.to_vec()
        });
        if result != Some(true)
            && let Some(world) = &mut self.compile_time
        {
            world.broken.extend(made.iter().map(|helper| helper.global));
        }
        for helper in made {
            if self.is_made_var(number, helper.binding)
                && let Some(world) = &mut self.compile_time
            {
                world.made_vars.insert(helper.global);
            }
            self.helper_table.replace(&self.sets, helper.name, helper.set, Denotation::Syntax(helper.global));
        }
    }

    /// Whether a name that is declared as `kind` now is a definition of the body of a `begin-for-syntax`.
    pub(crate) fn declares_helper(&self, kind: BindingKind) -> bool {
        self.helpers.as_ref().is_some_and(|helpers| helpers.context == self.context)
            && (self.declares_in_body || kind == BindingKind::Var)
            && self.functions.len() == 1
    }

    /// Whether a macro that is defined now is one of the body of a `begin-for-syntax`.
    pub(crate) fn defines_helper_macro(&self) -> bool {
        self.helpers.as_ref().is_some_and(|helpers| helpers.context == self.context) && self.functions.len() == 1
    }

    /// Before the first of several `begin-for-syntax` of one body: what they define in plain sight has its name in the
    /// engine, so that functions of one may call those of another below.
    pub(crate) fn announce_helpers(&mut self, blocks: &[Stx]) {
        if blocks.len() < 2 || self.start_engine(blocks[0]).is_none() {
            return;
        }
        let declares = std::mem::replace(&mut self.declares_in_body, true);
        for &block in blocks {
            let mut forms: Vec<Stx> = self.kids(block)[1..].iter().rev().copied().collect();
            while let Some(form) = forms.pop() {
                let form = self.peel(form);
                let Some(core) = self.core_head(form) else { continue };
                let kids = self.kids(form);
                match core {
                    CoreForm::Begin | CoreForm::Do => forms.extend(kids[1..].iter().rev()),
                    CoreForm::Async => forms.extend(kids.get(1)),
                    CoreForm::Decorate => forms.extend(kids.last().filter(|_| kids.len() > 1)),
                    _ if defines_run_time_names(core) => {
                        for leaf in self.defined_names(core, &kids) {
                            self.announce_helper(leaf);
                        }
                    }
                    _ => {}
                }
            }
        }
        self.declares_in_body = declares;
    }

    fn announce_helper(&mut self, leaf: Stx) {
        let Some(name) = self.binder_name_quiet(leaf) else { return };
        let set = self.binder_set(leaf.set);
        if self.helper_table.exact(&self.sets, name, set).is_some() {
            return;
        }
        let Some(world) = self.compile_time.as_mut() else { return };
        let global = world.free_global(name);
        let span = self.span(leaf);
        self.helper_table.insert(&self.sets, name, Entry { set, means: Denotation::Syntax(global), span });
        self.announced.insert((name, set), global);
    }

    /// Takes a definition into the helpers: it gets a name that no other script of the engine uses.
    pub(crate) fn note_helper(&mut self, name: Symbol, set: SetId, binding: BindingId) {
        let Some(world) = self.compile_time.as_mut() else { return };
        let announced = self.announced.remove(&(name, set));
        let global = announced.unwrap_or_else(|| world.free_global(self.tree.bindings[binding.0 as usize].name));
        let made = &mut self.tree.bindings[binding.0 as usize];
        (made.name, made.fixed, made.fresh) = (global, true, false);
        if let Some(helpers) = &mut self.helpers {
            helpers.made.push(Helper { name, set, global, binding });
        }
    }

    pub(crate) fn start_engine(&mut self, stx: Stx) -> Option<()> {
        if self.compile_time.is_some() {
            return Some(());
        }
        let limits = Limits {
            memory_bytes: 256 << 20,
            max_stack_bytes: MACRO_STACK_BYTES,
            fuel: self.options.macro_fuel,
            time: Some(MAX_CALL_TIME),
            total_time: Some(self.macro_time),
        };
        let start = || -> Result<Engine, VmError> {
            let mut engine = Engine::new(&limits)?;
            engine.eval_script("sx:runtime.js", RUNTIME)?;
            engine.hold_data("__sxHolder")?;
            engine.eval_script("sx:runtime.js", "delete globalThis.__sxHolder;")?;
            engine.harden()?;
            engine.expose_table("__at")?;
            Ok(engine)
        };
        crate::watch::start();
        match start() {
            Ok(engine) => {
                self.compile_time = Some(CompileTime {
                    engine: Rc::new(engine),
                    functions: 0,
                    interned: Interned::default(),
                    code: FxHashMap::default(),
                    globals: FxHashSet::default(),
                    broken: FxHashSet::default(),
                    made_vars: FxHashSet::default(),
                    plain: FxHashSet::default(),
                });
                Some(())
            }
            Err(error) => {
                let at = self.span(stx);
                self.report(diag::engine_failed(at, &error));
                None
            }
        }
    }

    /// Runs `build` in a tree of its own, compiles the nodes it gives as a script and runs that in the engine. `name`: the
    /// script's; `of`: whose code it is.
    pub(crate) fn in_compile_time(
        &mut self,
        stx: Stx,
        name: &str,
        of: Symbol,
        build: impl FnOnce(&mut Self) -> Vec<NodeId>,
    ) -> Option<bool> {
        self.trees += 1;
        let number = std::mem::replace(&mut self.tree_number, self.trees);
        let tree = std::mem::take(&mut self.tree);
        let globals = std::mem::take(&mut self.global_bindings);
        let functions = std::mem::replace(&mut self.functions, vec![FnContext::default()]);
        let helpers = self.helpers.take();
        let keyword_leaves = std::mem::take(&mut self.keyword_leaves);
        let names_broken = std::mem::replace(&mut self.names_broken, false);
        let place = (self.context, self.at_body_head, self.declares_in_body);
        (self.context, self.at_body_head, self.declares_in_body) = (0, false, false);
        let errors = self.errors();
        let from = std::mem::replace(&mut self.macro_code_from, self.sets.last_scope());
        let nodes = build(self);
        self.macro_code_from = from;
        self.warn_of_keyword_tests();
        self.keyword_leaves = keyword_leaves;
        self.report_stray_directives();
        (self.context, self.at_body_head, self.declares_in_body) = place;
        self.functions = functions;
        self.helpers = helpers;
        self.global_bindings = globals;
        self.tree_number = number;
        let mut tree = std::mem::replace(&mut self.tree, tree);
        let is_broken = std::mem::replace(&mut self.names_broken, names_broken);
        if is_broken || self.errors() > errors {
            return None;
        }
        let span = self.span(stx);
        let root = tree.add(Kind::Program, Flags::NONE, NO_SYMBOL, &nodes, span, Span::NONE);
        tree.root = Some(root);
        (tree.goal, tree.is_strict) = (Goal::Script, true);
        let source = self.foreign.as_ref().map_or(&self.source, |(source, _)| source);
        tree.source = Some(Arc::clone(source));
        self.run_tree(tree, stx, name, of)
    }

    pub(crate) fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count() + self.problems()
            - self.diagnostics.len()
    }

    fn run_tree(&mut self, tree: Tree, stx: Stx, name: &str, of: Symbol) -> Option<bool> {
        let (lowered, problems) = sx_ir::lower(tree);
        if problems.iter().any(sx_base::Diagnostic::is_error) {
            for problem in problems {
                self.report(problem);
            }
            return None;
        }
        let printed = sx_backends::js::print(&lowered, &[], &sx_backends::js::PrintOptions::default());
        let watched = self.watched(self.span(stx), of);
        let engine = Rc::clone(&self.compile_time.as_ref()?.engine);
        engine.reset_fuel();
        // Forms of calls that are over may have been kept; nothing else is answered here.
        let mut kept = Input::with_room(0);
        let look = |question: &[Datum]| match *question {
            [Datum::Number(number)] => encode_lazy(self, &mut kept, number, SetId::EMPTY),
            _ => Ok(vec![Datum::Undefined]),
        };
        let result = engine.asking(look, || engine.eval_script(name, &printed.text));
        drop(watched);
        let world = self.compile_time.as_mut()?;
        let source = self.foreign.as_ref().map(|(source, _)| Arc::clone(source));
        world.code.insert(name.to_owned(), Compiled { tree: lowered, source, frame: self.frame });
        match result {
            Ok(()) => Some(true),
            Err(error) => {
                let diagnostic = self.engine_error(&error, stx, of);
                self.report(diagnostic);
                Some(false)
            }
        }
    }

    /// The place to show for the innermost frame of a macro error.
    pub(crate) fn failure(&self, error: &VmError) -> Option<Failure> {
        let world = self.compile_time.as_ref()?;
        for frame in &error.frames {
            let Some(compiled) = world.code.get(&frame.file) else { continue };
            // The map is made only now: most macro code has no errors.
            let options = sx_backends::js::PrintOptions { map: true, ..Default::default() };
            let printed = sx_backends::js::print(&compiled.tree, &[], &options);
            let Some(map) = &printed.map else { continue };
            let line = printed.text.split('\n').nth(frame.line.checked_sub(1)? as usize)?;
            let column = frame.column.saturating_sub(1) as usize;
            let utf16 = line.get(..column).unwrap_or(line).encode_utf16().count() as u32;
            let original = map.lookup(frame.line - 1, utf16)?;
            let column = original.column;
            let source = compiled.source.as_ref().unwrap_or(&self.source);
            let start = source.lines().start(original.line);
            let text = &source.text[start as usize..];
            let mut units = 0;
            let byte = text.char_indices().find(|(_, c)| {
                let here = units >= column;
                units += c.len_utf16() as u32;
                here
            });
            let at = start + byte.map_or(text.len(), |(byte, _)| byte) as u32;
            let (span, mut words) = crate::raised_at::raised_at(source, at);
            let frame = compiled.frame;
            // What has no place of its own stands at the head of the call.
            let holds = |call: Span| call.start <= span.start && span.start < call.end;
            let is_made = |call: Span| holds(call) && !self.is_written_in(call, Span::at(span.start));
            if compiled.source.is_none() && self.expansions_of(frame).any(|made| is_made(made.call)) {
                words = "raised in what this call makes";
            }
            return Some(Failure { source: compiled.source.clone(), span, words, frame });
        }
        None
    }
}
