//! Lowering, seen from both ends: Lisp in, the JavaScript a person would have written out.
//!
//! A case is a pair of texts in one of the tables below. Every lowered tree also passes the verifier.

use std::sync::Arc;
use sx_base::{Diagnostic, Source};

fn build(lisp: &str, options: &sx_macros::Options) -> (String, Vec<Diagnostic>) {
    let source = Arc::new(Source::new("case.lisp", lisp));
    let (file, mut diagnostics) = sx_reader::read(&source);
    let (core, found) = sx_macros::expand(file, Arc::clone(&source), options, &sx_macros::NoModules);
    diagnostics.extend(found);
    assert!(!diagnostics.iter().any(Diagnostic::is_error), "{lisp}\n{diagnostics:#?}");
    let (tree, found) = sx_ir::lower(core);
    if !found.iter().any(Diagnostic::is_error) {
        sx_ir::verify::verify(&tree).unwrap_or_else(|e| panic!("{lisp}\nir: {e}\n{}", sx_ir::text::print(&tree)));
    }
    let printed = sx_backends::js::print(&tree, &[], &sx_backends::js::PrintOptions::default());
    (printed.text, found)
}

fn options() -> sx_macros::Options {
    let externs = "f g h a b c d e o p q xs ys s t u x y z n i k done step log items test".split(' ');
    sx_macros::Options { externs: externs.map(str::to_owned).collect(), ..sx_macros::Options::default() }
}

fn on_big_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(sx_macros::STACK_BYTES).spawn(run).expect("thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

/// Checks every case of a table and reports all that differ.
fn check(cases: &'static [(&'static str, &'static str)]) {
    on_big_stack(move || {
        let mut wrong = String::new();
        for (lisp, js) in cases {
            let (text, diagnostics) = build(lisp, &options());
            assert!(diagnostics.is_empty(), "{lisp}\n{diagnostics:#?}");
            let want: Vec<&str> = js.split_whitespace().collect();
            let have: Vec<&str> = text.split_whitespace().collect();
            if want != have {
                wrong.extend([lisp, "\n--- want\n", js, "\n--- have\n", &text, "\n"]);
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    });
}

#[test]
fn branches_in_tail_position() {
    check(&[
        ("(defn m (a) (if a 1 2))", "function m(a) { return a ? 1 : 2; }"),
        ("(defn m (a) (if a (return 1) 2))", "function m(a) { if (a) return 1; else return 2; }"),
        ("(defn m (a) (if a (begin 1) 2))", "function m(a) { if (a) { return 1; } else return 2; }"),
        ("(defn m (a) (if a 1))", "function m(a) { if (a) return 1; }"),
        ("(defn m (a) (if a 1 (if b 2 3)))", "function m(a) { return a ? 1 : b ? 2 : 3; }"),
        (
            "(defn m (a) (if a (begin (f) 1) (if b 2 3)))",
            "function m(a) { if (a) { f(); return 1; } else return b ? 2 : 3; }",
        ),
        (
            "(defn m (a) (if a (begin (f) 1) (if b (begin 2) 3)))",
            "function m(a) { if (a) { f(); return 1; } else if (b) { return 2; } else return 3; }",
        ),
        ("(defn m (a) (?: a 1 2))", "function m(a) { return a ? 1 : 2; }"),
        (
            "(defn m (a) (cond (a 1) (b 2) (else 3)))",
            "function m(a) { if (a) { return 1; } else if (b) { return 2; } else { return 3; } }",
        ),
        ("(defn m (a) (cond (a 1) (b)))", "function m(a) { if (a) { return 1; } else { return b; } }"),
        ("(defn m (a) (cond (a) (b)))", "function m(a) { return a || b; }"),
        ("(defn m (a) (when a (f) 1))", "function m(a) { if (a) { f(); return 1; } }"),
        ("(fn (a) (if a 1 2))", "(a) => (a ? 1 : 2);"),
        ("(fn (a) (if a 1))", "(a) => { if (a) return 1; };"),
        ("(fn (a) (return a))", "(a) => { return a; };"),
        ("(fn! (a) (f a))", "(a) => { f(a); };"),
        ("(fn (a) (f a) a)", "(a) => { f(a); return a; };"),
        ("(fn () (while a (f)))", "() => { while (a) { f(); } };"),
        ("(defn m () (throw a))", "function m() { throw a; }"),
        (
            "(defn m () (try (f) (catch e (g e)) (finally (h))))",
            "function m() { try { return f(); } catch (e) { return g(e); } finally { h(); } }",
        ),
        ("(defn m () (class A))", "function m() { class A {} return A; }"),
        (
            "(defn m (x) (or (f x) (throw x)))",
            "function m(x) { const result = f(x); if (result) return result; throw x; }",
        ),
        ("(defn m () (return (if a b c)))", "function m() { return a ? b : c; }"),
        ("(defn m () (return (try (f) (catch e 1))))", "function m() { try { return f(); } catch (e) { return 1; } }"),
    ]);
}

#[test]
fn branches_as_statements() {
    check(&[
        ("(if a (f) (g))", "if (a) f(); else g();"),
        ("(if a (begin (f)) (g))", "if (a) { f(); } else g();"),
        ("(if a (f))", "if (a) f();"),
        ("(if a (if b (f)) (g))", "if (a) { if (b) f(); } else g();"),
        ("(?: a (f) (g))", "a ? f() : g();"),
        ("(cond (a (f)) (b (g) (h)) (else (f)))", "if (a) { f(); } else if (b) { g(); h(); } else { f(); }"),
        ("(cond (a) (else (f)))", "if (!a) { f(); }"),
        ("(and a (f))", "a && f();"),
        ("(and a (begin (f) (g)))", "if (a) { f(); g(); }"),
        ("(or a (throw b))", "if (!a) throw b;"),
        ("(?? a (throw b))", "if (a == null) throw b;"),
        ("(when a (f))", "if (a) { f(); }"),
        ("(let ((v 1)) (f v))", "{ const v = 1; f(v); }"),
        ("(begin (f) (g))", "f(); g();"),
        ("(block (f) (g))", "{ f(); g(); }"),
    ]);
}

#[test]
fn branches_as_operands() {
    check(&[
        ("(f (if a b c))", "f(a ? b : c);"),
        ("(f (if a b))", "f(a ? b : undefined);"),
        ("(f (cond (a 1) (b) (else 2)))", "f(a ? 1 : b || 2);"),
        ("(f (if a (begin (g) 1) 2))", "let value; if (a) { g(); value = 1; } else value = 2; f(value);"),
        ("(const v (if a (begin (g) 1) 2))", "let v; if (a) { g(); v = 1; } else v = 2;"),
        ("(const v (or (f) (throw a)))", "const v = f(); if (!v) throw a;"),
        ("(const v (and (f) (begin (g) (h))))", "let v = f(); if (v) { g(); v = h(); }"),
        ("(const v (begin (f) (g)))", "f(); const v = g();"),
        ("(const v (let ((w 1)) (f w)))", "const w = 1; const v = f(w);"),
        ("(export (const v (try (f) (catch () 1))))", "export let v; try { v = f(); } catch { v = 1; }"),
        ("(let v) (set! v (try (f) (catch () 1)))", "let v; try { v = f(); } catch { v = 1; }"),
        ("(let v) (set! v (if a b))", "let v; v = a ? b : undefined;"),
        ("(let v) (set! v (if a (begin (f) b)))", "let v; if (a) { f(); v = b; } else v = undefined;"),
        ("(f (begin (g) 1))", "g(); f(1);"),
        ("(throw (begin (g) 1))", "g(); throw 1;"),
        ("(while (begin (f) (g)) (h))", "while (f(), g()) { h(); }"),
        (
            "(while (try (f) (catch () 1)) (h))",
            "while (true) { let value; try { value = f(); } catch { value = 1; } if (!value) break; h(); }",
        ),
        ("(f (block (g) 1))", "let value; { g(); value = 1; } f(value);"),
        ("(const v (class A))", "const v = class A {};"),
    ]);
}

#[test]
fn operands_keep_their_order() {
    check(&[
        (
            "(f (g) (try (h) (catch () 1)))",
            "const result = g(); let value; try { value = h(); } catch { value = 1; } f(result, value);",
        ),
        ("(f 1 (begin (g) 2))", "g(); f(1, 2);"),
        ("(defn m (p) (p.q (begin (f) 1)))", "function m(p) { const q = p.q; f(); return q.call(p, 1); }"),
        ("(console.log (begin (f) 1))", "f(); console.log(1);"),
        ("(o.p (let ((v 1)) (+ v 1)))", "const v = 1; o.p(v + 1);"),
        ("(defn m (o) [...o (begin (f) 1)])", "function m(o) { const items = [...o]; f(); return [...items, 1]; }"),
        (
            "(defn m (o) {...o :k (begin (f) 1)})",
            "function m(o) { const object = { ...o }; f(); return { ...object, k: 1 }; }",
        ),
        ("(set! (. (f) p) (begin (g) 1))", "const result = f(); g(); result.p = 1;"),
        ("(defn m (v) (+= v (begin (f) 1)) v)", "function m(v) { f(); v += 1; return v; }"),
        ("(defn m (o) (+= o.p (begin (f) 1)))", "function m(o) { const p = o.p; f(); return o.p = p + 1; }"),
        ("(defn! m (o) (||= o.p (begin (f) 1)))", "function m(o) { if (!o.p) { f(); o.p = 1; } }"),
        (
            "(defn m (o) (??= o.p (begin (f) 1)))",
            "function m(o) { let p = o.p; if (p == null) { f(); p = 1; o.p = p; } return p; }",
        ),
        ("(defn m (v) (set! v 2) (f v (begin (g) 1)))", "function m(v) { v = 2; g(); return f(v, 1); }"),
        ("(defn m (v) (f v (begin (set! v 2) 1)))", "function m(v) { const v2 = v; v = 2; return f(v2, 1); }"),
        (
            "(defn m (o) (. o ?. (p (try (f) (catch () 1)))))",
            "function m(o) { if (o != null) { const p = o.p; let value; try { value = f(); } catch { value = 1; } return p.call(o, value); } }",
        ),
        ("(< 0 a 10)", "const a2 = a; 0 < a2 && a2 < 10;"),
        ("(defn m (v) (< 0 v 10))", "function m(v) { return 0 < v && v < 10; }"),
        ("(defn m (v) (< 0 (f) v))", "function m(v) { const result = f(); return 0 < result && result < v; }"),
    ]);
}

#[test]
fn lets() {
    check(&[
        ("(defn m () (let ((v 1)) (f v)))", "function m() { const v = 1; return f(v); }"),
        ("(defn m () (let ((v 1)) (set! v 2) v))", "function m() { let v = 1; v = 2; return v; }"),
        ("(defn m () (let ((v 1)) (f v)) (g))", "function m() { { const v = 1; f(v); } return g(); }"),
        ("(defn m (x) (let ((x (+ x 1))) x))", "function m(x) { const x2 = x + 1; return x2; }"),
        ("(defn m (x) (g x) (let ((x 1)) x))", "function m(x) { g(x); { const x = 1; return x; } }"),
        (
            "(defn m () (let* ((a 1) (b (+ a 1))) (* a b)))",
            "function m() { const a = 1; const b = a + 1; return a * b; }",
        ),
        ("(if a (let ((v 1)) (f v)) (g))", "if (a) { const v = 1; f(v); } else g();"),
        ("(fn (v) (let ((w v)) (f w)))", "(v) => { const w = v; return f(w); };"),
        ("(defn m (x) (let ((f (fn () x))) (f)))", "function m(x) { const f = () => x; return f(); }"),
    ]);
}

#[test]
fn named_lets() {
    check(&[
        (
            "(defn m (n) (let next ((i 0) (sum 0)) (if (< i n) (next (+ i 1) (+ sum i)) sum)))",
            "function m(n) { let i = 0; let sum = 0; while (i < n) { sum = sum + i; i = i + 1; } return sum; }",
        ),
        (
            "(defn m (n) (let next ((i 0)) (when (< i n) (f i) (next (+ i 1)))))",
            "function m(n) { let i = 0; while (i < n) { f(i); i = i + 1; } }",
        ),
        (
            "(defn m (n) (let next ((i 0)) (cond ((f i) i) ((g i) (next (+ i 1))) (else nil))))",
            "function m(n) { let i = 0; while (true) { if (f(i)) { return i; } else if (g(i)) { i = i + 1; } else { return null; } } }",
        ),
        (
            "(defn m (n) (let go ((n n)) (if (= n 0) 1 (* n (go (- n 1))))))",
            "function m(n) { const go = (n) => (n === 0 ? 1 : n * go(n - 1)); return go(n); }",
        ),
        (
            "(defn m () (let next ((i 0)) (when (< i 3) (f (fn () i)) (next (+ i 1)))))",
            "function m() { const next = (i) => { if (i < 3) { f(() => i); return next(i + 1); } }; return next(0); }",
        ),
        (
            "(async (defn m () (let next ((i 0)) (when (< i 3) (await (f (fn () i))) (next (+ i 1))))))",
            "async function m() { let nextI = 0; while (true) { const i = nextI; if (i < 3) { await f(() => i); nextI = i + 1; } else break; } }",
        ),
        (
            "(const v (let next ((i 0)) (if (f i) i (next (+ i 1)))))",
            "let v; { let i = 0; while (!f(i)) { i = i + 1; } v = i; }",
        ),
        (
            "(while a (let next ((i 0)) (if (f i) (break) (next (+ i 1)))))",
            "while (a) { let i = 0; while (!f(i)) { i = i + 1; } break; }",
        ),
        (
            "(while a (let next ((i 0)) (cond ((f i) (break)) ((g i) (next (+ i 1))))))",
            "outer: while (a) { let i = 0; while (true) { if (f(i)) { break outer; } else if (g(i)) { i = i + 1; } else { break; } } }",
        ),
        (
            "(defn m () (let a ((i 0)) (if (f i) i (let b ((j 0)) (if (g j) (a (+ i 1)) (b (+ j 1)))))))",
            "function m() { let i = 0; while (true) { if (f(i)) return i; else { let j = 0; while (!g(j)) { j = j + 1; } i = i + 1; } } }",
        ),
    ]);
}

#[test]
fn fresh_lets_fold_away() {
    check(&[
        (
            "(define-syntax first-of (syntax-rules () ((_ e) (let ((v e)) (js/get v 0))))) (f (first-of (g)))",
            "f(g()[0]);",
        ),
        ("(define-syntax both (syntax-rules () ((_ x y) (let ((l x) (r y)) (f l r))))) (both (g) (h))", "f(g(), h());"),
        (
            "(define-syntax swap (syntax-rules () ((_ x y) (let ((l x) (r y)) (f r l))))) (defn m () (swap (g) (h)))",
            "function m() { const l = g(); return f(h(), l); }",
        ),
        (
            "(define-syntax twice (syntax-rules () ((_ x) (let ((l x)) (f l l))))) (defn m (v) (twice v) (twice (g)))",
            "function m(v) { f(v, v); const l = g(); return f(l, l); }",
        ),
        (
            "(define-syntax late (syntax-rules () ((_ x) (let ((l x)) (fn () l))))) (defn m () (late (g)))",
            "function m() { const l = g(); return () => l; }",
        ),
        (
            "(define-syntax maybe (syntax-rules () ((_ c x) (let ((l x)) (if c l 0))))) (defn m (c) (maybe c (g)))",
            "function m(c) { const l = g(); return c ? l : 0; }",
        ),
    ]);
}

#[test]
fn the_names_people_give_win() {
    check(&[
        (
            "(defn m (d) (if-let (user (d.find 1)) user.name \"nobody\"))",
            "function m(d) { const user = d.find(1); return user ? user.name : \"nobody\"; }",
        ),
        (
            "(defn m (user) (if-let (user (f user)) user.name user))",
            "function m(user) { const user2 = f(user); return user2 ? user2.name : user; }",
        ),
        ("(defn! m () (doto (g) (.p 1) (.q 2)))", "function m() { const it = g(); it.p(1); it.q(2); }"),
        ("(define-syntax same (syntax-rules () ((_ x) (let ((l x)) l)))) (same (f)) (same 1) (g)", "f(); g();"),
    ]);
}

#[test]
fn names() {
    check(&[
        ("(defn class (a) a)", "function class_(a) { return a; }"),
        ("(defn m (x) (f (let ((x 1)) x) x))", "function m(x) { const x2 = 1; return f(x2, x); }"),
        (
            "(defn m () (f (try (g) (catch () 1)) (try (h) (catch () 2))))",
            "function m() { let value; try { value = g(); } catch { value = 1; } let value2; try { value2 = h(); } catch { value2 = 2; } return f(value, value2); }",
        ),
        (
            "(defn m (value) (f (try (g) (catch () value))))",
            "function m(value) { let value2; try { value2 = g(); } catch { value2 = value; } return f(value2); }",
        ),
        ("(defn m ({x}) (let (({x} x)) x))", "function m({ x }) { const { x: x2 } = x; return x2; }"),
    ]);
}

#[test]
fn updates_and_declarations() {
    check(&[
        ("(let v 0) (++ v) (f (++ v)) (post++ v)", "let v = 0; v++; f(++v); v++;"),
        ("(def v 1)", "const v = 1;"),
        ("(def v 1) (set! v 2)", "let v = 1; v = 2;"),
        ("(for ((let i 0) (< i 3) (++ i)) (f i))", "for (let i = 0; i < 3; i++) { f(i); }"),
        ("(for ((let i 0) (< i 3) (++ i)) (js/bare (f i)))", "for (let i = 0; i < 3; i++) f(i);"),
        ("(import v (* as w) \"m\") (f v w)", "import v, * as w from \"m\"; f(v, w);"),
        ("(import v {w :k r} \"m\") (f v w r)", "import v, { w, k as r } from \"m\"; f(v, w, r);"),
        ("(label l (while a (break l)))", "l: while (a) { break l; }"),
        ("(do-while (f) (g))", "do { g(); } while (f());"),
    ]);
}

#[test]
fn where_no_statement_can_stand() {
    on_big_stack(|| {
        for (lisp, head) in [
            ("(defn m ((= a (try 1 (catch () 2)))) a)", "try"),
            ("(class A (field x (let ((v 1)) v)))", "let"),
            ("(class A ([(try 1 (catch () 2))] ()))", "try"),
            ("(for (() a (try (f) (catch () 1))) (g))", "try"),
            ("(class A (extends (let ((v 1)) v)))", "let"),
        ] {
            let lisp =
                lisp.replace("(class A ([(try 1 (catch () 2))] ()))", "(class A (method [(try 1 (catch () 2))] ()))");
            let (_, diagnostics) = build(&lisp, &options());
            let [only] = &diagnostics[..] else { panic!("{lisp}: {diagnostics:?}") };
            assert_eq!(only.code, "SX0301", "{lisp}");
            assert!(only.message.contains(&format!("(`{head}`)")), "{lisp}: {}", only.message);
        }
    });
}

#[test]
fn strict_code_assigns_to_no_call() {
    let options = sx_macros::Options { goal: sx_ir::Goal::Script, ..options() };
    let (text, diagnostics) = build("(set! (f) 1) (++ (f)) (for-in ((set! (f)) o) 1)", &options);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert!(text.contains("f() = 1;\nf()++;\nfor (f() in o)"), "{text}");
    for strict in ["(class A (field x (+= (f) 1)))", "(function! () (directive \"use strict\") (set! (f) 1))"] {
        let (_, diagnostics) = build(strict, &options);
        let codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, ["SX0304"], "{strict}");
    }
}

#[test]
fn every_explanation_has_its_code_once() {
    let codes: Vec<&str> = sx_ir::lower::EXPLANATIONS.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["SX0301", "SX0302", "SX0303", "SX0304"]);
}
