//! The work: find files, convert them in parallel, write what came out.
//!
//! With more than one file two passes are made: the first finds which headings are linked to from other files, so that
//! they, and only they, get an id.

use crate::args::Cli;
use crate::console::Console;
use crate::jobs;
use crate::names::{FromFolder, Vault};
use crate::output::{Target, find_collisions};
use crate::panics;
use crate::path::{STDIO, normalize, shown};
use crate::progress::Progress;
use crate::read::read_input;
use crate::report::diagnostic_of;
use crate::walk::{Input, Inputs, Links, find_inputs};
use crate::write::{Written, write_file, write_stdout};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sx_base::{Diagnostic, Source};
use sx_md2org::{Options, convert, linked_headings};

/// Extensions of Markdown files.
const MARKDOWN: &[&str] = &["md", "markdown"];

/// What became of one file.
struct Outcome {
    source: Arc<Source>,
    diagnostics: Vec<Diagnostic>,
    org: String,
}

pub(crate) fn run(cli: &Cli, console: &Console) {
    let paths = if cli.files.is_empty() { vec![PathBuf::from(STDIO)] } else { cli.files.clone() };
    let inputs = find_inputs(&paths, MARKDOWN, Links::Leave, console);
    let outputs = match outputs(cli, &inputs) {
        Ok(outputs) => outputs,
        Err(message) => return console.fault(&message),
    };
    let wanted = if inputs.files.len() > 1 { wanted_ids(&inputs, cli) } else { HashMap::new() };
    let vault = (!inputs.is_single).then(|| Arc::new(Vault::new(&paths)));
    let work: Vec<(usize, &Input)> = inputs.files.iter().enumerate().collect();
    let collisions = find_collisions(&outputs);
    let progress = Progress::new(work.len(), console.shows_progress());
    let convert_one = |(at, input): &(usize, &Input)| {
        if let Some(first) = collisions[*at] {
            return Err(format!(
                "`{}` has the same output as `{}`",
                shown(&input.path),
                shown(&inputs.files[first].path)
            ));
        }
        let outcome = convert_file(cli, input, vault.as_ref(), &wanted)?;
        // Written here and not at the end: a vault's output need not fit into memory.
        let is_wanted = !outcome.diagnostics.iter().any(Diagnostic::is_error);
        let written = match &outputs[*at] {
            Some(path) if is_wanted => Some(write_file(path, outcome.org.as_bytes())),
            Some(_) | None => None,
        };
        let org = if outputs[*at].is_none() { outcome.org } else { String::new() };
        Ok((Outcome { org, ..outcome }, written))
    };
    // Nothing here recurses, so that one file needs neither a thread nor its stack; starting one costs more than a page.
    let results = match work.as_slice() {
        [one] => vec![panics::catch(|| convert_one(one))],
        many => jobs::run_all(many, cli.global.jobs, &progress, convert_one),
    };
    progress.clear();
    for ((at, input), result) in work.into_iter().zip(results) {
        match result {
            Err(message) => console.internal_error(&shown(&input.path), &message),
            Ok(Err(message)) => console.fault(&message),
            Ok(Ok((outcome, written))) => report(console, &outcome, outputs[at].as_deref(), written),
        }
    }
}

fn report(console: &Console, outcome: &Outcome, output: Option<&Path>, written: Option<Result<Written, String>>) {
    console.report(&outcome.source, &outcome.diagnostics);
    match (output, written) {
        (Some(path), Some(Ok(Written::Changed))) => console.note(&format!("wrote `{}`", shown(path))),
        (Some(path), Some(Ok(Written::Unchanged))) => console.note(&format!("`{}` is unchanged", shown(path))),
        (Some(_), Some(Err(message))) => console.fault(&message),
        (Some(_), None) => {}
        (None, _) => {
            if !outcome.diagnostics.iter().any(Diagnostic::is_error)
                && let Err(message) = write_stdout(outcome.org.as_bytes())
            {
                console.fault(&message);
            }
        }
    }
}

/// Where each input's Org goes; `None` is standard output.
fn outputs(cli: &Cli, inputs: &Inputs) -> Result<Vec<Option<PathBuf>>, String> {
    if cli.write {
        if inputs.files.iter().any(Input::is_stdin) {
            return Err("`-w` writes beside files, and standard input is none".to_owned());
        }
        return Ok(inputs.files.iter().map(|input| Some(input.path.with_extension("org"))).collect());
    }
    if !inputs.is_single && cli.output.is_none() {
        return Err("a directory, or more than one file, needs `-w` or `-o DIRECTORY`".to_owned());
    }
    let target = Target::choose(inputs, cli.output.as_deref())?;
    Ok(inputs.files.iter().map(|input| target.path_of(&input.relative.with_extension("org"))).collect())
}

fn convert_file(
    cli: &Cli,
    input: &Input,
    vault: Option<&Arc<Vault>>,
    wanted: &HashMap<PathBuf, BTreeSet<String>>,
) -> Result<Outcome, String> {
    let (source, problem) = read_input(&input.path)?;
    if let Some(problem) = problem {
        return Ok(Outcome { source, diagnostics: vec![problem], org: String::new() });
    }
    let mut options = cli.options();
    if let Some(vault) = vault {
        let folder = input.path.parent().map_or_else(PathBuf::new, Path::to_owned);
        options.names = Some(Arc::new(FromFolder { vault: Arc::clone(vault), folder }));
        options.wanted_ids = wanted.get(&normalize(&input.path)).cloned().unwrap_or_default();
    }
    let conversion = convert(&source.text, &options);
    let diagnostics = if cli.strict || cli.report {
        conversion.notes.iter().map(|note| diagnostic_of(note, cli.strict)).collect()
    } else {
        vec![]
    };
    Ok(Outcome { source, diagnostics, org: conversion.org })
}

/// For each file the anchors that other files link to.
fn wanted_ids(inputs: &Inputs, cli: &Cli) -> HashMap<PathBuf, BTreeSet<String>> {
    let options: Options = cli.options();
    let links =
        jobs::run_all(&inputs.files, cli.global.jobs, &Progress::hidden(), |input| match read_input(&input.path) {
            Ok((source, None)) => linked_headings(&source.text, &options),
            // What is wrong with the file is told when it is converted.
            Ok((_, Some(_))) | Err(_) => vec![],
        });
    let mut wanted: HashMap<PathBuf, BTreeSet<String>> = HashMap::new();
    for (input, links) in inputs.files.iter().zip(links) {
        let folder = input.path.parent().unwrap_or(Path::new(""));
        for (path, anchor) in links.unwrap_or_default() {
            wanted.entry(normalize(&folder.join(path))).or_default().insert(anchor);
        }
    }
    wanted
}
