//! Lowering never changes what a program does, or in which order.
//!
//! Random programs are written twice: with statement forms as operands (`(f (begin a b) (try …))`), and with the same
//! meaning in forms that need no lifting: the comma, `?:`, and functions that are called at once. Both are built and run,
//! and both leave the same trace of calls, property accesses and assignments.

use std::sync::Arc;
use sx_base::{Diagnostic, Source};

/// Programs per context; each context uses other destinations.
const PROGRAMS: u64 = 150;

/// A program in both spellings.
#[derive(Clone)]
struct Pair {
    form: String,
    plain: String,
}

impl Pair {
    fn both(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { form: text.clone(), plain: text }
    }
}

/// Fills each `$0`, `$1`… of the two templates.
fn pair(form: &str, plain: &str, parts: &[Pair]) -> Pair {
    let mut made = Pair { form: form.to_owned(), plain: plain.to_owned() };
    for (nth, part) in parts.iter().enumerate() {
        let hole = format!("${nth}");
        made.form = made.form.replace(&hole, &part.form);
        made.plain = made.plain.replace(&hole, &part.plain);
    }
    made
}

fn same(template: &str, parts: &[Pair]) -> Pair {
    pair(template, template, parts)
}

/// `SplitMix64`: the same programs in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

struct Maker {
    random: Random,
    /// Variables in scope.
    names: Vec<String>,
    next: u32,
}

impl Maker {
    /// One of few names, so that they shadow each other, the variables of the program and the names of temporaries.
    fn fresh(&mut self) -> String {
        let pool = ["x", "y", "value", "result", "m1", "m0"];
        pool[self.random.below(6) as usize].to_owned()
    }

    /// A name for the variable of a loop, which nothing else assigns: every loop ends.
    fn counter(&mut self) -> String {
        let pool = ["x", "y", "value", "result"];
        pool[self.random.below(4) as usize].to_owned()
    }

    fn leaf(&mut self) -> Pair {
        match self.random.below(7) {
            0 => Pair::both(self.random.below(4).to_string()),
            1 => Pair::both("m0"),
            2 => Pair::both("m1"),
            3 => Pair::both("c0"),
            4 => Pair::both("nul"),
            5 if !self.names.is_empty() => {
                let at = self.random.below(self.names.len() as u64);
                Pair::both(self.names[at as usize].clone())
            }
            _ => {
                self.next += 1;
                Pair::both(format!("(t {})", self.next))
            }
        }
    }

    fn expr(&mut self, depth: u32) -> Pair {
        if depth == 0 {
            return self.leaf();
        }
        let choice = self.random.below(62);
        let mut part = || self.expr(depth - 1);
        match choice {
            0 | 1 => same("(t $0)", &[part()]),
            2 => same("(f $0 $1)", &[part(), part()]),
            3 => same("(+ $0 $1)", &[part(), part()]),
            4 => same("[$0 $1 $2]", &[part(), part(), part()]),
            5 => same("[...(list2 $0) $1]", &[part(), part()]),
            6 => same("(f ...(list2 $0) $1)", &[part(), part()]),
            7 => same("{:k $0 ...(obj $1) [$2] $3}", &[part(), part(), part(), part()]),
            8 => same("(set! m0 $0)", &[part()]),
            9 => same("(+= m0 $0)", &[part()]),
            10 => same("(+= m1 $0)", &[part()]),
            11 => same("(++ m0)", &[]),
            12 => same("(||= m1 $0)", &[part()]),
            13 => same("(??= o.n $0)", &[part()]),
            14 => same("(set! o.p $0)", &[part()]),
            15 => same("(+= o.p $0)", &[part()]),
            16 => same("(js/set! (obj $0) (t $1) $2)", &[part(), part(), part()]),
            17 => same("(o.m $0 $1)", &[part(), part()]),
            18 => same("(. (obj $0) (m $1))", &[part(), part()]),
            19 => same("(. (obj $0) ?. (m $1))", &[part(), part()]),
            20 => same("(. nul ?. (m $0))", &[part()]),
            21 => same("(. o n ?. (m $0))", &[part()]),
            22 => same("(. (obj $0) [$1])", &[part(), part()]),
            23 => same("(g2 $0 $1)", &[part(), part()]),
            24 => same("#`a${$0}b${$1}`", &[part(), part()]),
            25 => same("(new Thing $0 $1)", &[part(), part()]),
            26 => pair("(if $0 $1 $2)", "(?: $0 $1 $2)", &[part(), part(), part()]),
            27 => pair("(if $0 $1)", "(?: $0 $1 undefined)", &[part(), part()]),
            28 | 29 => pair("(begin $0 $1)", "(comma $0 $1)", &[part(), part()]),
            30 => same("(and $0 $1)", &[part(), part()]),
            31 => same("(or $0 $1)", &[part(), part()]),
            32 => same("(?? $0 $1)", &[part(), part()]),
            33 => pair("(block $0 $1)", "(comma $0 $1)", &[part(), part()]),
            34 => pair(
                "(cond ($0 $1 $2) ($3) (else $4))",
                "(?: $0 (comma $1 $2) (or $3 $4))",
                &[part(), part(), part(), part(), part()],
            ),
            35 => pair("(< $0 $1 $2)", "((fn (p q r) (and (< p q) (< q r))) $0 $1 $2)", &[part(), part(), part()]),
            36 => pair("(or $0 (throw $1))", "(or $0 ((fn () (throw $1))))", &[part(), part()]),
            37 => pair("(both $0 $1)", "((fn (p q) (f p q)) $0 $1)", &[part(), part()]),
            38 => pair("(turned $0 $1)", "((fn (p q) (f q p)) $0 $1)", &[part(), part()]),
            39 => pair("(nested $0 $1)", "((fn (p) ((fn (q) [p (t q)]) $1)) $0)", &[part(), part()]),
            40 | 41 => self.binding(depth),
            42 => self.catching(depth),
            43 | 44 => self.looping(depth),
            45 => self.recursing(depth),
            46 => self.counting(depth),
            47 => self.keeping(depth),
            48 => same("(keep (fn () $0))", &[self.expr(depth - 1)]),
            49 => same("(keep (fn! () (set! m0 (+ m0 1)) (set! m1 $0)))", &[self.expr(depth - 1)]),
            50 | 51 => self.giving(depth),
            52 => pair("(< m0 $0 m1)", "((fn (p q r) (and (< p q) (< q r))) m0 $0 m1)", &[self.expr(depth - 1)]),
            53 => same("(f m0 $0 m1 $1)", &[self.expr(depth - 1), self.expr(depth - 1)]),
            54 => same("[m0 (set! m0 $0) $1]", &[self.expr(depth - 1), self.expr(depth - 1)]),
            59 => self.retrying(depth),
            55 => pair(
                "((. (obj $0) ?.[(begin $1 \"w\")]) $2)",
                "((. (obj $0) ?.[(comma $1 \"w\")]) $2)",
                &[self.expr(depth - 1), self.expr(depth - 1), self.expr(depth - 1)],
            ),
            56 => pair(
                "((. (obj $0) ?.[(begin $1 \"deep\")] m) $2)",
                "((. (obj $0) ?.[(comma $1 \"deep\")] m) $2)",
                &[self.expr(depth - 1), self.expr(depth - 1), self.expr(depth - 1)],
            ),
            57 => pair(
                "((. (obj $0) ?.[(begin $1 \"deep\")] ?.[(begin $2 \"m\")]) $3)",
                "((. (obj $0) ?.[(comma $1 \"deep\")] ?.[(comma $2 \"m\")]) $3)",
                &[self.expr(depth - 1), self.expr(depth - 1), self.expr(depth - 1), self.expr(depth - 1)],
            ),
            58 => pair(
                "(tagged (. (obj $0) ?.[(begin $1 \"w\")]) #`a${$2}`)",
                "(tagged (. (obj $0) ?.[(comma $1 \"w\")]) #`a${$2}`)",
                &[self.expr(depth - 1), self.expr(depth - 1), self.expr(depth - 1)],
            ),
            _ => same("(call-kept)", &[]),
        }
    }

    fn binding(&mut self, depth: u32) -> Pair {
        let init = self.expr(depth - 1);
        let name = self.fresh();
        self.names.push(name.clone());
        let (first, last) = (self.expr(depth - 1), self.expr(depth - 1));
        self.names.pop();
        let form = format!("(let (({name} $0)) $1 $2)");
        let plain = format!("((fn ({name}) (comma $1 $2)) $0)");
        pair(&form, &plain, &[init, first, last])
    }

    fn catching(&mut self, depth: u32) -> Pair {
        let (body, thrown) = (self.expr(depth - 1), self.expr(depth - 1));
        let name = self.fresh();
        self.names.push(name.clone());
        let handler = self.expr(depth - 1);
        self.names.pop();
        let form = format!("(try $0 (if (t $1) (throw $1) m1) (catch {name} $2))");
        let plain = format!(
            "((fn () (try (return (comma $0 (?: (t $1) ((fn () (throw $1))) m1))) (catch {name} (return $2)))))"
        );
        pair(&form, &plain, &[body, thrown, handler])
    }

    fn looping(&mut self, depth: u32) -> Pair {
        let name = self.counter();
        self.names.push(name.clone());
        let (body, end) = (self.expr(depth - 1), self.expr(depth - 1));
        self.names.pop();
        let form = format!("(let next (({name} 0)) (if (< {name} 2) (begin $0 (next (+ {name} 1))) $1))");
        let plain = format!(
            "((fn () (const next (fn ({name}) (?: (< {name} 2) (comma $0 (next (+ {name} 1))) $1))) (return (next 0))))"
        );
        pair(&form, &plain, &[body, end])
    }
}

/// Named lets that become functions, or have several variables.
impl Maker {
    fn recursing(&mut self, depth: u32) -> Pair {
        let name = self.counter();
        self.names.push(name.clone());
        let (body, end) = (self.expr(depth - 1), self.expr(depth - 1));
        self.names.pop();
        let form = format!("(let next (({name} 0)) (if (< {name} 2) (f (next (+ {name} 1)) $0) $1))");
        let plain = format!(
            "((fn () (const next (fn ({name}) (?: (< {name} 2) (f (next (+ {name} 1)) $0) $1))) (return (next 0))))"
        );
        pair(&form, &plain, &[body, end])
    }

    /// A named let that is called again where a `catch` ends.
    fn retrying(&mut self, depth: u32) -> Pair {
        let name = self.counter();
        self.names.push(name.clone());
        let (thrown, body, end) = (self.expr(depth - 1), self.expr(depth - 1), self.expr(depth - 1));
        self.names.pop();
        let form = format!(
            "(let next (({name} 0)) (try (if (t $0) (throw {name}) $1) (catch e (t e) (if (< {name} 2) (next (+ {name} 1)) $2))))"
        );
        let plain = format!(
            "((fn () (const next (fn ({name}) (try (return (?: (t $0) ((fn () (throw {name}))) $1)) (catch e (t e) (return (?: (< {name} 2) (next (+ {name} 1)) $2)))))) (return (next 0))))"
        );
        pair(&form, &plain, &[thrown, body, end])
    }

    fn counting(&mut self, depth: u32) -> Pair {
        let init = self.expr(depth - 1);
        self.names.extend(["i".to_owned(), "j".to_owned()]);
        let (step, end) = (self.expr(depth - 1), self.expr(depth - 1));
        self.names.truncate(self.names.len() - 2);
        let form = "(let next ((i 0) (j $0)) (cond ((< i 2) (next (+ i 1) (f i $1))) (else $2)))";
        let plain =
            "((fn (start) (const next (fn (i j) (?: (< i 2) (next (+ i 1) (f i $1)) $2))) (return (next 0 start))) $0)";
        pair(form, plain, &[init, step, end])
    }

    /// A macro that names its value after what the caller says.
    fn giving(&mut self, depth: u32) -> Pair {
        let value = self.expr(depth - 1);
        let name = self.fresh();
        self.names.push(name.clone());
        let body = self.expr(depth - 1);
        self.names.pop();
        let other = self.expr(depth - 1);
        let form = format!("(giving {name} $0 $1 $2)");
        let plain = format!("((fn (it) (?: it ((fn ({name}) $1) it) (f it ((fn (it) $2) 0)))) $0)");
        pair(&form, &plain, &[value, body, other])
    }

    fn keeping(&mut self, depth: u32) -> Pair {
        self.names.push("i".to_owned());
        let end = self.expr(depth - 1);
        self.names.pop();
        let form = "(let next ((i 0)) (if (< i 3) (begin (keep (fn () (t i))) (next (+ i 1))) $0))";
        let plain = "((fn () (const next (fn (i) (?: (< i 3) (comma (keep (fn () (t i))) (next (+ i 1))) $0))) (return (next 0))))";
        pair(form, plain, &[end])
    }
}

const CONTEXTS: &[&str] = &[
    "(defn main () $HEAD $0)",
    "(defn! main () $HEAD $0 (t m0))",
    "(defn main () $HEAD (const result $0) [result m0])",
    "(defn main () $HEAD (let result 1) (set! result $0) [result m1])",
    "(defn main () $HEAD (let rounds 0) (while (and (< (++ rounds) 3) $0) (t rounds)) m0)",
    "(defn main () $HEAD (let rounds 0) (do-while (and (< (++ rounds) 3) $0) (if (= rounds 1) (continue)) (t rounds)) m0)",
    "(defn main () $HEAD (for ((let i $0) (and (< i 2) $0) (++ i)) (t i)) m0)",
    "(defn main () $HEAD (for-of (x (list2 $0)) (t x)) (return $0))",
    "(defn main () $HEAD (f m0 (fn (m1) $0) ((fn (m1) $0) m0)))",
    "(defn main () $HEAD (switch $0 (case 1 (return 1)) (default $0)) (if $0 (return $0) $0))",
];

const HEAD: &str = "(let m0 1) (let m1 0) (const c0 2)";

const MACROS: &str = "
(define-syntax both (syntax-rules () ((_ x y) (let ((l x) (r y)) (f l r)))))
(define-syntax turned (syntax-rules () ((_ x y) (let ((l x) (r y)) (f r l)))))
(define-syntax nested (syntax-rules () ((_ x y) (let ((l x)) (let ((r y)) [l (t r)])))))
(define-syntax giving (syntax-rules ()
  ((_ name x y z) (let ((l x)) (if l (let ((name l)) y) (f l ((fn (it) z) 0)))))))
";

const WORLD: &str = r#"
var trace = [];
function show(x) {
  if (typeof x === "function") return "function";
  if (Array.isArray(x)) return "[" + x.map(show).join() + "]";
  if (x && typeof x === "object") return x.tag || "{" + Object.keys(x).map((k) => k + ":" + show(x[k])).join() + "}";
  return String(x);
}
function log(...args) { trace.push(args.map(show).join(" ")); if (trace.length > 2000) throw "long"; }
function t(x) { log("t", x); return typeof x === "number" ? x % 3 : x; }
function f(...args) { log("f", args); return args.length; }
function list2(x) { return { *[Symbol.iterator]() { log("iterate"); yield x; log("again"); yield 1; } }; }
var made = 0;
function obj(x) {
  log("obj", x);
  var tag = "obj" + made++;
  return new Proxy({ tag }, {
    get(target, key) {
      if (key === "tag" || typeof key === "symbol") return target[key];
      log(tag + ".get", key);
      if (key === "m") return (a, b) => { log(tag + ".m", a, b); return 2; };
      if (key === "w") return function (a) { log(tag + ".w", this, a); return 1; };
      if (key === "deep") return o;
      return key in target ? target[key] : 1;
    },
    set(target, key, value) { log(tag + ".set", key, value); target[key] = value; return true; },
    ownKeys() { log(tag + ".keys"); return ["q"]; },
    getOwnPropertyDescriptor() { return { value: 1, enumerable: true, configurable: true }; },
  });
}
var o = {
  tag: "o", value: 1, held: null,
  get p() { log("o.p"); return this.value; },
  set p(v) { log("o.p=", v); this.value = v; },
  get n() { log("o.n"); return this.held; },
  set n(v) { log("o.n=", v); this.held = null; },
  get m() { log("o.m"); return function (a, b) { log("call o.m", this, a, b); return 0; }; },
};
var nul = null;
var kept = [];
function keep(fn) { log("keep"); kept.push(fn); return 1; }
function callKept() { var all = kept; kept = []; for (var fn of all) log("kept", fn()); return all.length; }
Object.defineProperty(globalThis, "g2", { get() { return f; } });
class Thing { constructor(a, b) { log("new", a, b); this.tag = "thing"; } }
globalThis.Thing = Thing;
function run() {
  var result;
  try { result = show(main()); callKept(); } catch (e) { result = "thrown " + (e instanceof Error ? e.name : show(e)); }
  return trace.join("\n") + "\n=> " + result;
}
"#;

fn build(lisp: &str) -> String {
    let source = Arc::new(Source::new("case.lisp", lisp));
    let (file, mut diagnostics) = sx_reader::read(&source);
    let externs = "t f g2 list2 obj o nul Thing keep callKept";
    let options = sx_macros::Options {
        goal: sx_ir::Goal::Script,
        externs: externs.split(' ').map(str::to_owned).collect(),
        ..sx_macros::Options::default()
    };
    let (core, found) = sx_macros::expand(file, Arc::clone(&source), &options, &sx_macros::NoModules);
    diagnostics.extend(found);
    assert!(!diagnostics.iter().any(Diagnostic::is_error), "{lisp}\n{diagnostics:#?}");
    let (tree, found) = sx_ir::lower(core);
    assert!(!found.iter().any(Diagnostic::is_error), "{lisp}\n{found:#?}");
    sx_ir::verify::verify(&tree).unwrap_or_else(|e| panic!("{lisp}\n{e}"));
    sx_backends::js::print(&tree, &[], &sx_backends::js::PrintOptions::default()).text
}

fn run(js: &str) -> String {
    let mut engine = sx_vm::Engine::new(&sx_vm::Limits::default()).expect("the engine starts");
    engine.eval_script("world.js", WORLD).expect("the world is a program");
    if let Err(error) = engine.eval_script("main.js", js) {
        return format!("does not compile: {error:?}");
    }
    engine.call_text("run", &[]).unwrap_or_else(|error| format!("fails: {error:?}"))
}

/// The pair that differs, if it does.
fn difference(program: &Pair) -> Option<String> {
    let (lifted, plain) = (build(&program.form), build(&program.plain));
    let (one, two) = (run(&lifted), run(&plain));
    if one == two {
        return None;
    }
    let at = one.lines().zip(two.lines()).take_while(|(a, b)| a == b).count();
    let (have, want) = (one.lines().nth(at).unwrap_or("-"), two.lines().nth(at).unwrap_or("-"));
    Some(format!("{}\n{lifted}\nline {at}: have {have}, want {want}\n", program.form))
}

fn check_context(context: &str, seed: u64) -> Vec<String> {
    let mut wrong = vec![];
    for number in 0..PROGRAMS {
        let mut maker = Maker { random: Random(seed.wrapping_mul(1 << 32) + number), names: vec![], next: 0 };
        let depth = 2 + (number % 3) as u32;
        let expr = maker.expr(depth);
        let context = context.replace("$HEAD", HEAD);
        let mut program = same(&context, &[expr]);
        program.form.insert_str(0, MACROS);
        wrong.extend(difference(&program));
    }
    wrong
}

#[test]
fn lifted_statements_do_what_was_written() {
    let run = || {
        let mut wrong: Vec<String> =
            CONTEXTS.iter().zip(1..).flat_map(|(context, seed)| check_context(context, seed)).collect();
        wrong.sort_by_key(String::len);
        assert!(
            wrong.is_empty(),
            "{} programs differ; the shortest:\n{}",
            wrong.len(),
            wrong[..wrong.len().min(4)].join("\n")
        );
    };
    let thread = std::thread::Builder::new().stack_size(sx_macros::STACK_BYTES).spawn(run).expect("thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}
