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
use crate::walk::Input;
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

/// Common Lisp is told by its extension, and there is no reader for it yet.
fn refuse_dialect(path: &Path) -> Option<Diagnostic> {
    let is_common_lisp = path.extension().is_some_and(|extension| extension == "cl");
    is_common_lisp.then(|| {
        Diagnostic::error("SX0951", sx_driver::Span::at(0), "Common Lisp sources cannot be read yet")
            .note("files with the extension `.cl` are Common Lisp")
            .help("give a file in the sx dialect the extension `.lisp` or `.sx`")
    })
}
