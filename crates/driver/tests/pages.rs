//! The shapes of `tests/pages/*.md`: Lisp, the JavaScript it prints, and for programs their value.
//!
//! Each `lisp` fence is followed by a `js` fence with exactly what is printed, and perhaps by a `json` fence with the
//! value of the last form. Holds for every case: the JavaScript comes back through `reverse` and `compile` as the same
//! text with the same hashes. A new case is a new pair of fences; `SX_UPDATE_PAGES=1 cargo test -p sx-driver --test
//! pages` fills in what is printed, to be read before it is committed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sx_driver::{CompileOptions, ModuleHost, ReverseOptions, Source, compile, hashes, reverse};
use sx_vm::{Engine, Limits};

/// Names that the shapes take as given.
const HOST_NAMES: &str = "a b c d e f g x B";

struct NoModules;

impl ModuleHost for NoModules {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        Err(format!("no module {specifier}"))
    }
}

fn options(keep_last: bool) -> CompileOptions {
    let externs = HOST_NAMES.split(' ').map(str::to_owned).collect();
    CompileOptions { externs, keep_last, ..CompileOptions::default() }
}

fn build(name: &str, lisp: &str, keep_last: bool) -> Result<String, String> {
    let source = Arc::new(Source::new(name, lisp));
    let compiled = compile(&source, &options(keep_last), &NoModules);
    compiled.text.ok_or_else(|| {
        let messages: Vec<_> = compiled.diagnostics.iter().map(|found| found.message.as_str()).collect();
        format!("does not compile: {}\n{lisp}", messages.join("; "))
    })
}

fn hash(lisp: &str) -> Option<String> {
    hashes(&Arc::new(Source::new("case.lisp", lisp)), &options(false), &NoModules).text
}

/// The value of the last form as JSON.
fn value(lisp: &str) -> Result<String, String> {
    let script = build("case.lisp", lisp, true)?;
    let mut engine = Engine::new(&Limits::default()).map_err(|error| error.to_string())?;
    engine.eval_script("case.js", &script).map_err(|error| format!("{error}\n{script}"))?;
    engine
        .eval_script("value.js", "globalThis.show = () => JSON.stringify(globalThis.__sxLast) ?? 'undefined'")
        .map_err(|e| e.to_string())?;
    engine.call_text("show", &[]).map_err(|error| error.to_string())
}

/// What is wrong with the way of `printed` back to JavaScript.
fn check_stable(lisp: &str, printed: &str) -> Result<(), String> {
    let externs: Vec<String> = HOST_NAMES.split(' ').map(str::to_owned).collect();
    let view =
        reverse(&Source::new("case.mjs", printed), &ReverseOptions { globals: externs, ..ReverseOptions::default() });
    let again = view.text.ok_or_else(|| format!("does not come back: {:?}\n{printed}", view.diagnostics))?;
    let reprinted = build("case.lisp", &again, false)?;
    if reprinted != printed {
        return Err(format!("prints\n{printed}which comes back as\n{again}and prints\n{reprinted}"));
    }
    let (first, second) = (hash(lisp), hash(&again));
    if first != second {
        return Err(format!("the hashes differ:\n{lisp}{first:?}\n{again}{second:?}"));
    }
    Ok(())
}

/// A case: the lines of its fences in the page, 0-based, without the fence lines.
struct Case {
    lisp: std::ops::Range<usize>,
    js: std::ops::Range<usize>,
    json: Option<std::ops::Range<usize>>,
}

fn cases(lines: &[String]) -> Vec<Case> {
    let mut fences = vec![];
    let mut open = None;
    for (n, line) in lines.iter().enumerate() {
        match (open.take(), line.strip_prefix("```")) {
            (None, Some(language)) => open = Some((language.to_owned(), n + 1)),
            (Some((language, start)), Some("")) => fences.push((language, start..n)),
            (still, _) => open = still,
        }
    }
    let mut all: Vec<Case> = vec![];
    let mut lisp = None;
    for (language, range) in fences {
        match (language.as_str(), &lisp) {
            ("lisp", _) => lisp = Some(range),
            ("js", Some(source)) => all.push(Case { lisp: source.clone(), js: range, json: None }),
            ("json", _) => all.last_mut().expect("a `js` fence before").json = Some(range),
            (other, _) => panic!("a fence of `{other}` out of place"),
        }
    }
    all
}

/// Checks one page; gives the number of cases and what is wrong, and the page as it should be.
fn check_page(text: &str) -> (usize, String, String) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let all = cases(&lines);
    let mut wrong = String::new();
    let part = |lines: &[String], range: &std::ops::Range<usize>| {
        lines[range.clone()].iter().fold(String::new(), |text, line| text + line + "\n")
    };
    // From the last to the first, so that line numbers stay right when a page is filled in.
    for case in all.iter().rev() {
        let lisp = part(&lines, &case.lisp);
        if let Some(range) = &case.json {
            let found = value(&lisp).unwrap_or_else(|error| error);
            if part(&lines, range).trim_end() != found {
                let _ = writeln!(wrong, "{lisp}has the value {found}");
                lines.splice(range.clone(), found.lines().map(str::to_owned).collect::<Vec<_>>());
            }
        }
        match build("case.lisp", &lisp, false) {
            Err(error) => wrong += &error,
            Ok(printed) => {
                if let Err(error) = check_stable(&lisp, &printed) {
                    let _ = writeln!(wrong, "{error}");
                }
                if part(&lines, &case.js) != printed {
                    let _ = writeln!(wrong, "{lisp}prints\n{printed}");
                    lines.splice(case.js.clone(), printed.lines().map(str::to_owned).collect::<Vec<_>>());
                }
            }
        }
    }
    (all.len(), wrong, lines.join("\n") + "\n")
}

fn check_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/pages");
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    pages.sort();
    let (mut count, mut wrong) = (0, String::new());
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("the page can be read");
        let (found, problems, filled) = check_page(&text);
        count += found;
        wrong += &problems;
        if std::env::var_os("SX_UPDATE_PAGES").is_some() && filled != text {
            std::fs::write(&page, filled).expect("the page can be written");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 80, "{count} shapes");
}

#[test]
fn every_shape_is_printed_and_stable() {
    let worker = std::thread::Builder::new().stack_size(sx_frontends::js::STACK_SIZE).spawn(check_folder);
    if let Err(panic) = worker.expect("a thread starts").join() {
        std::panic::resume_unwind(panic);
    }
}
