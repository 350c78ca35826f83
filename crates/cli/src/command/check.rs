//! `sx check`: diagnostics and nothing else.

use super::{compile_options, view_as_lisp, work_on};
use crate::args::{CheckArgs, Global};
use crate::console::Console;
use crate::jobs;
use crate::loader::FileLoader;
use crate::path::shown;
use crate::progress::Progress;
use crate::walk::{LISP, Links, find_inputs};

/// Compiles every input and throws the result away.
pub(crate) fn check(args: &CheckArgs, global: &Global, console: &Console) {
    let inputs = find_inputs(&args.inputs, LISP, Links::Follow, console);
    let options = compile_options(&args.language);
    let loader = FileLoader::default();
    let progress = Progress::new(inputs.files.len(), console.shows_progress());
    let results = jobs::run_all(&inputs.files, global.jobs, &progress, |input| {
        work_on::<()>(input, |read| {
            view_as_lisp(input, &read.source, |source| (None, sx_driver::check(source, &options, &loader)))
        })
    });
    progress.clear();
    for (input, result) in inputs.files.iter().zip(results) {
        match result {
            Ok(Ok(outcome)) => console.report(&outcome.source, &outcome.diagnostics),
            Ok(Err(fault)) => console.fault(&fault),
            Err(panic) => console.internal_error(&shown(&input.path), &panic),
        }
    }
}
