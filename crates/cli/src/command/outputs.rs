//! Writing the outputs of `build` and `rev`: each whole or not at all, none twice, and a report of all inputs in order.

use super::Outcome;
use crate::console::Console;
use crate::output::find_collisions;
use crate::path::shown;
use crate::walk::Input;
use crate::write::{Written, is_current, write_file, write_stdout};
use std::collections::HashSet;
use std::path::PathBuf;

/// What is to be written for one input.
pub(super) struct Output {
    /// Where; `None` is standard output.
    pub(super) path: Option<PathBuf>,
    pub(super) content: Vec<u8>,
    /// Beside the output: path and content of its source map.
    pub(super) map: Option<(PathBuf, Vec<u8>)>,
}

/// One input's result: a panic, a fault, or what became of it.
pub(super) type JobResult = Result<Result<Outcome<Output>, String>, String>;

/// Reports every input in order and writes what has no errors. Where two inputs would be written to one path, or one over
/// an input, nothing is. With `only_check` nothing is written, and what would change is an error.
pub(super) fn finish(inputs: &[Input], results: Vec<JobResult>, only_check: bool, console: &Console) {
    let paths: Vec<_> = results.iter().map(output_path).collect();
    let is_clear = report_clashes(inputs, &paths, console);
    report_and_write(inputs, results, is_clear, only_check, console);
}

/// Reports every input in order and, if outputs are `allowed`, writes what has no errors.
pub(super) fn report_and_write(
    inputs: &[Input],
    results: Vec<JobResult>,
    allowed: bool,
    only_check: bool,
    console: &Console,
) {
    for (at, result) in results.into_iter().enumerate() {
        let outcome = match result {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(fault)) => {
                console.fault(&fault);
                continue;
            }
            Err(panic) => {
                console.internal_error(&shown(&inputs[at].path), &panic);
                continue;
            }
        };
        console.report(&outcome.source, &outcome.diagnostics);
        match outcome.value {
            Some(output) if allowed && only_check => compare(&output, console),
            Some(output) if allowed => write(&output, console),
            Some(_) | None => {}
        }
    }
}

/// Says which of the outputs of `inputs` cannot be written beside the others; whether all can.
pub(super) fn report_clashes(inputs: &[Input], paths: &[Option<PathBuf>], console: &Console) -> bool {
    let collisions = find_collisions(paths);
    let input_paths: HashSet<_> = inputs.iter().filter_map(|input| std::fs::canonicalize(&input.path).ok()).collect();
    let mut is_clear = true;
    for (at, path) in paths.iter().enumerate() {
        let Some(path) = path else { continue };
        let name = shown(&inputs[at].path);
        if let Some(first) = collisions[at] {
            let case = if paths[first].as_ref() == Some(path) { "" } else { " where case does not tell files apart" };
            let first = shown(&inputs[first].path);
            console.input_error(&format!("`{first}` and `{name}` would both be written to `{}`{case}", shown(path)));
            is_clear = false;
        } else if std::fs::canonicalize(path).is_ok_and(|path| input_paths.contains(&path)) {
            console.fault(&format!("`{name}` would be written over an input, `{}`", shown(path)));
            is_clear = false;
        }
    }
    is_clear
}

fn output_path(result: &JobResult) -> Option<PathBuf> {
    result.as_ref().ok()?.as_ref().ok()?.value.as_ref()?.path.clone()
}

fn compare(output: &Output, console: &Console) {
    let Some(path) = &output.path else { return };
    let map = output.map.as_ref().map(|(path, content)| (path, content));
    for (path, content) in [Some((path, &output.content)), map].into_iter().flatten() {
        if !is_current(path, content) {
            console.input_error(&format!("`{}` is not up to date", shown(path)));
        }
    }
}

/// The map goes first: an output never names a map that is not there.
fn write(output: &Output, console: &Console) {
    let Some(path) = &output.path else {
        if let Err(fault) = write_stdout(&output.content) {
            console.fault(&fault);
        }
        return;
    };
    let map = output.map.as_ref().map(|(path, content)| (path, content));
    for (path, content) in [map, Some((path, &output.content))].into_iter().flatten() {
        match write_file(path, content) {
            Ok(Written::Changed) => console.note(&format!("wrote `{}`", shown(path))),
            Ok(Written::Unchanged) => console.note(&format!("`{}` is up to date", shown(path))),
            Err(fault) => {
                console.fault(&fault);
                return;
            }
        }
    }
}
