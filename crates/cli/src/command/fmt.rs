//! `sx fmt`: Lisp sources in house style, in place.

use super::{refuse_javascript, work_on};
use crate::args::{FmtArgs, Global};
use crate::console::Console;
use crate::jobs;
use crate::path::shown;
use crate::progress::Progress;
use crate::walk::{Input, LISP, Links, find_inputs};
use crate::write::{Written, write_file, write_stdout};

/// Formats every input. With `--check` nothing is written, and what would change is an error.
pub(crate) fn fmt(args: &FmtArgs, global: &Global, console: &Console) {
    let inputs = find_inputs(&args.inputs, LISP, Links::Leave, console);
    let progress = Progress::new(inputs.files.len(), console.shows_progress());
    let results = jobs::run_all(&inputs.files, global.jobs, &progress, |input| {
        work_on(input, |read| {
            if let Some(problem) = refuse_javascript(&input.path) {
                return (None, vec![problem]);
            }
            let view = sx_driver::format_text(&read.source);
            let is_changed = view.text.as_ref().is_some_and(|text| read.has_mark || *text != read.source.text);
            (view.text.map(|text| (text, is_changed)), view.diagnostics)
        })
    });
    progress.clear();
    for (input, result) in inputs.files.iter().zip(results) {
        match result {
            Ok(Ok(outcome)) => {
                console.report(&outcome.source, &outcome.diagnostics);
                if let Some((text, is_changed)) = outcome.value {
                    finish(input, &text, is_changed, args.check, console);
                }
            }
            Ok(Err(fault)) => console.fault(&fault),
            Err(panic) => console.internal_error(&shown(&input.path), &panic),
        }
    }
}

fn finish(input: &Input, text: &str, is_changed: bool, only_check: bool, console: &Console) {
    let name = shown(&input.path);
    if only_check {
        if is_changed {
            console.input_error(&format!("`{name}` is not formatted"));
        }
        return;
    }
    if input.is_stdin() {
        if let Err(fault) = write_stdout(text.as_bytes()) {
            console.fault(&fault);
        }
        return;
    }
    match write_file(&input.path, text.as_bytes()) {
        Ok(Written::Changed) => console.note(&format!("formatted `{name}`")),
        Ok(Written::Unchanged) => {}
        Err(fault) => console.fault(&fault),
    }
}
