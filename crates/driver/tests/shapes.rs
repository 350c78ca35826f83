//! Every JavaScript shape of `tests/shapes`: it prints as written there, comes back the same, and is JavaScript.
//!
//! A file of cases is text:
//!
//! ```text
//! ;;; what the case shows
//! ;; value: 3
//! (Lisp)
//! ;; =>
//! JavaScript;
//! ```
//!
//! Three tests: what is built is the text after `;; =>`; what `reverse` makes of that text builds to the same text
//! and the same hashes V; the text is run where a `;; value:` says what its last form gives as JSON, and parsed by the
//! engine where not. Names of one letter and [`HOST_NAMES`] are free.
//!
//! `SX_UPDATE_SHAPES=1 cargo test -p sx-driver --test shapes` writes what is built into the files; read the difference.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use sx_driver::{CompileOptions, Compiled, ModuleHost, ReverseOptions, Source, compile, hashes, reverse};
use sx_vm::run::{Host, Loaded, LoadedKind, RunOptions, Stream, run_program};

/// Longer names that the cases take as given.
const HOST_NAMES: [&str; 12] =
    ["xs", "url", "log", "returnIt", "isReady", "hasValue", "data", "message", "other", "names", "wanted", "nothing"];

/// How many cases there are at least: fewer means that files are not found.
const FEWEST_CASES: usize = 80;

struct ShapeFile {
    path: PathBuf,
    preamble: String,
    cases: Vec<Case>,
}

struct Case {
    title: String,
    value: Option<String>,
    lisp: String,
    javascript: String,
}

struct NoModules;

impl ModuleHost for NoModules {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        Err(format!("there is no module {specifier}"))
    }
}

fn shape_files() -> Vec<ShapeFile> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/shapes");
    let entries = std::fs::read_dir(folder).expect("the folder of shapes is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "shapes"));
    paths.sort();
    paths.into_iter().map(read_shapes).collect()
}

fn read_shapes(path: PathBuf) -> ShapeFile {
    let text = std::fs::read_to_string(&path).expect("a file of shapes can be read");
    let mut parts = text.split("\n;;; ");
    let preamble = parts.next().unwrap_or_default().to_owned();
    let cases = parts.map(|part| read_case(part).unwrap_or_else(|| panic!("no `;; =>` in {part}"))).collect();
    ShapeFile { path, preamble, cases }
}

fn read_case(part: &str) -> Option<Case> {
    let (title, rest) = part.split_once('\n')?;
    let (lisp, javascript) = rest.split_once(";; =>")?;
    let (value, lisp) = match lisp.strip_prefix(";; value: ").and_then(|rest| rest.split_once('\n')) {
        Some((value, lisp)) => (Some(value.to_owned()), lisp),
        None => (None, lisp),
    };
    let javascript = format!("{}\n", javascript.trim());
    Some(Case { title: title.to_owned(), value, lisp: lisp.to_owned(), javascript })
}

fn write_shapes(file: &ShapeFile) {
    let mut text = file.preamble.clone();
    for case in &file.cases {
        write!(text, "\n;;; {}\n", case.title).expect("a string takes all text");
        if let Some(value) = &case.value {
            writeln!(text, ";; value: {value}").expect("a string takes all text");
        }
        write!(text, "{};; =>\n{}", case.lisp, case.javascript).expect("a string takes all text");
    }
    std::fs::write(&file.path, text).expect("the file of shapes can be written");
}

fn externs() -> Vec<String> {
    let letters = ('a'..='z').chain('A'..='Z').map(String::from);
    letters.chain(HOST_NAMES.iter().map(|&name| name.to_owned())).collect()
}

fn build(lisp: &str, keep_last: bool) -> Compiled {
    let source = Arc::new(Source::new("case.lisp", lisp));
    let options = CompileOptions { externs: externs(), keep_last, ..CompileOptions::default() };
    compile(&source, &options, &NoModules)
}

fn built_text(lisp: &str) -> Result<Compiled, String> {
    let compiled = build(lisp, false);
    if compiled.text.is_none() { Err(format!("{:#?}", compiled.diagnostics)) } else { Ok(compiled) }
}

/// Runs `check` on each case, on a thread with room for deep forms; every case that it refuses is reported.
fn check_all(check: fn(&Case) -> Result<(), String>) {
    let run = move || {
        let (mut wrong, mut count) = (String::new(), 0);
        for file in shape_files() {
            for case in &file.cases {
                count += 1;
                if let Err(why) = check(case) {
                    let name = file.path.file_name().expect("a file has a name").to_string_lossy();
                    writeln!(wrong, "==== {name}: {}\n{}---- {why}", case.title, case.lisp)
                        .expect("a string takes all text");
                }
            }
        }
        assert!(count >= FEWEST_CASES, "{count} cases");
        assert!(wrong.is_empty(), "\n{wrong}");
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run).expect("a thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn shapes_print_as_written() {
    if std::env::var_os("SX_UPDATE_SHAPES").is_some() {
        return update_shapes();
    }
    check_all(|case| {
        let text = built_text(&case.lisp)?.text.unwrap_or_default();
        if text == case.javascript { Ok(()) } else { Err(format!("is built as\n{text}")) }
    });
}

fn update_shapes() {
    for mut file in shape_files() {
        for case in &mut file.cases {
            case.javascript = built_text(&case.lisp)
                .map_or_else(|why| format!("{why}\n"), |compiled| compiled.text.unwrap_or_default());
        }
        write_shapes(&file);
    }
}

#[test]
fn shapes_come_back_the_same() {
    check_all(|case| {
        let compiled = built_text(&case.lisp)?;
        let text = compiled.text.unwrap_or_default();
        let name = if compiled.is_script { "case.js" } else { "case.mjs" };
        let view = reverse(
            &Source::new(name, text.clone()),
            &ReverseOptions { globals: externs(), ..ReverseOptions::default() },
        );
        let lisp = view.text.ok_or_else(|| format!("is built as\n{text}which rev refuses: {:#?}", view.diagnostics))?;
        let again = built_text(&lisp)
            .map_err(|why| format!("rev gives\n{lisp}which is not built: {why}"))?
            .text
            .unwrap_or_default();
        if again != text {
            return Err(format!("is built as\n{text}rev gives\n{lisp}which is built as\n{again}"));
        }
        let (first, second) = (hashes_of(&case.lisp)?, hashes_of(&lisp)?);
        if first == second { Ok(()) } else { Err(format!("rev gives\n{lisp}V was\n{first}and is\n{second}")) }
    });
}

fn hashes_of(lisp: &str) -> Result<String, String> {
    let source = Arc::new(Source::new("case.lisp", lisp));
    let view = hashes(&source, &CompileOptions { externs: externs(), ..CompileOptions::default() }, &NoModules);
    view.text.ok_or_else(|| format!("{:#?}", view.diagnostics))
}

#[test]
fn shapes_run() {
    check_all(|case| {
        let Some(value) = &case.value else { return check_syntax(case) };
        let text = build(&case.lisp, true).text.ok_or("is not built")?;
        let (code, printed) = run("case.js", vec![("case.js", text)], true);
        if code == 0 && printed.trim_end() == value { Ok(()) } else { Err(format!("gives {printed}")) }
    });
}

/// Lets the engine parse and link the output without running it: a module that throws stands before it.
fn check_syntax(case: &Case) -> Result<(), String> {
    let compiled = built_text(&case.lisp)?;
    let text = compiled.text.unwrap_or_default();
    // The engine knows neither; the parser of `shapes_come_back_the_same` does.
    if ["using ", "accessor ", "@"].iter().any(|word| text.contains(word)) {
        return Ok(());
    }
    let modules = if compiled.is_script {
        vec![("entry.js", format!("new Function({text:?});\nthrow \"stopped\";\n"))]
    } else {
        let entry = "import \"stop.js\";\nimport \"case.js\";\n".to_owned();
        vec![("entry.js", entry), ("stop.js", "throw \"stopped\";\n".to_owned()), ("case.js", text)]
    };
    let (_, printed) = run("entry.js", modules, false);
    if printed.contains("stopped") { Ok(()) } else { Err(format!("the engine says {printed}")) }
}

/// What the cases import: a module that has every name.
const ANY_MODULE: &str = "const one = 1;\nexport default one;\nexport { one as a, one as b, one as c, one as i, \
                          one as \"x-y\" };\n";

/// Modules by their names, and what has been printed.
struct Memory {
    modules: Vec<(&'static str, String)>,
    printed: RefCell<String>,
}

impl Host for Memory {
    fn resolve(&self, _from: &str, specifier: &str) -> Result<String, String> {
        Ok(specifier.to_owned())
    }

    fn load(&self, module: &str) -> Result<Loaded, String> {
        let known = self.modules.iter().find(|(name, _)| *name == module);
        let text = known.map_or_else(|| ANY_MODULE.to_owned(), |(_, text)| text.clone());
        Ok(Loaded { text, kind: LoadedKind::Module })
    }

    fn print(&self, _stream: Stream, text: &str) {
        self.printed.borrow_mut().push_str(text);
    }

    fn now_ms(&self) -> f64 {
        0.0
    }

    fn elapsed_ms(&self) -> f64 {
        0.0
    }

    fn sleep_ms(&self, _milliseconds: f64) {}
}

fn run(entry: &str, modules: Vec<(&'static str, String)>, print_last: bool) -> (u8, String) {
    let host = Rc::new(Memory { modules, printed: RefCell::default() });
    let options = RunOptions { print_last, ..RunOptions::default() };
    let exit = run_program(entry, Rc::clone(&host) as Rc<dyn Host>, &options);
    let printed = host.printed.borrow().clone();
    (exit.code, printed)
}
