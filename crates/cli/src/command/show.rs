//! `sx expand`, `sx ir`, `sx hash`: views of a module on standard output.

use super::{compile_options, refuse_javascript, view_as_lisp, work_on};
use crate::args::{ExpandArgs, Global, HashArgs, IrArgs, LanguageArgs};
use crate::console::Console;
use crate::heap;
use crate::jobs;
use crate::loader::FileLoader;
use crate::path::shown;
use crate::progress::Progress;
use crate::walk::{LISP, Links, find_inputs};
use crate::write::write_stdout;
use std::path::PathBuf;
use std::sync::Arc;
use sx_driver::{CompileOptions, Source, View};

/// `sx expand`
pub(crate) fn expand(args: &ExpandArgs, global: &Global, console: &Console) {
    let view = &args.view;
    show(std::slice::from_ref(&view.file), &view.language, global, console, false, |source, options, loader| {
        heap::expect_expansions(source.text.len());
        if args.steps {
            sx_driver::expand_steps(source, options, loader)
        } else {
            sx_driver::expand(source, options, loader)
        }
    });
}

/// `sx ir`
pub(crate) fn ir(args: &IrArgs, global: &Global, console: &Console) {
    show(
        std::slice::from_ref(&args.view.file),
        &args.view.language,
        global,
        console,
        true,
        |source, options, loader| sx_driver::ir_text(source, options, loader, args.json),
    );
}

/// `sx hash`
pub(crate) fn hash(args: &HashArgs, global: &Global, console: &Console) {
    show(&args.inputs, &args.language, global, console, true, |source, options, loader| {
        sx_driver::hashes(source, options, loader)
    });
}

fn show(
    paths: &[PathBuf],
    language: &LanguageArgs,
    global: &Global,
    console: &Console,
    is_of_any_language: bool,
    view: impl Fn(&Arc<Source>, &CompileOptions, &FileLoader) -> View + Sync,
) {
    let inputs = find_inputs(paths, LISP, Links::Follow, console);
    let options = compile_options(language);
    let loader = FileLoader::default();
    let results = jobs::run_all(&inputs.files, global.jobs, &Progress::hidden(), |input| {
        work_on(input, |read| {
            let view = |source: &Arc<Source>| {
                let view = view(source, &options, &loader);
                (view.text, view.diagnostics)
            };
            match refuse_javascript(&input.path) {
                Some(problem) if !is_of_any_language => (None, vec![problem]),
                _ => view_as_lisp(input, &read.source, view),
            }
        })
    });
    for (input, result) in inputs.files.iter().zip(results) {
        match result {
            Ok(Ok(outcome)) => {
                console.report(&outcome.source, &outcome.diagnostics);
                let written = outcome.value.map_or(Ok(()), |text| write_stdout(text.as_bytes()));
                if let Err(fault) = written {
                    return console.fault(&fault);
                }
            }
            Ok(Err(fault)) => console.fault(&fault),
            Err(panic) => console.internal_error(&shown(&input.path), &panic),
        }
    }
}
