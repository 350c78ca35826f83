//! Macro code on forms that are nested as deeply as a file may nest them: it works, in time that grows with the size.

use std::sync::Arc;
use sx_base::Source;
use sx_macros::{NoModules, Options, STACK_BYTES, expand};

/// The errors of a file, on a thread with enough stack.
fn errors(text: String) -> Vec<String> {
    let run = move || {
        let source = Arc::new(Source::new("deep.lisp", text));
        let (file, read) = sx_reader::read(&source);
        let (_, found) = expand(file, source, &Options::default(), &NoModules);
        read.into_iter().chain(found).filter(sx_base::Diagnostic::is_error).map(|d| d.message).collect()
    };
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run).expect("a thread starts");
    thread.join().expect("does not panic")
}

fn nested(open: &str, depth: usize, inside: &str, close: &str) -> String {
    format!("{}{inside}{}", open.repeat(depth), close.repeat(depth))
}

/// Each call passes on what is in it: the data of all calls together grows with their number.
#[test]
fn calls_in_each_other_take_their_operands_by_reference() {
    let calls = nested("(m ", 4_900, "1", ")");
    assert_eq!(errors(format!("(defmacro m (e) `(if true ,e 0))\n(globalThis.f {calls})")), [""; 0]);
    let matches = nested("(match x (1 2) (_ ", 2_400, "0", "))");
    assert_eq!(errors(format!("(const x 1)\n{matches}")), [""; 0]);
}

#[test]
fn walkers_and_questions_go_as_deep_as_forms() {
    let walk = "(begin-for-syntax (defn walk (x) (let ((y (macroexpand x))) (if (Array.isArray y) (.map y walk) y))))
                (defmacro inc (e) `(+ 1 ,e))
                (defmacro w (e) (walk e))";
    let calls = nested("(inc ", 2_000, "1", ")");
    assert_eq!(errors(format!("{walk}\n(globalThis.f (w {calls}))")), [""; 0]);
    let asks = "(defmacro d (n) (if (= n 0) 1 (macroexpand `(d ,(- n 1)))))";
    assert_eq!(errors(format!("{asks}\n(globalThis.f (d 900))")), [""; 0]);
    let quoted = nested("(f ", 4_900, "1", ")");
    assert_eq!(errors(format!("(declare-global f) (defmacro q () `{quoted})\n(f (q))")), [""; 0]);
}

/// What a macro kept of a call is there when the call is over.
#[test]
fn deep_parts_that_are_kept_are_found_later() {
    let keep = "(begin-for-syntax (def kept []) (defn inner (x) (if (Array.isArray x) (inner (.at x -1)) x)))
                (defmacro keep (x) (.push kept x) nil)
                (defmacro in-a-macro () (error (String (inner (. kept [0])))))
                (defmacro in-a-helper () `(begin-for-syntax (error (String (inner (. kept [0]))))))";
    let parts = nested("(f ", 40, "7", ")");
    for (later, what) in [("in-a-macro", "the macro `in-a-macro`"), ("in-a-helper", "`begin-for-syntax`")] {
        let found = errors(format!("{keep}\n(keep {parts})\n({later})"));
        assert_eq!(found, [format!("{what} failed: Error: 7")]);
    }
}

#[test]
fn let_syntax_goes_as_deep_as_forms() {
    for inside in ["(let-syntax () ", "(letrec-syntax ((m (syntax-rules () ((_) 1)))) (m) "] {
        assert_eq!(errors(nested(inside, 4_900, "1", ")")), [""; 0], "{inside}");
    }
}

#[test]
fn what_is_deeper_is_said_to_be() {
    let walk = "(begin-for-syntax (defn down (x) (+ 1 (down x))))\n(defmacro w (e) (down e))\n(w 1)";
    assert_eq!(errors(walk.to_owned()), ["the macro `w` failed: its functions call each other too deeply"]);
}
