//! The macros of the prelude keep what they promise, each one.
//!
//! `tests/prelude/order.txt`: in which order operands are evaluated. `tests/prelude/values.txt`: names as values.
//! A macro that stands in neither fails the tests.

mod common;

use common::{value, with_stack};
use std::fmt::Write as _;
use std::path::Path;

const ORDER: &str = include_str!("../../../tests/prelude/order.txt");
const VALUES: &str = include_str!("../../../tests/prelude/values.txt");

/// What the forms of `order.txt` name.
const NAMES: &str = "(def seen [])
(defn t (name value) (seen.push name) value)
(def xs [1 2 3])
(defn f (...all) (.reduce all (fn (a b) (+ a b)) 0))
(defn g (...all) (.reduce all (fn (a b) (+ a b)) 0))
(def box {:a 0 :b 0 f})
(def inner {:z 0})
(def x {(get y () (t \"get\" inner))})
";

/// Names that the prelude takes for granted, which a program may use otherwise.
const TAKEN: &str = "Array Math Date console Error String Object Number JSON Set Map value it out start before";

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with(";;"))
}

/// The name at the head of a line.
fn head(line: &str) -> &str {
    let end = line.find([' ', ')']).unwrap_or(line.len());
    &line[1..end]
}

fn run(text: &str) -> String {
    value(Path::new("example.lisp"), text)
}

#[test]
fn operands_are_evaluated_once_and_in_order() {
    with_stack(|| {
        let mut wrong = String::new();
        for line in lines(ORDER) {
            let (form, wanted) = line.split_once(" ;=>").expect("a line is `form ;=> order`");
            let wanted = wanted.trim();
            let plain = format!("{NAMES}{form}\n(seen.join \" \")");
            let shadowed = format!("{NAMES}(defn go ({TAKEN}) {form} (seen.join \" \"))\n(go)");
            for program in [plain, shadowed] {
                let found = run(&program);
                if found != format!("\"{wanted}\"") {
                    let _ = writeln!(wrong, "{form}\n  wanted {wanted}, got {found}");
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    });
}

#[test]
fn the_order_of_every_macro_is_tested() {
    let tested: Vec<&str> = lines(ORDER).map(head).collect();
    let all = sx_macros::prelude::names();
    let missing: Vec<&str> = all.iter().map(|name| name.as_str()).filter(|name| !tested.contains(name)).collect();
    assert!(missing.is_empty() && all.len() > 40, "order.txt has no line for {missing:?}");
}

#[test]
fn names_as_values_do_what_the_macros_do() {
    with_stack(|| {
        let mut wrong = String::new();
        for line in lines(VALUES) {
            let name = head(line);
            let call = |head: &str| {
                let form = line.replacen(name, head, 1);
                run(&format!("(def seen []) (defn id (x) x)\n(const result {form})\n[result seen]"))
            };
            let (direct, through) = (call(name), call(&format!("(id {name})")));
            if direct != through || direct.starts_with("error") || !direct.starts_with('[') {
                let _ = writeln!(wrong, "{line}\n  the macro gives {direct}, the function {through}");
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    });
}

#[test]
fn every_name_that_is_a_value_is_tested() {
    with_stack(|| {
        let tested: Vec<&str> = lines(VALUES).map(head).collect();
        for name in sx_macros::prelude::names() {
            let is_value = run(&format!("(def it {name})\n1")) == "1";
            assert!(!is_value || tested.contains(&name.as_str()), "values.txt has no line for {}", name.as_str());
        }
    });
}
