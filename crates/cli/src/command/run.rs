//! `sx run`: compile a program in memory and run it in the embedded engine.
//!
//! Imports of Lisp and JavaScript files are found as `build` finds them and compiled as they are loaded. Stacks are
//! mapped back to the Lisp that people wrote. The status is that of the program.

use super::compile_options;
use crate::args::RunArgs;
use crate::bytes::STDIN_NAME;
use crate::console::Console;
use crate::counterpart::lisp_beside;
use crate::jobs::on_large_stack;
use crate::loader::{FileLoader, resolve};
use crate::panics;
use crate::path::{STDIO, normalize, percent_encode, shown};
use crate::read::read_input;
use crate::source_map::DecodedMap;
use crate::walk::LISP;
use crate::write::write_program_error;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use sx_driver::{CompileOptions, Diagnostic, Source};
use sx_vm::Frame;
use sx_vm::run::{Host, Loaded, LoadedKind, RunOptions, Stream, run_program};

/// Output that is kept back before it is written.
const BUFFER_BYTES: usize = 1 << 16;

/// Runs the program; the console gets its status.
pub(crate) fn run(args: &RunArgs, console: &Console) {
    let (file, program_args) = args.split();
    let entry = if file == Path::new(STDIO) { STDIN_NAME.to_owned() } else { shown(&normalize(file)) };
    let options = CompileOptions { map: true, keep_last: args.print, ..compile_options(&args.language) };
    let mut argv = vec!["sx".to_owned(), absolute(&entry)];
    argv.extend(program_args);
    let run_options = RunOptions { argv, print_last: args.print, ..RunOptions::default() };
    // The console stays on this thread; what the program's thread finds comes back as data.
    let finished = on_large_stack(|| panics::catch(|| run_here(&entry, options, &run_options)));
    match finished {
        Ok(Ok(end)) => end.tell(console),
        Ok(Err(panic)) => console.internal_error(&entry, &panic),
        Err(error) => console.fault(&format!("no thread starts: {error}")),
    }
}

/// How it ended, as data.
struct End {
    reports: Vec<(Arc<Source>, Vec<Diagnostic>)>,
    fault: Option<String>,
    code: u8,
}

impl End {
    fn tell(self, console: &Console) {
        for (source, diagnostics) in &self.reports {
            console.report(source, diagnostics);
        }
        match self.fault {
            Some(fault) => console.fault(&fault),
            None => console.set_program_status(self.code),
        }
    }
}

fn run_here(entry: &str, options: CompileOptions, run_options: &RunOptions) -> End {
    let host = Rc::new(FileHost::new(entry, options));
    // What is wrong with the entry itself is told before anything runs.
    if let Err(fault) = host.load_entry() {
        return End { reports: host.reports.take(), fault, code: 1 };
    }
    let exit = run_program(entry, Rc::clone(&host) as Rc<dyn Host>, run_options);
    host.flush();
    End { reports: host.reports.take(), fault: None, code: exit.code }
}

/// The world of the program: files, the clock, standard output and error.
struct FileHost {
    entry: String,
    options: CompileOptions,
    loader: FileLoader,
    loaded: RefCell<HashMap<String, Module>>,
    /// The names of modules, by their files without links.
    names: RefCell<HashMap<PathBuf, String>>,
    reports: RefCell<Vec<(Arc<Source>, Vec<Diagnostic>)>>,
    output: RefCell<Vec<u8>>,
    is_closed: Cell<bool>,
    start: Instant,
}

/// A module that was loaded.
struct Module {
    loaded: Loaded,
    /// For Lisp: the way back.
    map: Option<DecodedMap>,
}

impl FileHost {
    fn new(entry: &str, options: CompileOptions) -> Self {
        Self {
            entry: entry.to_owned(),
            options,
            loader: FileLoader::default(),
            loaded: RefCell::default(),
            names: std::fs::canonicalize(entry)
                .map(|file| (file, entry.to_owned()))
                .into_iter()
                .collect::<HashMap<_, _>>()
                .into(),
            reports: RefCell::default(),
            output: RefCell::default(),
            is_closed: Cell::new(false),
            start: Instant::now(),
        }
    }

    /// Loads the entry. The error is a fault of the surroundings, or `None` when diagnostics say it all.
    fn load_entry(&self) -> Result<(), Option<String>> {
        let path = if self.entry == STDIN_NAME { Path::new(STDIO) } else { Path::new(&self.entry) };
        if let Err(fault) = self.load_module(&self.entry, path) {
            return Err(self.reports.borrow().is_empty().then_some(fault));
        }
        Ok(())
    }

    /// Reads and compiles a module; what is wrong is kept for the end.
    fn load_module(&self, name: &str, path: &Path) -> Result<(), String> {
        if self.loaded.borrow().contains_key(name) {
            return Ok(());
        }
        let read = read_input(path)?;
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        let is_lisp = name == STDIN_NAME || LISP.contains(&extension.as_str()) || !is_known(&extension);
        let problems = read.problem.into_iter().chain(super::refuse_dialect(path)).collect::<Vec<_>>();
        let module = if problems.is_empty() && is_lisp {
            let compiled = sx_driver::compile(&read.source, &self.options, &self.loader);
            self.keep_report(&read.source, compiled.diagnostics);
            compiled.text.map(|text| Module {
                map: compiled.map.as_ref().map(DecodedMap::new),
                loaded: Loaded { text, kind: if compiled.is_script { LoadedKind::Script } else { LoadedKind::Module } },
            })
        } else {
            let is_text = problems.is_empty();
            self.keep_report(&read.source, problems);
            let kind = match extension.as_str() {
                "json" => LoadedKind::Json,
                "cjs" => LoadedKind::Script,
                _ => LoadedKind::Module,
            };
            is_text.then(|| Module { loaded: Loaded { text: read.source.text.clone(), kind }, map: None })
        };
        let module = module.ok_or_else(|| format!("`{name}` has errors"))?;
        self.loaded.borrow_mut().insert(name.to_owned(), module);
        Ok(())
    }

    fn keep_report(&self, source: &Arc<Source>, diagnostics: Vec<Diagnostic>) {
        if !diagnostics.is_empty() {
            self.reports.borrow_mut().push((Arc::clone(source), diagnostics));
        }
    }

    /// Writes what was kept back. A reader that has gone away ends the program quietly.
    fn flush(&self) {
        let content = std::mem::take(&mut *self.output.borrow_mut());
        if content.is_empty() || self.is_closed.get() {
            return;
        }
        let mut stdout = io::stdout().lock();
        if stdout.write_all(&content).and_then(|()| stdout.flush()).is_err() {
            self.is_closed.set(true);
        }
    }
}

/// Extensions of files that are no Lisp.
fn is_known(extension: &str) -> bool {
    matches!(extension, "js" | "mjs" | "cjs" | "jsx" | "json")
}

impl Host for FileHost {
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, String> {
        let path = resolve(from, specifier)
            .map_err(|message| format!("cannot find module '{specifier}' imported from {from}: {message}"))?;
        // The JavaScript beside a Lisp file is what it was compiled to, perhaps long ago.
        let is_from_lisp = self.loaded.borrow().get(from).is_some_and(|module| module.map.is_some());
        let is_script = path.extension().is_some_and(|ext| is_known(&ext.to_string_lossy()) && ext != "json");
        let lisp = if is_from_lisp && is_script { lisp_beside(&path) } else { None };
        let found = lisp.unwrap_or(path);
        // Two ways to one file lead to one module, which has the name by which it was found first.
        let name = shown(&found);
        let file = std::fs::canonicalize(&found).unwrap_or(found);
        Ok(self.names.borrow_mut().entry(file).or_insert(name).clone())
    }

    fn load(&self, module: &str) -> Result<Loaded, String> {
        self.load_module(module, Path::new(module))?;
        let loaded = self.loaded.borrow().get(module).map(|module| module.loaded.clone());
        loaded.ok_or_else(|| format!("there is no module '{module}'"))
    }

    fn print(&self, stream: Stream, text: &str) {
        match stream {
            Stream::Output => {
                self.output.borrow_mut().extend_from_slice(text.as_bytes());
                if self.output.borrow().len() >= BUFFER_BYTES {
                    self.flush();
                }
            }
            Stream::Error => {
                // Both may lead to one terminal.
                self.flush();
                write_program_error(text.as_bytes());
            }
        }
    }

    fn now_ms(&self) -> f64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    fn elapsed_ms(&self) -> f64 {
        self.start.elapsed().as_secs_f64() * 1000.0
    }

    fn sleep_ms(&self, milliseconds: f64) {
        self.flush();
        std::thread::sleep(Duration::from_secs_f64((milliseconds / 1000.0).clamp(0.0, 1e9)));
    }

    fn map_frame(&self, frame: &Frame) -> Option<Frame> {
        let loaded = self.loaded.borrow();
        let module = loaded.get(&frame.file)?;
        let map = module.map.as_ref()?;
        let original = map.find(frame.line.checked_sub(1)?, frame.column.checked_sub(1)?)?;
        let name = map.original_name(&module.loaded.text, &frame.function);
        Some(Frame {
            function: name.map_or_else(|| frame.function.clone(), str::to_owned),
            file: frame.file.clone(),
            line: original.line + 1,
            column: original.column + 1,
        })
    }

    fn url(&self, module: &str) -> String {
        format!("file://{}", percent_encode(&absolute(module)))
    }

    fn cwd(&self) -> String {
        std::env::current_dir().map_or_else(|_| "/".to_owned(), |path| shown(&path))
    }
}

/// The absolute path of a module's name.
fn absolute(name: &str) -> String {
    std::path::absolute(name).map_or_else(|_| name.to_owned(), |path| shown(&normalize(&path)))
}
