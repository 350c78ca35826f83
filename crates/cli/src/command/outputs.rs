//! Writing the outputs of `build` and `rev`: each whole or not at all, none twice, and a report of all inputs in order.

use super::Outcome;
use crate::console::Console;
use crate::output::find_collisions;
use crate::path::shown;
use crate::walk::Input;
use crate::write::{Written, is_current, write_file, write_stdout};
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

/// Reports every input in order and writes what has no errors. With `only_check` nothing is written, and what would
/// change is an error.
pub(super) fn finish(inputs: &[Input], results: Vec<JobResult>, only_check: bool, console: &Console) {
    let paths: Vec<_> = results.iter().map(output_path).collect();
    let collisions = find_collisions(&paths);
    let input_paths: Vec<_> = inputs.iter().map(|input| std::fs::canonicalize(&input.path).ok()).collect();
    for (at, result) in results.into_iter().enumerate() {
        let name = shown(&inputs[at].path);
        let outcome = match result {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(fault)) => {
                console.fault(&fault);
                continue;
            }
            Err(panic) => {
                console.internal_error(&name, &panic);
                continue;
            }
        };
        console.report(&outcome.source, &outcome.diagnostics);
        let Some(output) = outcome.value else { continue };
        if let (Some(first), Some(path)) = (collisions[at], &output.path) {
            let (first, path) = (shown(&inputs[first].path), shown(path));
            console.input_error(&format!("`{first}` and `{name}` would both be written to `{path}`"));
            continue;
        }
        let target = output.path.as_ref().and_then(|path| std::fs::canonicalize(path).ok());
        if target.is_some() && input_paths.contains(&target) {
            console.fault(&format!(
                "`{name}` would be written over an input, `{}`",
                shown(&output.path.unwrap_or_default())
            ));
            continue;
        }
        if only_check { compare(&output, console) } else { write(&output, console) }
    }
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
