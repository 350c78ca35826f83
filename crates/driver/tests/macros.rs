//! Programs with macros and what they are worth.
//!
//! A case is a file `tests/macros/NAME.lisp`. Its last line is `;=> JSON`, the value of its last form, or `;=> error CODE`.
//! The values of the portable ones (`syntax-rules` and plain Scheme) were compared with Guile and Chez Scheme.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sx_driver::{CompileOptions, ModuleHost, Source, compile};
use sx_vm::{Engine, Limits};

/// Modules beside the case.
struct Files;

impl ModuleHost for Files {
    fn load(&self, from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        let path = Path::new(from).parent().unwrap_or(Path::new("")).join(specifier);
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        Ok(Arc::new(Source::new(path.to_string_lossy(), text)))
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/macros"));
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|ext| ext == "lisp")).collect();
    paths.sort();
    paths
}

/// The value of a program as JSON, or the code of its first error.
fn value(path: &Path, text: &str) -> String {
    let source = Arc::new(Source::new(path.to_string_lossy(), text));
    let options = CompileOptions { keep_last: true, ..CompileOptions::default() };
    let compiled = compile(&source, &options, &Files);
    let Some(text) = compiled.text else {
        let first = compiled.diagnostics.iter().find(|diagnostic| diagnostic.is_error());
        return format!("error {}", first.map_or("without a diagnostic", |diagnostic| diagnostic.code));
    };
    let mut engine = Engine::new(&Limits::default()).expect("the engine starts");
    engine.eval_script("console.js", "globalThis.console = { log() {} }").expect("runs");
    let read = "globalThis.last = () => JSON.stringify(globalThis.__sxLast) ?? 'undefined'";
    let run = engine.eval_script("case.js", &text).and_then(|()| engine.eval_script("last.js", read));
    match run.and_then(|()| engine.call_text("last", &[])) {
        Ok(json) => json,
        Err(error) => format!("{error}\n{text}"),
    }
}

/// The examples in the comments of the prelude: `;; form ;=> value`.
#[test]
fn the_prelude_does_what_its_comments_say() {
    let run = || {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../prelude/core.lisp"));
        let text = std::fs::read_to_string(path).expect("the prelude can be read");
        let examples = text.lines().filter_map(|line| line.strip_prefix(";; ")?.split_once(" ;=> "));
        let (mut wrong, mut count) = (String::new(), 0);
        for (form, wanted) in examples {
            let found = value(Path::new("example.lisp"), form);
            if found != wanted {
                let _ = writeln!(wrong, "{form}\n  wanted {wanted}, got {found}");
            }
            count += 1;
        }
        assert!(wrong.is_empty() && count > 10, "{count} examples\n{wrong}");
    };
    let thread = std::thread::Builder::new().stack_size(512 << 20).spawn(run).expect("a thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn programs_with_macros_have_their_values() {
    let run = || {
        let mut wrong = String::new();
        let cases = cases();
        assert!(cases.len() > 200, "{}", cases.len());
        for path in cases {
            let text = std::fs::read_to_string(&path).expect("the case can be read");
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let Some(wanted) = text.lines().last().and_then(|line| line.strip_prefix(";=> ")) else {
                let _ = writeln!(wrong, "{name}: its last line is no `;=> value`");
                continue;
            };
            let found = value(&path, &text);
            if found != wanted {
                let _ = writeln!(wrong, "{name}: wanted {wanted}, got {found}");
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    };
    let thread = std::thread::Builder::new().stack_size(512 << 20).spawn(run).expect("a thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}
