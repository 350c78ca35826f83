//! Programs are compiled and run in the embedded engine.

mod stack;

pub(crate) use stack::with_stack;

use std::path::Path;
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

/// The value of the last form of a program as JSON, or the code of its first error.
pub(crate) fn value(path: &Path, text: &str) -> String {
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
