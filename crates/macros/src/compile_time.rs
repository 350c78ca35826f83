//! The compile-time world of a module: one engine, in which macro bodies and the helpers of `begin-for-syntax` run.
//!
//! Entering: forms of macro code. Leaving: globals of the engine. The code is expanded into a tree of its own, lowered
//! and printed as the program is, with a map, so that an error in it has its place in the source.

use crate::diagnostics as diag;
use crate::exchange::Interned;
use crate::expander::{Expander, FnContext, Stx};
use crate::table::{Denotation, Entry};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::time::Duration;
use sx_base::{Source, Span, Symbol};
use sx_ir::{Flags, Goal, Kind, NO_SYMBOL, NodeId, Tree};
use sx_reader::CoreForm;
use sx_vm::{Engine, Limits, VmError};

/// One call of a macro is stopped after this time at the latest; fuel stops most before, at the same place everywhere.
const MAX_CALL_TIME: Duration = Duration::from_secs(3);

/// All macro code of one file may take this time.
const MAX_FILE_TIME: Duration = Duration::from_secs(6);

const RUNTIME: &str = include_str!("runtime.js");

/// The compile-time world of one module.
pub(crate) struct CompileTime {
    pub(crate) engine: Engine,
    pub(crate) functions: u32,
    pub(crate) interned: Interned,
    /// Compiled code by the name the engine knows it by, to find Lisp positions of frames.
    pub(crate) code: FxHashMap<String, Compiled>,
}

/// Compiled macro code, from which its way back to the source can be made.
pub(crate) struct Compiled {
    tree: Tree,
    /// The file of the code, unless it is the one that is compiled.
    source: Option<Arc<Source>>,
}

impl Expander<'_> {
    /// `globalThis.name = value` in the engine.
    pub(crate) fn assign_global(&mut self, name: &str, value: NodeId, stx: Stx) -> NodeId {
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

    pub(crate) fn start_engine(&mut self, stx: Stx) -> Option<()> {
        if self.compile_time.is_some() {
            return Some(());
        }
        let limits = Limits {
            memory_bytes: 256 << 20,
            max_stack_bytes: 4 << 20,
            fuel: self.options.macro_fuel,
            time: Some(MAX_CALL_TIME),
            total_time: Some(MAX_FILE_TIME),
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
        match start() {
            Ok(engine) => {
                self.compile_time = Some(CompileTime {
                    engine,
                    functions: 0,
                    interned: Interned::default(),
                    code: FxHashMap::default(),
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

    /// Runs `build` in a tree of its own, compiles the nodes it gives as a script and runs that in the engine.
    pub(crate) fn in_compile_time(
        &mut self,
        stx: Stx,
        name: &str,
        build: impl FnOnce(&mut Self) -> Vec<NodeId>,
    ) -> Option<bool> {
        self.trees += 1;
        let number = std::mem::replace(&mut self.tree_number, self.trees);
        let tree = std::mem::take(&mut self.tree);
        let globals = std::mem::take(&mut self.global_bindings);
        let functions = std::mem::replace(&mut self.functions, vec![FnContext::default()]);
        let place = (self.context, self.at_body_head, self.declares_in_body);
        (self.context, self.at_body_head, self.declares_in_body) = (0, false, false);
        let errors = self.diagnostics.iter().filter(|d| d.is_error()).count();
        let nodes = build(self);
        (self.context, self.at_body_head, self.declares_in_body) = place;
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
        let source = self.foreign.as_ref().map_or(&self.source, |(source, _)| source);
        tree.source = Some(Arc::clone(source));
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
        let printed = sx_backends::js::print(&lowered, &[], &sx_backends::js::PrintOptions::default());
        let world = self.compile_time.as_mut()?;
        world.engine.reset_fuel();
        let result = world.engine.eval_script(name, &printed.text);
        let source = self.foreign.as_ref().map(|(source, _)| Arc::clone(source));
        world.code.insert(name.to_owned(), Compiled { tree: lowered, source });
        match result {
            Ok(()) => Some(true),
            Err(error) => {
                let diagnostic = self.engine_error(&error, stx, Symbol::intern(name));
                self.report(diagnostic);
                Some(false)
            }
        }
    }

    /// The place that the innermost frame of a macro error maps to, and its file unless it is the one that is compiled.
    pub(crate) fn lisp_position(&self, error: &VmError) -> Option<(Option<Arc<Source>>, Span)> {
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
            return Some((compiled.source.clone(), Span::at(at)));
        }
        None
    }
}
