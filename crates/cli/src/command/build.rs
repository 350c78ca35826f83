//! `sx build`: Lisp to JavaScript.

use super::outputs::{self, Output};
use super::{compile_options, refuse_javascript, work_on};
use crate::args::{BuildArgs, Global, SourceMapMode};
use crate::console::Console;
use crate::counterpart::output_of;
use crate::jobs;
use crate::layout::Layout;
use crate::loader::FileLoader;
use crate::output::Target;
use crate::path::{percent_encode, relative, shown};
use crate::progress::Progress;
use crate::walk::{Input, LISP, Links, find_inputs};
use std::path::{Path, PathBuf};
use sx_driver::{CompileOptions, Compiled, Source, compile};

/// Compiles every input; one bad file does not stop the others.
pub(crate) fn build(args: &BuildArgs, global: &Global, console: &Console) {
    let inputs = find_inputs(&args.inputs, LISP, Links::Follow, console);
    let target = match Target::choose(&inputs, args.output.as_deref()) {
        Ok(target) => target,
        Err(fault) => return console.fault(&fault),
    };
    let map_mode = match (args.source_map, &target) {
        (Some(SourceMapMode::File), Target::Stdout) => {
            return console.fault("`--source-map file` needs `-o`; `--source-map inline` goes to standard output too");
        }
        (Some(mode), _) => mode,
        (None, Target::Stdout) => SourceMapMode::None,
        (None, Target::File(_) | Target::Directory(_)) => SourceMapMode::File,
    };
    let options = CompileOptions { map: map_mode != SourceMapMode::None, ..compile_options(&args.language) };
    let loader = FileLoader::new(Layout::new(&inputs, &target));
    let progress = Progress::new(inputs.files.len(), console.shows_progress());
    let results = jobs::run_all(&inputs.files, global.jobs, &progress, |input| {
        work_on(input, |read| {
            if let Some(problem) = refuse_javascript(&input.path) {
                return (None, vec![problem]);
            }
            let compiled = compile(&read.source, &options, &loader);
            finish_output(input, &read.source, compiled, &target, map_mode)
        })
    });
    progress.clear();
    outputs::finish(&inputs.files, results, args.check, console);
}

/// The bytes to write, with the comment that leads to the map.
fn finish_output(
    input: &Input,
    source: &Source,
    compiled: Compiled,
    target: &Target,
    map_mode: SourceMapMode,
) -> (Option<Output>, Vec<sx_driver::Diagnostic>) {
    let Some(mut text) = compiled.text else { return (None, compiled.diagnostics) };
    let path = target.path_of(&output_of(&input.relative, &compiled.extension));
    let mut map = None;
    if let Some(source_map) = &compiled.map {
        let file = path.as_deref().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        let source_path = way_to_source(path.as_deref(), input, source);
        match (map_mode, &path) {
            (SourceMapMode::Inline, _) => {
                text.push_str(&source_map.to_inline_comment(&file, &source_path));
                text.push('\n');
            }
            (SourceMapMode::File, Some(path)) => {
                text.push_str("//# sourceMappingURL=");
                text.push_str(&percent_encode(&format!("{file}.map")));
                text.push('\n');
                let mut json = source_map.to_json(&file, &source_path);
                json.push('\n');
                map = Some((with_map_extension(path), json.into_bytes()));
            }
            (SourceMapMode::File, None) | (SourceMapMode::None, _) => {}
        }
    }
    (Some(Output { path, content: text.into_bytes(), map }), compiled.diagnostics)
}

/// How the map names the source: as seen from the map, with `/`.
fn way_to_source(output: Option<&Path>, input: &Input, source: &Source) -> String {
    if input.is_stdin() {
        return source.path.trim_matches(['<', '>']).to_owned();
    }
    let folder = output.and_then(Path::parent).filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    relative(folder, &input.path)
}

fn with_map_extension(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}.map", shown(path)))
}
