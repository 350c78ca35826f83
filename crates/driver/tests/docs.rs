//! Every example of `docs/language.md`, `docs/macros.md` and `README.md` is compiled and compared.
//!
//! An example is a fence ` ```lisp `, followed by a fence ` ```js ` with what it prints; at most a line of text stands
//! between them. Words after `lisp`: `error=SX0101` says that the example gives errors of this code and no other;
//! `file=m.lisp` names it, so that other examples can import `"./m.lisp"`. A `lisp` fence with neither is not compiled.
//! The free names that examples may use are [`host_names`].
//!
//! `SX_UPDATE_DOCS=1 cargo test -p sx-driver --test docs` writes what is printed into the pages; read the difference.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use sx_driver::{CompileOptions, ModuleHost, Source, compile};
use sx_reader::CoreForm;

/// Longer names that the examples take as given; every name of one letter is one too.
const HOST_NAMES: [&str; 8] = ["Base", "Point", "bar", "foo", "items", "log", "user", "point"];

/// A fence of a page. Lines are counted from 1.
struct Fence {
    language: String,
    words: Vec<String>,
    text: String,
    /// The line of the opening fence.
    line: usize,
    /// The line after the closing fence.
    end: usize,
}

impl Fence {
    fn word(&self, key: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }
}

/// The examples that other examples import.
struct Examples(BTreeMap<String, Arc<Source>>);

impl ModuleHost for Examples {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        let name = specifier.trim_start_matches("./");
        self.0.get(name).cloned().ok_or_else(|| format!("no example above is called `{name}`"))
    }
}

fn page(name: &str) -> (PathBuf, String) {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(name);
    let text = std::fs::read_to_string(&path).expect("the page can be read");
    (path, text)
}

fn fences(page: &str) -> Vec<Fence> {
    let mut all = vec![];
    let mut open: Option<Fence> = None;
    for (n, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let mut words = info.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                open = Some(Fence { language, words: words.collect(), text: String::new(), line: n + 1, end: 0 });
            }
            (Some(_), Some("")) => {
                let mut fence = open.take().expect("invariant: matched above");
                fence.end = n + 2;
                all.push(fence);
            }
            (Some(fence), _) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "every fence is closed");
    all
}

/// The names that an example may use without defining them.
fn host_names() -> Vec<String> {
    let letters = ('a'..='z').chain('A'..='Z').map(String::from);
    letters.chain(HOST_NAMES.iter().map(|&name| name.to_owned())).collect()
}

/// What is printed for an example, or its errors.
fn build(fence: &Fence, examples: &Examples) -> Result<String, Vec<(String, String)>> {
    let source = Arc::new(Source::new(fence.word("file").unwrap_or("example.lisp"), fence.text.clone()));
    let options = CompileOptions { externs: host_names(), ..CompileOptions::default() };
    let compiled = compile(&source, &options, examples);
    compiled.text.ok_or_else(|| {
        compiled.diagnostics.iter().map(|found| (found.code.to_owned(), found.message.clone())).collect()
    })
}

/// Compares the examples of a page; gives the page with what is printed and the differences.
fn compare(name: &str, text: &str) -> (String, String) {
    let mut examples = Examples(BTreeMap::new());
    let (mut updated, mut wrong) = (text.lines().map(str::to_owned).collect::<Vec<_>>(), String::new());
    let all = fences(text);
    // From the last to the first, so that line numbers above a change stay right; files are collected before.
    for fence in &all {
        if let Some(file) = fence.word("file") {
            examples.0.insert(file.to_owned(), Arc::new(Source::new(file, fence.text.clone())));
        }
    }
    for (n, fence) in all.iter().enumerate().rev() {
        if fence.language != "lisp" {
            continue;
        }
        let place = format!("{name}:{}", fence.line);
        if let Some(code) = fence.word("error") {
            match build(fence, &examples) {
                Ok(printed) => {
                    let _ = writeln!(wrong, "{place}: wanted {code}, it compiles to\n{printed}");
                }
                Err(found) if found.iter().any(|(found, _)| found != code) => {
                    let _ = writeln!(wrong, "{place}: wanted {code}, got {found:?}");
                }
                Err(_) => {}
            }
            continue;
        }
        let Some(wanted) = all.get(n + 1).filter(|next| next.language == "js" && next.line <= fence.end + 3) else {
            continue;
        };
        match build(fence, &examples) {
            Ok(printed) if printed == wanted.text => {}
            Ok(printed) => {
                let _ = writeln!(wrong, "{place}: wanted\n{}got\n{printed}", wanted.text);
                let body = wanted.line..wanted.end - 2;
                updated.splice(body, printed.lines().map(str::to_owned));
            }
            Err(found) => {
                let _ = writeln!(wrong, "{place}: does not compile: {found:?}");
            }
        }
    }
    (updated.join("\n") + "\n", wrong)
}

fn check(name: &str) {
    let (path, text) = page(name);
    let (updated, mut wrong) = compare(name, &text);
    if std::env::var_os("SX_UPDATE_DOCS").is_some() && updated != text {
        std::fs::write(path, &updated).expect("the page can be written");
        wrong = compare(name, &updated).1;
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_reference_prints_what_it_says() {
    check("docs/language.md");
}

#[test]
fn the_guide_to_macros_prints_what_it_says() {
    check("docs/macros.md");
}

#[test]
fn the_readme_prints_what_it_says() {
    check("README.md");
}

#[test]
fn the_reference_has_every_name() {
    let (_, text) = page("docs/language.md");
    let lisp: String = fences(&text).into_iter().filter(|fence| fence.language == "lisp").map(|f| f.text).collect();
    let prelude = sx_macros::prelude::names();
    let prelude = prelude.iter().map(|name| name.as_str());
    let names = CoreForm::ALL.iter().map(|core| core.name()).chain(prelude);
    let stands_in = |name: &str, text: &str| {
        text.match_indices(name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + name.len()..].chars().next();
            before.is_none_or(|c| " ([{`'\n".contains(c)) && after.is_none_or(|c| " )]}`\n".contains(c))
        })
    };
    let missing: Vec<&str> = names.filter(|name| !stands_in(name, &lisp)).collect();
    assert!(missing.is_empty(), "without an example in docs/language.md: {missing:?}");
}
