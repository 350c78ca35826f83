//! `sx rev`: JavaScript to Lisp.

use super::outputs::{self, Output};
use super::{is_javascript, work_on};
use crate::args::{Global, Goal, RevArgs};
use crate::console::Console;
use crate::counterpart::lisp_names;
use crate::jobs;
use crate::output::Target;
use crate::package::is_in_modules;
use crate::path::shown;
use crate::progress::Progress;
use crate::walk::{Input, JAVASCRIPT, LISP, Links, find_inputs};
use std::collections::HashMap;
use std::path::Path;
use sx_driver::{Diagnostic, ReverseOptions, SourceGoal, Span, reverse};

/// Translates every input; one bad file does not stop the others.
pub(crate) fn rev(args: &RevArgs, global: &Global, console: &Console) {
    let inputs = find_inputs(&args.inputs, JAVASCRIPT, Links::Leave, console);
    let target = match Target::choose(&inputs, args.output.as_deref()) {
        Ok(target) => target,
        Err(fault) => return console.fault(&fault),
    };
    let options = ReverseOptions {
        globals: args.globals.clone(),
        goal: args.goal.map(|goal| match goal {
            Goal::Module => SourceGoal::Module,
            Goal::Script => SourceGoal::Script,
        }),
        core_only: args.no_sugar,
        on_stage_end: Some(crate::heap::end_stage),
        ..ReverseOptions::default()
    };
    let translated: Vec<_> = inputs.files.iter().filter(|input| refuse_typescript(&input.path).is_none()).collect();
    let translated: Vec<_> = translated.iter().map(|input| &*input.relative).collect();
    let names: HashMap<_, _> = translated.iter().copied().zip(lisp_names(&translated)).collect();
    let path_of = |input: &Input| target.path_of(names.get(&*input.relative)?);
    // Where nothing will be written, the user need not wait for it.
    if !outputs::report_clashes(&inputs.files, &inputs.files.iter().map(path_of).collect::<Vec<_>>(), console) {
        return;
    }
    let progress = Progress::new(inputs.files.len(), console.shows_progress());
    let results = jobs::run_all(&inputs.files, global.jobs, &progress, |input| {
        work_on(input, |read| {
            let refused = refuse_typescript(&input.path);
            if let Some(problem) = refused.or_else(|| refuse_other(&input.path, args.from.is_some())) {
                return (None, vec![problem]);
            }
            let options = ReverseOptions { in_modules: is_in_modules(&input.path), ..options.clone() };
            let view = reverse(&read.source, &options);
            let path = path_of(input);
            let output = view.text.map(|text| Output { path, content: text.into_bytes(), map: None });
            (output, view.diagnostics)
        })
    });
    progress.clear();
    outputs::report_and_write(&inputs.files, results, true, false, console);
}

pub(super) fn refuse_typescript(path: &Path) -> Option<Diagnostic> {
    let is_typescript =
        path.extension().is_some_and(|ext| ["ts", "tsx", "mts", "cts"].iter().any(|known| ext == *known));
    is_typescript.then(|| Diagnostic::error("SX0952", Span::at(0), "TypeScript sources cannot be read yet"))
}

/// What has the extension of something else is no JavaScript, unless the user says so.
fn refuse_other(path: &Path, is_said: bool) -> Option<Diagnostic> {
    let extension = path.extension().filter(|_| !is_said && !is_javascript(path))?;
    let error = |message: &str| Diagnostic::error("SX0954", Span::at(0), message);
    if LISP.iter().any(|known| extension == *known) {
        let help = format!("`sx build {}` translates it to JavaScript", shown(path));
        return Some(error("this is Lisp, and JavaScript is expected here").help(help));
    }
    let help = format!("`sx rev --from js {}` if it is JavaScript", shown(path));
    Some(error("this has no extension of JavaScript").help(help))
}
