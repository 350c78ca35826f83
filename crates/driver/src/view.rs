//! The other things to see of a module: whether it is well, its expanded forms, its IR, its hashes, its text in house
//! style.

use crate::compile::has_error;
use crate::stages::{self, ModuleHost};
use crate::{CompileOptions, compile};
use std::fmt::Write;
use std::sync::Arc;
use sx_base::{Diagnostic, Source};
use sx_ir::Tree;
use sx_reader::Origin;

/// A view of a module as text, `None` when there are errors, and what is wrong.
#[derive(Debug)]
pub struct View {
    /// The text; ends with a newline.
    pub text: Option<String>,
    /// What is wrong, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

impl View {
    fn new(text: Option<String>, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        Self { text, diagnostics }
    }
}

/// What is wrong with a module.
pub fn check(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost) -> Vec<Diagnostic> {
    compile(source, options, host).diagnostics
}

/// The fully expanded forms; valid input again.
pub fn expand(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost) -> View {
    let (core, diagnostics) = to_core(source, options, host);
    View::new(core.map(|core| stages::raised_text(&core, source)), diagnostics)
}

/// Every expansion in the order in which they happen: the call, and what it becomes. Where the file has errors, the
/// expansions before they stopped it.
pub fn expand_steps(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost) -> View {
    let (file, diagnostics) = stages::read(source);
    if has_error(&diagnostics) {
        return View::new(None, diagnostics);
    }
    let (steps, left_out, found) = stages::expand_steps(file, source, options, host);
    let mut text = String::new();
    for step in &steps {
        let file = step.source.as_ref().unwrap_or(source);
        let place = file.lines().position(&file.text, step.call.start);
        let (line, column) = (place.line + 1, place.utf16 + 1);
        let steps_in = if step.depth > 1 { format!(", {} deep", step.depth) } else { String::new() };
        let (before, after) =
            (stages::format(&step.before, source, Origin::Made), stages::format(&step.after, source, Origin::Made));
        writeln!(text, ";; {}:{line}:{column}: {}{steps_in}\n{before};; becomes\n{after}", file.path, step.macro_name)
            .expect("invariant: writing to a string does not fail");
    }
    if left_out > 0 {
        writeln!(text, ";; {left_out} more expansions are left out")
            .expect("invariant: writing to a string does not fail");
    }
    let mut all = diagnostics;
    all.extend(found);
    View::new(Some(text), all)
}

/// The IR, as text or as JSON.
pub fn ir_text(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost, is_json: bool) -> View {
    let (tree, diagnostics) = to_ir(source, options, host);
    let text = tree.map(|tree| if is_json { stages::print_ir_json(&tree) } else { stages::print_ir(&tree) });
    View::new(text, diagnostics)
}

/// `HASH  NAME` for each chunk.
pub fn hashes(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost) -> View {
    let (tree, diagnostics) = to_ir(source, options, host);
    let text = tree.map(|tree| {
        let mut text = String::new();
        for chunk in stages::hash_chunks(&tree) {
            for byte in chunk.v {
                write!(text, "{byte:02x}").expect("invariant: writing to a string does not fail");
            }
            writeln!(text, "  {}", chunk.name).expect("invariant: writing to a string does not fail");
        }
        text
    });
    View::new(text, diagnostics)
}

/// The text in house style. Only what the reader says is wrong stops it.
pub fn format_text(source: &Source) -> View {
    let (file, diagnostics) = stages::read(source);
    let text = (!has_error(&diagnostics)).then(|| stages::format(&file, source, Origin::Lisp));
    View::new(text, diagnostics)
}

fn to_core(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost) -> (Option<Tree>, Vec<Diagnostic>) {
    let (file, mut diagnostics) = stages::read(source);
    if has_error(&diagnostics) {
        return (None, diagnostics);
    }
    let (core, found) = stages::expand(file, source, options, host);
    diagnostics.extend(found);
    ((!has_error(&diagnostics)).then_some(core), diagnostics)
}

fn to_ir(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost) -> (Option<Tree>, Vec<Diagnostic>) {
    let (core, mut diagnostics) = to_core(source, options, host);
    let Some(core) = core else { return (None, diagnostics) };
    let (tree, found) = stages::lower(core, || stages::expand_with_origins(source, options, host));
    diagnostics.extend(found);
    ((!has_error(&diagnostics)).then_some(tree), diagnostics)
}
