//! Programs with a host that holds its files in memory and whose time is virtual.

use super::*;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

#[derive(Default)]
struct MemoryHost {
    files: HashMap<String, Loaded>,
    out: RefCell<String>,
    err: RefCell<String>,
    clock: Cell<f64>,
}

impl Host for MemoryHost {
    fn resolve(&self, _from: &str, specifier: &str) -> Result<String, String> {
        let name = specifier.trim_start_matches("./");
        if self.files.contains_key(name) { Ok(name.to_owned()) } else { Err(format!("there is no '{specifier}'")) }
    }
    fn load(&self, module: &str) -> Result<Loaded, String> {
        self.files.get(module).cloned().ok_or_else(|| format!("there is no '{module}'"))
    }
    fn print(&self, stream: Stream, text: &str) {
        match stream {
            Stream::Output => self.out.borrow_mut().push_str(text),
            Stream::Error => self.err.borrow_mut().push_str(text),
        }
    }
    fn now_ms(&self) -> f64 {
        1e12 + self.clock.get()
    }
    fn elapsed_ms(&self) -> f64 {
        self.clock.get()
    }
    fn sleep_ms(&self, milliseconds: f64) {
        self.clock.set(self.clock.get() + milliseconds);
    }
    fn map_frame(&self, frame: &Frame) -> Option<Frame> {
        (frame.file == "mapped.js").then(|| Frame {
            function: format!("<{}>", frame.function),
            file: "mapped.lisp".to_owned(),
            line: frame.line + 100,
            column: frame.column,
        })
    }
}

struct Outcome {
    out: String,
    err: String,
    exit: Exit,
}

fn run_files(files: &[(&str, &str)], options: RunOptions) -> Outcome {
    let mut host = MemoryHost::default();
    for (name, text) in files {
        let kind = match name.rsplit_once('.').map(|(_, ext)| ext) {
            Some("json") => LoadedKind::Json,
            Some("cjs") => LoadedKind::Script,
            _ => LoadedKind::Module,
        };
        host.files.insert((*name).to_owned(), Loaded { text: (*text).to_owned(), kind });
    }
    let entry = files[0].0.to_owned();
    // Tests run on small stacks; programs get the one they are promised.
    let thread = std::thread::Builder::new().stack_size(THREAD_STACK_BYTES);
    let run = move || {
        let host = Rc::new(host);
        let exit = run_program(&entry, Rc::clone(&host) as Rc<dyn Host>, &options);
        Outcome { out: host.out.take(), err: host.err.take(), exit }
    };
    thread.spawn(run).expect("a thread starts").join().expect("the program does not panic")
}

fn run(text: &str) -> Outcome {
    run_files(&[("main.js", text)], RunOptions::default())
}

#[test]
fn a_program_prints_and_ends() {
    let outcome = run("console.log('hi', 1, [1, 'a'], { b: null }); console.error('bad');");
    assert_eq!(
        (outcome.out.as_str(), outcome.err.as_str(), outcome.exit.code),
        ("hi 1 [ 1, 'a' ] { b: null }\n", "bad\n", 0)
    );
}

#[test]
fn ticks_microtasks_timers_and_immediates_run_in_order() {
    let outcome = run("
        const log = (x) => console.log(x);
        setTimeout(() => { log('timer 1'); Promise.resolve().then(() => log('micro of timer')); process.nextTick(() => log('tick of timer')); }, 1);
        setTimeout(() => log('timer 5'), 5);
        setTimeout(() => log('timer 1b'), 1);
        setImmediate(() => log('immediate'));
        const gone = setTimeout(() => log('never'), 3); clearTimeout(gone);
        let n = 0; const every = setInterval(() => { log('interval ' + ++n); if (n === 2) clearInterval(every); }, 10);
        process.nextTick(() => log('tick'));
        Promise.resolve().then(() => log('micro'));
        queueMicrotask(() => log('micro 2'));
        log('main');");
    let lines: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(
        lines,
        [
            "main",
            "micro",
            "micro 2",
            "tick",
            "immediate",
            "timer 1",
            "tick of timer",
            "micro of timer",
            "timer 1b",
            "timer 5",
            "interval 1",
            "interval 2"
        ]
    );
}

#[test]
fn errors_that_nobody_catches_end_the_program_with_a_mapped_stack() {
    let outcome = run_files(
        &[("mapped.js", "function inner() { 'é😀'; throw new TypeError('no'); }\ninner();\nconsole.log('never');")],
        RunOptions::default(),
    );
    assert_eq!((outcome.exit.code, outcome.out.as_str()), (1, ""));
    assert!(
        outcome.err.starts_with("Uncaught TypeError: no\n    at <inner> (mapped.lisp:101:37)\n"),
        "{}",
        outcome.err
    );
    let error = outcome.exit.error.expect("an error");
    assert_eq!((error.message.as_str(), error.frames[0].line, error.frames[1].line), ("TypeError: no", 101, 102));
}

#[test]
fn rejections_that_nobody_handles_end_the_program() {
    let outcome = run("setTimeout(() => console.log('never'), 50); Promise.reject(new Error('lost'));");
    assert_eq!((outcome.exit.code, outcome.out.as_str()), (1, ""));
    assert!(outcome.err.contains("Error: lost"), "{}", outcome.err);
    let handled = run("const p = Promise.reject(1); p.catch(() => console.log('handled'));");
    assert_eq!((handled.exit.code, handled.out.as_str()), (0, "handled\n"));
    let listened = run("process.on('unhandledRejection', (e) => console.log('heard', e)); Promise.reject(2);");
    assert_eq!((listened.exit.code, listened.out.as_str()), (0, "heard 2\n"));
}

#[test]
fn exit_stops_at_once_and_tells_the_listeners() {
    let outcome = run("
        process.on('exit', (code) => console.log('bye', code));
        try { process.exit(3); } catch { console.log('caught'); } finally { console.log('finally'); }");
    assert_eq!((outcome.exit.code, outcome.out.as_str()), (3, "bye 3\n"));
    assert_eq!(run("process.exitCode = 4;").exit.code, 4);
    assert_eq!(run("await new Promise(() => {});").exit.code, 13);
    assert_eq!(run("setTimeout(async () => { await 1; process.exit(5); }, 1);").exit.code, 5);
}

#[test]
fn modules_import_each_other() {
    let outcome = run_files(
        &[
            ("main.js", "import { twice } from './lib.js'; import data from './data.json' with { type: 'json' };
                         const lazy = await import('./lazy.js'); console.log(twice(21), data, lazy.default, import.meta.url);"),
            ("lib.js", "export const twice = (x) => 2 * x;"),
            ("data.json", "{\"a\": [1, \"\\u2028\"]}"),
            ("lazy.js", "export default 'lazy';"),
        ],
        RunOptions::default(),
    );
    assert_eq!(outcome.out, "42 { a: [ 1, '\u{2028}' ] } lazy main.js\n", "{}", outcome.err);
    let missing = run("import './none.js';");
    assert_eq!(missing.exit.code, 1);
    assert!(missing.err.contains("there is no './none.js'"), "{}", missing.err);
    let caught = run("await import('node:fs').catch((error) => console.log(error.message));");
    assert_eq!(caught.out, "the embedded engine has no module 'node:fs'\n");
}

#[test]
fn a_script_is_sloppy() {
    let outcome = run_files(
        &[(
            "main.cjs",
            "x = 1; var y = (function () { return this === globalThis })(); console.log(x, y, globalThis.y);",
        )],
        RunOptions::default(),
    );
    assert_eq!(outcome.out, "1 true true\n", "{}", outcome.err);
}

#[test]
fn the_last_value_is_printed_as_json() {
    let options = RunOptions { print_last: true, ..RunOptions::default() };
    assert_eq!(
        run_files(&[("m.js", "globalThis.__sxLast = { a: [1, null] };")], options.clone()).out,
        "{\"a\":[1,null]}\n"
    );
    assert_eq!(run_files(&[("m.js", "globalThis.__sxLast = Promise.resolve(7);")], options.clone()).out, "7\n");
    assert_eq!(run_files(&[("m.js", "")], options).out, "null\n");
}

#[test]
fn recursion_is_as_deep_as_in_node_and_its_end_can_be_caught() {
    let outcome = run("
        const depth = (n) => n === 0 ? 0 : 1 + depth(n - 1);
        console.log(depth(9000));
        try { (function f() { f(); })(); } catch (error) { console.log(error instanceof RangeError, error.message); }");
    assert_eq!(outcome.out, "9000\ntrue Maximum call stack size exceeded\n", "{}", outcome.err);
    let uncaught = run("(function f() { f(); })();");
    assert_eq!(uncaught.exit.code, 1);
    assert!(uncaught.err.contains("Maximum call stack size exceeded"), "{}", uncaught.err);
}

#[test]
fn memory_is_limited() {
    let options = RunOptions { memory_bytes: 32 << 20, ..RunOptions::default() };
    let outcome = run_files(&[("m.js", "const a = []; for (;;) a.push('x'.repeat(1e5) + a.length);")], options);
    assert_eq!(outcome.exit.code, 1);
    assert!(outcome.err.contains("out of memory"), "{}", outcome.err);
}

#[test]
fn syntax_errors_say_where() {
    let outcome = run("let a = 1;\nlet b = ;");
    assert_eq!(outcome.exit.code, 1);
    assert!(outcome.err.contains("SyntaxError") && outcome.err.contains("main.js:2:"), "{}", outcome.err);
}
