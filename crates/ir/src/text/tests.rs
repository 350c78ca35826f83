//! Round trips of the textual IR over random well-formed trees, and what is refused.

use super::{parse, print, print_json};
use crate::anf::{linearise, nest, same_tree};
use crate::random_tree::build_tree;
use crate::verify::verify;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn trees_go_there_and_back(choices in prop::collection::vec(any::<u8>(), 0..600)) {
        let tree = build_tree(&choices);
        prop_assert_eq!(verify(&tree), Ok(()));
        let nested = nest(&linearise(&tree));
        prop_assert!(same_tree(&nested, &tree));
        let text = print(&tree);
        let parsed = parse(&text).map_err(|error| TestCaseError::fail(format!("{error:?}\n{text}")))?;
        prop_assert!(same_tree(&parsed, &tree), "{}", text);
        prop_assert_eq!(verify(&parsed), Ok(()));
        prop_assert_eq!(print(&parsed), text);
    }

    #[test]
    fn no_text_panics(text in "(sx-ir 1 module\n)?[%{}=\\[\\]\"a-z0-9 \\-\n@,é\\\\]{0,80}") {
        let _ = parse(&text);
    }
}

const SMALL: &str = r#"sx-ir 1 module
binding 0 function area fixed
binding 1 param r
binding 2 const greeting @written "greet-ing"

item area {
  %0 = bind area.0
  %7 = function[declaration] @doc "The area." %0 {
    %1 = bind r.1
    %2 = params %1
  } {
    %3 = name r.1
    %4 = number "3.14"
    %5 = binary "*" %4 %3
    %6 = return %5
    %8 = body %6
  }
}

item greeting {
  %0 = bind greeting.2
  %1 = string "a\u{D800}" @raw "'a\\ud800'"
  %2 = declarator %0 %1
  %3 = declare const %2
}
"#;

#[test]
fn text_is_read_and_numbered_anew() {
    let tree = parse(SMALL).expect("well-formed");
    let text = print(&tree);
    assert!(text.contains("  %8 = function[declaration] @doc \"The area.\" %0 {\n    %1 = bind r.1\n"), "{text}");
    assert!(text.contains("%1 = string \"a\\u{D800}\" @raw"), "{text}");
    assert!(same_tree(&parse(&text).expect("printed"), &tree));
}

#[test]
fn json_is_flat_and_complete() {
    let json = print_json(&parse(SMALL).expect("well-formed"));
    let value: serde_json::Value = serde_json::from_str(&json.replace("\\uD800", "?")).expect("JSON");
    assert_eq!(value["items"][0]["name"], "area");
    let nodes = value["items"][0]["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.last().expect("nodes")["kind"], "function");
    assert!(json.contains("\"text\":\"a\\uD800\""), "{json}");
}

#[test]
fn damaged_text_is_refused_at_its_place() {
    for (from, to, expected) in [
        ("sx-ir 1", "sx-ir 9", "version 1"),
        ("%4 %3", "%4 %9", "defined before"),
        ("%4 %3", "%4 %4", "not used yet"),
        ("body %6", "body", "used once"),
        ("r.1\n    %4", "q.1\n    %4", "binding of the table"),
        ("\"*\"", "\"?\"", "an operator"),
        ("[declaration]", "[declared]", "a flag"),
        ("declarator", "declaration", "a kind"),
        ("const %2\n}", "const %2", "`%name =` or `}`"),
    ] {
        let text = SMALL.replacen(from, to, 1);
        assert_ne!(text, SMALL, "{from}");
        let error = parse(&text).expect_err(to);
        assert!(error.message.contains(expected), "{to}: {}", error.message);
        assert!(!error.span.is_none());
    }
}

#[test]
fn depth_costs_no_stack() {
    let depth = 100_000;
    let tree = crate::random_tree::deep_tree(depth);
    assert_eq!(verify(&tree), Ok(()));
    let text = print(&tree);
    assert!(same_tree(&parse(&text).expect("printed"), &tree));
    assert!(print_json(&tree).len() > depth);
}
