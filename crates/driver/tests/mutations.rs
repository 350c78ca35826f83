//! Programs that are nearly right never make the compiler panic, and what it writes for them is JavaScript.
//!
//! Forms and atoms of the examples, of the pages and of the cases of macros are put in the place of others, at random and
//! the same in every run. What compiles passes the verifiers and is read again as JavaScript. A case that went wrong goes
//! into [`FOUND`]. `SX_MUTATIONS=100000` makes so many, and other ones.

use std::path::Path;
use std::sync::Arc;
use sx_base::Source;
use sx_frontends::js::JsOptions;
use sx_macros::{Loader, Options};

/// Programs that were not right once.
const FOUND: &[&str] = &[
    "(set! (. a (m)) 1)",
    "(with-value (((. [1 2] (m)) 1)) 2)",
    "(defmacro m args (first &form)) (console.log (m))",
    "(define-syntax m (syntax-rules () ((_ . a) a))) (m . 1)",
    "(export (define-syntax m (syntax-rules () ((_) 1))))",
    "(define-syntax m (syntax-rules () ((_ {:a x y ...}) [x y ...]))) (console.log (m {:a 1 b}))",
    "(match 1 ((is?) 2))",
    "((hole) m 5)",
    "(let ((t (directive \"use strict\"))) t)",
    "(const q 1) (export {q q})",
    "(const o {(set p (...v) (f v))})",
    "(import d \"m\" {:type +})",
    "(defn h (n) (let loop ((i 0) (s 0)) (for ((var (i 0) (j 1)) (< i j) (+= i 1)) (f i)))) (h 5)",
    "(const k (fn ({a :b c} a [d (= e 1)]) (f a c d e)))",
    "(lambda (a . r) (directive \"use strict\") r)",
    "(const v ((\\let [1]) (typeof \\let)))",
    "(for-of ((let (= u 1) v) b) (set! v 1))",
    "(const {:r [s ...t] (= u 1) :a ...w} a)",
    "(const {...[a] :b (hole)} a) (const [...(= a 1) (= ...b 1)] a)",
    "(class A (static-block (f)) (async (method m (let) (await a))) (method* g () (yield 1)))",
    "(defn h (static) (directive \"use strict\") static) (h (fn (let) (class (method m (eval) [let eval]))))",
    "(async (defn h (await a) a))",
    "(defn* g (yield) yield)",
    "(let loop ((a 0) (a 1)) (if (= a 3) [a a] (loop (+ a 1) 2)))",
    "(let-syntax ((m (syntax-rules () ((_) 1)))) (let-syntax) (letrec-syntax 1))",
];

struct NoModules;

impl Loader for NoModules {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        Err(format!("no module {specifier}"))
    }
}

/// Small numbers that look random: xorshift.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).expect("invariant: below a usize")
    }
}

/// The text of the top-level forms of the Lisp in a file: all of a program, the fences of a page.
fn programs() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut all = vec![];
    for folder in ["examples", "tests/macros", "tests/pages"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("the entry can be read").path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.is_file()) {
            let text = std::fs::read_to_string(path).expect("the file can be read");
            if path.extension().is_some_and(|extension| extension == "lisp") {
                all.extend(text.split("\n\n").map(str::to_owned));
            } else {
                all.extend(
                    text.split("```lisp\n").skip(1).filter_map(|rest| rest.split("```").next().map(str::to_owned)),
                );
            }
        }
    }
    all.retain(|text| (8..1500).contains(&text.len()));
    all
}

/// Brackets, blanks and everything between.
fn tokens(text: &str) -> Vec<String> {
    let (mut out, mut current, mut in_string, mut escaped) = (vec![], String::new(), false, false);
    for c in text.chars() {
        if in_string {
            current.push(c);
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
            if !in_string {
                out.push(std::mem::take(&mut current));
            }
            continue;
        }
        let stands_alone = "()[]{}'`, \n".contains(c);
        if (stands_alone || c == '"') && !current.is_empty() {
            out.push(std::mem::take(&mut current));
        }
        if stands_alone {
            out.push(c.to_string());
        } else {
            in_string = c == '"';
            current.push(c);
        }
    }
    out.extend((!current.is_empty()).then_some(current));
    out
}

fn opens(token: &str) -> bool {
    matches!(token, "(" | "[" | "{")
}

fn closes(token: &str) -> bool {
    matches!(token, ")" | "]" | "}")
}

/// The end of the form that begins at `at`.
fn end_of(tokens: &[String], at: usize) -> usize {
    let mut depth = 0;
    for (n, token) in tokens.iter().enumerate().skip(at) {
        depth += i32::from(opens(token)) - i32::from(closes(token));
        if depth <= 0 {
            return n + 1;
        }
    }
    tokens.len()
}

/// One change: an atom goes, comes or is another, or a form is another one.
fn mutate(program: &mut Vec<String>, all: &[Vec<String>], chance: &mut Chance) {
    let bracket = |token: &String| opens(token) || closes(token);
    let at = chance.below(program.len());
    let other = &all[chance.below(all.len())];
    let from = chance.below(other.len());
    match chance.below(5) {
        0 if !bracket(&program[at]) && program.len() > 1 => {
            program.remove(at);
        }
        1 if !bracket(&other[from]) => program.insert(at, other[from].clone()),
        2 if !bracket(&program[at]) && !bracket(&other[from]) => program[at].clone_from(&other[from]),
        _ if !closes(&program[at]) && !closes(&other[from]) => {
            let (end, end_of_other) = (end_of(program, at), end_of(other, from));
            program.splice(at..end, other[from..end_of_other].iter().cloned());
        }
        _ => {}
    }
}

/// Compiles a program as far as it is right; what is wrong with the compiler is the error.
fn compile(text: &str, goal: sx_ir::Goal) -> Result<bool, String> {
    let source = Arc::new(Source::new("case.lisp", text));
    let (file, found) = sx_reader::read(&source);
    if found.iter().any(sx_base::Diagnostic::is_error) {
        return Ok(false);
    }
    let comments = file.comments.clone();
    let externs = ('a'..='z').map(String::from).chain(["xs".into(), "foo".into(), "bar".into()]).collect();
    let options = Options { goal, macro_fuel: 100, externs, ..sx_macros::Options::default() };
    let (core, found) = sx_macros::expand(file, Arc::clone(&source), &options, &NoModules);
    if found.iter().any(sx_base::Diagnostic::is_error) {
        return Ok(false);
    }
    sx_ir::verify::verify_core(&core).map_err(|error| format!("Core: {error:?}"))?;
    let _ = sx_macros::raise(&core);
    let (tree, found) = sx_ir::lower(core);
    if found.iter().any(sx_base::Diagnostic::is_error) {
        return Ok(false);
    }
    sx_ir::verify::verify(&tree).map_err(|error| format!("IR: {error:?}"))?;
    let _ = sx_ir::hash::chunks(&tree);
    let options = sx_backends::js::PrintOptions { map: true, ..Default::default() };
    let printed = sx_backends::js::print(&tree, &comments, &options);
    let name = if tree.goal == sx_ir::Goal::Script { "case.cjs" } else { "case.mjs" };
    let (_, found) = sx_frontends::js::read(&Source::new(name, printed.text.clone()), &JsOptions::default());
    // Whether a private name is declared in a class around is not looked at before the JavaScript is.
    let is_wrong = |found: &&sx_base::Diagnostic| {
        found.is_error() && found.code == "SX0501" && !found.message.starts_with("private field")
    };
    match found.iter().find(is_wrong) {
        Some(first) => Err(format!("JavaScript: {}\n{}", first.message, printed.text)),
        None => Ok(true),
    }
}

#[test]
fn programs_that_are_nearly_right_compile_or_are_refused() {
    let run = || {
        let all: Vec<Vec<String>> = programs().iter().map(|text| tokens(text)).collect();
        let wanted = std::env::var("SX_MUTATIONS").ok().and_then(|count| count.parse::<u64>().ok());
        let (mut compiled, mut wrong) = (0, vec![]);
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15 ^ wanted.unwrap_or(0));
        let mut cases: Vec<String> = FOUND.iter().map(|text| (*text).to_owned()).collect();
        for _ in 0..wanted.unwrap_or(3_000) {
            let mut program = all[chance.below(all.len())].clone();
            for _ in 0..=chance.below(3) {
                mutate(&mut program, &all, &mut chance);
            }
            cases.push(program.concat());
        }
        // What went wrong once is tried both ways.
        let goals = |n: usize| match n {
            _ if n < FOUND.len() => vec![sx_ir::Goal::Module, sx_ir::Goal::Script],
            _ if n % 4 == 3 => vec![sx_ir::Goal::Script],
            _ => vec![sx_ir::Goal::Module],
        };
        let runs = cases.iter().enumerate().flat_map(|(n, text)| goals(n).into_iter().map(move |goal| (text, goal)));
        for (text, goal) in runs {
            match std::panic::catch_unwind(|| compile(text, goal)) {
                Ok(Ok(true)) => compiled += 1,
                Ok(Ok(false)) => {}
                Ok(Err(error)) => wrong.push(format!("{error}\n---- {goal:?}\n{text}")),
                Err(_) => wrong.push(format!("a panic\n---- {goal:?}\n{text}")),
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        assert!(compiled > 300, "{compiled}");
    };
    let thread = std::thread::Builder::new().stack_size(512 << 20).spawn(run).expect("a thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}
