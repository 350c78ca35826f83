//! One file per command. Each takes its arguments and tells the console what it finds.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod config;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod rev;
pub(crate) mod run;
pub(crate) mod show;

mod outputs;

use crate::args::LanguageArgs;
use crate::read::{ReadInput, read_input};
use crate::walk::{Input, JAVASCRIPT};
use std::path::Path;
use std::sync::Arc;
use sx_driver::{CompileOptions, Diagnostic, Source};

/// The options of the driver that the command line gives.
fn compile_options(language: &LanguageArgs) -> CompileOptions {
    CompileOptions { externs: language.externs.clone(), ..CompileOptions::default() }
}

/// What became of one input.
struct Outcome<T> {
    source: Arc<Source>,
    diagnostics: Vec<Diagnostic>,
    /// What the command wanted of it; `None` with errors.
    value: Option<T>,
}

/// Reads an input and works on its text. The error is a fault of the surroundings.
fn work_on<T>(
    input: &Input,
    work: impl FnOnce(&ReadInput) -> (Option<T>, Vec<Diagnostic>),
) -> Result<Outcome<T>, String> {
    let read = read_input(&input.path)?;
    if let Some(problem) = read.problem {
        return Ok(Outcome { source: read.source, diagnostics: vec![problem], value: None });
    }
    if let Some(problem) = refuse_dialect(&input.path) {
        return Ok(Outcome { source: read.source, diagnostics: vec![problem], value: None });
    }
    let (value, diagnostics) = work(&read);
    Ok(Outcome { source: read.source, diagnostics, value })
}

/// Whether the extension is one of JavaScript or TypeScript.
fn is_javascript(path: &Path) -> bool {
    path.extension().is_some_and(|extension| JAVASCRIPT.iter().any(|known| extension == *known))
}

/// What Lisp is asked of is no JavaScript: as Lisp some of it could be read, but it means nothing then.
fn refuse_javascript(path: &Path) -> Option<Diagnostic> {
    is_javascript(path).then(|| {
        Diagnostic::error("SX0953", sx_driver::Span::at(0), "this is JavaScript, and Lisp is expected here")
            .help(format!("`sx rev {}` translates it to Lisp", crate::path::shown(path)))
    })
}

/// Looks at the Lisp of an input in any language: for what asks for meaning alone.
fn view_as_lisp<T>(
    input: &Input,
    source: &Arc<Source>,
    view: impl FnOnce(&Arc<Source>) -> (Option<T>, Vec<Diagnostic>),
) -> (Option<T>, Vec<Diagnostic>) {
    if !is_javascript(&input.path) {
        return view(source);
    }
    if let Some(problem) = rev::refuse_typescript(&input.path) {
        return (None, vec![problem]);
    }
    let in_modules = crate::package::is_in_modules(&input.path);
    let options = sx_driver::ReverseOptions { in_modules, ..sx_driver::ReverseOptions::default() };
    let reversed = sx_driver::reverse(source, &options);
    let Some(text) = reversed.text else { return (None, reversed.diagnostics) };
    let (value, mut diagnostics) = view(&Arc::new(Source::new(source.path.clone(), text)));
    // What is right as JavaScript is right as Lisp; places there are none of this text.
    diagnostics.retain(Diagnostic::is_error);
    for diagnostic in &mut diagnostics {
        diagnostic.span = sx_driver::Span::at(0);
        diagnostic.labels.clear();
        diagnostic.fixes.clear();
    }
    (value, diagnostics)
}

/// Common Lisp is told by its extension, and there is no reader for it yet.
fn refuse_dialect(path: &Path) -> Option<Diagnostic> {
    let is_common_lisp = path.extension().is_some_and(|extension| extension == "cl");
    is_common_lisp.then(|| {
        Diagnostic::error("SX0951", sx_driver::Span::at(0), "Common Lisp sources cannot be read yet")
            .note("files with the extension `.cl` are Common Lisp")
            .help("give a file in the sx dialect the extension `.lisp` or `.sx`")
    })
}
