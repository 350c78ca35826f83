//! Literals in rows: whatever stands in them and wherever their lines end, the Lisp of `reverse` is in house style, and the
//! JavaScript that is built from it reads as the same Lisp, line ends and comments included.

#[path = "common/round_trip.rs"]
#[allow(dead_code, reason = "the cases are made here")]
mod round_trip;
#[path = "common/stack.rs"]
mod stack;

use proptest::prelude::*;
use round_trip::round_trip;
use sx_driver::{Source, format_text};

/// Values that JavaScript has on one line.
const VALUES: &[&str] = &[
    "1",
    "-2",
    "a",
    "b.c",
    "\"s\"",
    "f(x)",
    "[1, 2]",
    "{ p: 1 }",
    "!d",
    "a + b",
    "...e",
    "new G(1)",
    "() => 1",
    "`t`",
    "/x/g",
    "null",
    "\"a long string of text that is rather wide\"",
    "someLongIdentifierName",
];

/// What stands behind the comma of an entry.
const BETWEEN: &[&str] = &[" ", " ", " ", " ", "\n", "\n", "\n\n", " // c\n", " /* d */\n", "\n// own\n", " /* e */ "];

/// A literal that begins below its opener; `of` is a value in it.
fn literal(of: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let entry = (of, prop::sample::select(BETWEEN));
    let ends = (prop::sample::select(&["\n", " // open\n"][..]), prop::sample::select(&["\n", " // last\n"][..]));
    (prop::bool::ANY, ends, prop::collection::vec(entry, 1..14)).prop_map(|(is_object, (open, close), entries)| {
        let mut text = String::from(if is_object { "{" } else { "[" }) + open;
        for (at, (value, between)) in entries.iter().enumerate() {
            if is_object && !value.starts_with("...") {
                text.extend(["k", &at.to_string(), ": "]);
            }
            text += value;
            if at + 1 < entries.len() {
                text += ",";
                text += between;
            }
        }
        text + close + if is_object { "}" } else { "]" }
    })
}

fn value() -> impl Strategy<Value = String> {
    let plain = || prop::sample::select(VALUES).prop_map(str::to_owned);
    prop_oneof![12 => plain(), 1 => literal(plain())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn literals_are_settled_at_once(
        text in literal(value()),
        (before, after) in prop::sample::select(&[
            ("x = ", ";"),
            ("f(", ");"),
            ("const y = g(1, ", ");"),
            ("if (a) {\n  z = w(", ");\n}"),
            ("m.n(function () {\n  return ", ";\n});"),
        ][..]),
    ) {
        let (lisp, built) = round_trip("case.js", &format!("{before}{text}{after}\n"));
        let formatted = format_text(&Source::new("case.lisp", lisp.clone())).text;
        prop_assert_eq!(formatted.as_deref(), Some(lisp.as_str()));
        let (again, rebuilt) = round_trip("case.js", &built);
        prop_assert_eq!(again, lisp);
        prop_assert_eq!(rebuilt, built);
    }
}
