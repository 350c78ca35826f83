//! What V and S see, on programs written as textual IR.

use super::chunks;
use crate::text::parse;

/// The V and S of the first chunk.
fn hashes(bindings: &str, items: &str) -> ([u8; 32], [u8; 32]) {
    let tree =
        parse(&format!("sx-ir 1 module\n{bindings}\n{items}")).unwrap_or_else(|error| panic!("{error:?}\n{items}"));
    crate::verify::verify(&tree).expect("well-formed");
    let first = chunks(&tree).swap_remove(0);
    (first.v, first.s)
}

const BINDINGS: &str =
    "binding 0 function f fixed\nbinding 1 param x\nbinding 2 param y\nbinding 3 global g\nbinding 4 const t";

/// `const f = …` around `value`, the instructions of a value.
fn constant(value: &str, last: &str) -> String {
    format!("item {{\n%b = bind f.0\n{value}\n%d = declarator %b {last}\n%e = declare const %d\n}}")
}

fn assert_same(left: &str, right: &str, same_spelling: bool) {
    let (a, b) = (hashes(BINDINGS, left), hashes(BINDINGS, right));
    assert_eq!(a.0, b.0, "V of\n{left}\n{right}");
    assert_eq!(a.1 == b.1, same_spelling, "S of\n{left}\n{right}");
}

fn assert_differ(left: &str, right: &str) {
    assert_ne!(hashes(BINDINGS, left).0, hashes(BINDINGS, right).0, "V of\n{left}\n{right}");
}

#[test]
fn literals_hash_by_value() {
    assert_same(&constant("%n = number \"0x10\"", "%n"), &constant("%n = number 16", "%n"), true);
    assert_same(&constant("%n = string a @raw \"'a'\"", "%n"), &constant("%n = string a", "%n"), true);
    assert_differ(&constant("%n = number 16", "%n"), &constant("%n = number 17", "%n"));
    assert_differ(&constant("%n = number 16", "%n"), &constant("%n = big-int \"16n\"", "%n"));
}

#[test]
fn members_hash_by_key() {
    let dot = constant("%g = name g.3\n%m = member p %g", "%m");
    let brackets = constant("%g = name g.3\n%k = string p\n%m = index[braces] %g %k", "%m");
    assert_same(&dot, &brackets, false);
}

#[test]
fn literal_keys_hash_by_property_name() {
    let object = |key: &str| constant(&format!("%k = {key}\n%g = name g.3\n%s = property %k %g\n%o = object %s"), "%o");
    for same in ["string \"16\"", "number 16", "number \"0x10\""] {
        assert_same(&object("key-name \"16\""), &object(same), false);
    }
    assert_differ(&object("number 16"), &object("string \"0x10\""));
}

#[test]
fn sequences_hash_by_their_operands() {
    let flat = constant("%a = name g.3\n%h = name g.3\n%c = number 1\n%s = sequence %a %h %c", "%s");
    let nested =
        constant("%a = name g.3\n%h = name g.3\n%t = sequence %a %h\n%c = number 1\n%s = sequence %t %c", "%s");
    assert_same(&flat, &nested, false);
}

#[test]
fn shorthand_hashes_as_its_property() {
    let short = constant("%g = name g.3\n%s = shorthand g %g\n%o = object %s", "%o");
    let long = constant("%k = key-name g\n%g = name g.3\n%s = property %k %g\n%o = object %s", "%o");
    assert_same(&short, &long, false);
    let proto = "shorthand __proto__";
    let short = short.replace("shorthand g", proto);
    let long = long.replace("key-name g", "key-name __proto__");
    assert_differ(&short, &long);
}

/// An arrow of one parameter that gives it back.
fn arrow(name: &str, block: bool) -> String {
    let body =
        if block { format!("%n = name {name}\n%r = return %n\n%o = body %r") } else { format!("%n = name {name}") };
    let flags = if block { "arrow" } else { "arrow,expression" };
    constant(&format!("%a = function[{flags}] - {{\n%p = bind {name}\n%q = params %p\n}} {{\n{body}\n}}"), "%a")
}

#[test]
fn locals_are_numbered_and_bodies_are_one() {
    assert_same(&arrow("x.1", false), &arrow("y.2", false), false);
    assert_same(&arrow("x.1", false), &arrow("x.1", true), false);
}

#[test]
fn direct_eval_sees_names() {
    let poisoned = |name: &str| {
        let body = format!("%n = name {name}\n%g = name[place] g.3\n%c = call[eval] %g %n");
        constant(
            &format!("%a = function[arrow,expression] - {{\n%p = bind {name}\n%q = params %p\n}} {{\n{body}\n}}"),
            "%a",
        )
    };
    assert_differ(&poisoned("x.1"), &poisoned("y.2"));
}

/// `function f() {…}` with the given items in its body.
fn function(items: &str, names: &str) -> String {
    format!(
        "item {{\n%b = bind f.0\n%f = function[declaration] %b {{\n%p = params\n}} {{\n{items}\n%o = body {names}\n}}\n}}"
    )
}

#[test]
fn braces_and_last_return_are_no_meaning() {
    let bare = "%g = name g.3\n%i = if %g {\n%h = name g.3\n%e = expr %h\n} -";
    let braced = "%g = name g.3\n%i = if %g {\n%h = name g.3\n%e = expr %h\n%k = block %e\n} -";
    assert_same(&function(bare, "%i"), &function(braced, "%i"), false);
    assert_same(&function(bare, "%i"), &function(&format!("{bare}\n%r = return -"), "%i %r"), false);
}

#[test]
fn names_of_functions_are_observable() {
    let local = |id: u32, name: &str, value: &str| {
        let bindings = format!("{BINDINGS}\nbinding 5 const a\nbinding 6 const b");
        let items =
            function(&format!("%n = bind {name}.{id}\n{value}\n%d = declarator %n %v\n%e = declare const %d"), "%e");
        hashes(&bindings, &items).0
    };
    let arrow = "%v = function[arrow,expression] - {\n%q = params\n} {\n%z = null\n}";
    assert_eq!(local(5, "a", "%v = null"), local(6, "b", "%v = null"));
    assert_ne!(local(5, "a", arrow), local(6, "b", arrow));
}

#[test]
fn grouping_and_export_form_are_no_meaning() {
    let bindings = "binding 0 const a fixed\nbinding 1 const b fixed";
    let declarator = |at: u32| {
        let name = ["a", "b"][at as usize];
        format!("%{name} = bind {name}.{at}\n%v{at} = number {at}\n%d{at} = declarator %{name} %v{at}\n")
    };
    let grouped = format!(
        "item {{\n{}{}%e = declare const %d0 %d1\n%x = export-declaration %e\n}}",
        declarator(0),
        declarator(1)
    );
    let single = |at: u32| format!("item {{\n{}%e = declare const %d{at}\n}}\n", declarator(at));
    let list = "item {\n%a = name a.0\n%k = key-name a\n%s = export-specifier %a %k\n\
                %b = name b.1\n%l = key-name b\n%t = export-specifier %b %l\n%x = export-list %t %s\n}";
    let all = |items: &str| chunks(&parse(&format!("sx-ir 1 module\n{bindings}\n{items}")).expect("well-formed"));
    let (left, right) = (all(&grouped), all(&format!("{}{}{list}", single(0), single(1))));
    let names: Vec<&str> = left.iter().map(|chunk| chunk.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "(exports)"]);
    for (left, right) in left.iter().zip(&right) {
        assert_eq!((&left.name, left.v), (&right.name, right.v));
        assert_ne!(left.s, right.s);
    }
}

#[test]
fn hashes_do_not_change_by_accident() {
    let hash = hashes(BINDINGS, &arrow("x.1", false)).0;
    assert_eq!(hash[..8], 0xc829_3477_34e0_c06c_u64.to_be_bytes());
}

proptest::proptest! {
    #[test]
    fn every_tree_hashes_the_same_after_a_round_trip(choices in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let tree = crate::random_tree::build_tree(&choices);
        let again = parse(&crate::text::print(&tree)).expect("printed");
        proptest::prop_assert_eq!(chunks(&tree), chunks(&again));
    }
}
