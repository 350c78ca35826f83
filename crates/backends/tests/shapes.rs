//! Shapes of JavaScript: each is parsed by the oracle, printed, and must come back as the text that stands here.

mod common;

use common::{assert_same, essence, oracle_print, parse, parse_jsx};
use sx_backends::js::{PrintOptions, print};
use sx_ir::Goal;

/// Prints `text`, checks that the print has the same tree and that printing is stable, and returns it.
fn reprint(text: &str, goal: Goal) -> String {
    let parsed = parse(text, goal).unwrap_or_else(|error| panic!("{error} in {text}"));
    let options = PrintOptions { map: true, ..PrintOptions::default() };
    let printed = print(&parsed.tree, &parsed.comments, &options).text;
    let again = parse(&printed, goal).unwrap_or_else(|error| panic!("{error} in\n{printed}"));
    assert_same(&parsed.tree, &again.tree, &printed);
    let twice = print(&again.tree, &again.comments, &options).text;
    assert_eq!(twice, printed, "printing is stable");
    if parsed.comments.is_empty() {
        assert_eq!(essence(&printed), essence(&oracle_print(&printed, goal)), "the oracle prints the same tokens");
    }
    printed
}

/// Checks each line of `text` as a script of its own.
fn keeps_lines(text: &str) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let changed: Vec<_> = lines.filter(|line| reprint(line, Goal::Script) != format!("{line}\n")).collect();
    assert!(changed.is_empty(), "{:#?}", changed.iter().map(|line| reprint(line, Goal::Script)).collect::<Vec<_>>());
}

fn keeps(text: &str) {
    assert_eq!(reprint(text, Goal::Script), text);
}

fn keeps_module(text: &str) {
    assert_eq!(reprint(text, Goal::Module), text);
}

#[track_caller]
fn gives(text: &str, wanted: &str) {
    assert_eq!(reprint(text, Goal::Script), wanted);
}

#[test]
fn statements_do_not_start_like_others() {
    keeps_lines(
        "({}).a;
        ({}).a + b;
        (function () {})();
        (function () {})(), a;
        (class {}).name;
        (class A {}).name;
        ({ a } = b);
        ({ a } = b), c;
        [a] = b;
        (let)[0] = 1;
        (let);
        a = let;
        () => ({});
        () => ({}).a;
        () => ({ a } = b);
        () => ({ a: 1 });
        () => (a = b);
        () => (a, b);
        () => (a ? b : c);
        (async () => {})();
        async();
        f(function () {}, class {}, {});",
    );
    keeps_module("export default (function () {});\n");
    keeps_module("export default (class {});\n");
    keeps_module("export default (function () {})();\n");
    keeps_module("export default {};\n");
    keeps_module("export default (a, b);\n");
    keeps_module("export default function () {}\n");
    keeps_module("export default class A {}\n");
}

#[test]
fn binary_operands_have_the_parentheses_they_need() {
    keeps_lines(
        "(-a) ** b;
        a ** -b;
        (a ** b) ** c;
        a ** b ** c;
        ++a ** b;
        (a && b) || c;
        (a ?? b) || c;
        a ?? (b && c);
        (a || b) ?? c;
        a ?? b ?? c;
        a ?? (b ?? c);
        a && (b || c);
        a && (b && c);
        a - (b - c);
        a - b - c;
        a + b - c;
        (a * b) / c;
        (a * b) % c;
        a * b * c;
        a + (b % c);
        a + b * c;
        (a | b) & c;
        (a << 1) | b;
        (a == b) == c;
        a < b < c;
        (a, b) + c;
        (a = b) + c;
        (a ? b : c) + d;
        (() => {}) + a;
        (() => {}) || a;
        a in b in c;
        a instanceof (b in c);",
    );
    gives("a|b<<c", "a | (b << c);\n");
    gives("a&&b||c", "(a && b) || c;\n");
}

#[test]
fn signs_and_comments_do_not_run_together() {
    keeps_lines(
        "- -a;
        + +a;
        - --a;
        + ++a;
        -+a;
        +-a;
        - -1;
        a - -b;
        a - --b;
        a + ++b;
        a-- - b;
        a++ + b;
        a < !--b;
        a-- > b;
        a / /b/;
        !(a in b);
        !(a, b);
        typeof (() => {});
        typeof -a;
        void 0;
        ~~a;",
    );
}

#[test]
fn conditionals_and_assignments_nest_to_the_right() {
    keeps_lines(
        "a ? (b, c) : (d, e);
        (a ? b : c) ? d : e;
        a ? b : c ? d : e;
        a ? (b ? c : d) : e;
        (a = b) ? c : d;
        a ? (b = c) : (d = e);
        a = b = c;
        a += b ||= c;
        a **= b;
        a >>>= b;
        (a = b).c;
        a[b] ??= c;
        (a, b)[c];
        a[b, c];",
    );
}

#[test]
fn links_end_where_they_ended() {
    keeps_lines(
        "new (f())();
        new (a.b())();
        new (a().b)();
        new (a()[b].c)();
        new a.b.c();
        new (a?.b)();
        new A;
        new A(b);
        (new A).b;
        (new A)();
        new (new A)();
        new A().b;
        new A()();
        new f``();
        new (import(a))();
        (a?.b).c;
        (a?.b)();
        (a?.b)[c];
        (a?.b).c?.d;
        a?.b.c;
        a?.[b]?.(c);
        a?.b();
        (a?.b())();
        (a?.b)`c`;
        a.b`c`;
        a()`c`.d;
        delete a?.b;
        delete a.b;
        (0, a.b)();
        (0, eval)(a);
        (0, a?.b)();
        (0, a.b)`c`;
        typeof (0, a);
        typeof a;
        delete (0, a.b);
        (() => {})();
        (a, b)();
        (a ? b : c)();
        (-a)();
        (a + b).c;",
    );
}

#[test]
fn dots_after_numbers_are_not_decimal_points() {
    keeps_lines(
        "(1).a;
        (1)?.a;
        1.5.a;
        1..a;
        1e3.a;
        1n.a;
        0x10.a;
        1[a];
        (1_000).a;",
    );
}

#[test]
fn heads_of_loops_do_not_start_or_end_early() {
    keeps_lines(
        "for (var a = (b in c); ; );
        for (var a = (b in c) ? d : e; ; );
        for (var a = b ? c in d : e; ; );
        for (var a = () => (b in c); ; );
        for ((a in b); ; );
        for (a[b in c]; ; );
        for (a = (b in c) || d; ; );
        for (let [a = b in c] = d; ; );
        for ((let) of a);
        for ((async) of a);
        for ((let) in a);
        for ((let).a in b);
        for ((let).a of b);
        for (a of (b, c));
        for (a in b, c);
        for (const a of b);
        for (var { a } in b);
        for ([a, b] of c);
        for (a.b of c);
        for (;;);
        for (; a; );
        for (let a = 0, b = 1; a < b; a++, b--) c;",
    );
    gives("for (async.a of b);", "for (async.a of b);\n");
    keeps_module("for await (const a of b);\n");
    keeps_module("for await ((async) of b);\n");
}

#[test]
fn an_else_belongs_to_its_if() {
    gives("if (a) { if (b) c; } else d;", "if (a) {\n  if (b) c;\n} else d;\n");
    keeps("if (a) b;\nelse c;\n");
    keeps("if (a) b;\nelse if (c) d;\nelse e;\n");
    keeps("if (a) {\n  b;\n} else if (c) {\n  d;\n} else {\n  e;\n}\n");
    keeps("if (a);\nelse;\n");
    keeps("if (a) function f() {}\nelse function g() {}\n");
    keeps("l: function f() {}\n");
}

#[test]
fn strings_and_directives_are_told_apart() {
    keeps("\"use strict\";\n(\"not\");\n");
    keeps("function f() {\n  'say \"hi\"';\n  (\"not\");\n  \"nor this\";\n}\n");
    keeps("\"a\" + b;\n");
    gives("'it\\'s'; a = 'x\\\"y'; b = '\\u2028\\0' ", "\"it\\'s\";\na = 'x\"y';\nb = \"\\u2028\\0\";\n");
}

#[test]
fn functions_and_classes_have_every_form() {
    keeps_lines(
        "a = function () {};
        a = function b() {};
        a = function* () {};
        a = async function* b() {};
        async () => await a;
        async () => (await a) ** b;
        async (a, { b }, [c, , d] = e, ...f) => {};
        (a) => (b) => c;
        a = { b, c: d, [e]: f, \"g\": h, 1: i, ...j };
        a = { b() {}, async c() {}, *d() {}, async *e() {}, get f() {}, set f(a) {} };
        a = { __proto__: b };
        a = [,];
        a = [b, ,];
        a = [, b, ...c];
        [a, ,] = b;
        ({ a, b: c, [d]: e = f, g = 1, ...h } = i);
        class A extends (a, b) {}
        class A extends (() => {}) {}
        class A extends a?.b {}
        class A extends a() {}
        a = class extends null {};",
    );
    keeps(
        "class A extends B {
  a;
  static b = 1;
  #c = () => {};
  static async *d() {
    yield* this.#c;
  }
  get #e() {
    return #c in this;
  }
  static {
    this.b = new.target;
  }
  constructor() {
    super();
    super.f = super[\"g\"]();
  }
  [h]() {}
  \"i\"() {}
}
",
    );
    keeps("function* f() {\n  (yield a) ? b : c;\n  yield (a, b);\n  yield* yield;\n  a = yield;\n  yield;\n}\n");
}

#[test]
fn decorators_stand_before_what_they_decorate() {
    keeps_module("@a\n@b.c(d)\nclass A {\n  @e() f = 1;\n  @(g[0]) accessor h;\n  @i static j() {}\n}\n");
    keeps_module("a = @b class {};\n");
    keeps_module("(@b class {});\n");
}

#[test]
fn statements_have_every_form() {
    keeps(
        "try {
  a();
} catch ({ b }) {
  throw b;
} finally {}
try {} catch {}
a: for (;;) {
  break a;
}
switch (a) {
  case 1:
  case 2: {
    b();
  }
  default:
    c();
    break;
}
do {
  a;
} while (b);
do a;
while (b);
while ((a = b)) c();
with (a) b;
var a,
  b = 1;
var c, d;
debugger;
{
  let a;
};
",
    );
}

#[test]
fn modules_have_every_form() {
    keeps_module(
        "import \"a\";
import b from \"b\";
import * as c from \"c\";
import d, * as e from \"d\";
import f, { g, h as i, \"j\" as k } from \"f\" with { type: \"json\" };
export { b, c as l, d as \"m\" };
export {};
export { b as n, default } from \"b\";
export * from \"c\";
export * as o from \"d\" with { type: \"json\" };
export * as \"p\" from \"d\";
export const q = 1;
export function r() {}
export class s {}
await import(\"a\", { with: {} });
import.meta.url;
",
    );
}

#[test]
fn jsx_is_kept() {
    let flat = "a = <A.b c=\"d\" {...e} f={<g />} h:i>text {j} {/* k */}</A.b>;\n";
    // Texts hold the line ends that the source had.
    let broken = "a = (\n  <A.b c=\"d\" {...e} f={<g />} h:i>\n  text {j} <></>\n    {/* k */}\n</A.b>\n);\n";
    for text in [flat, broken] {
        let parsed = parse_jsx(text).expect("parses");
        let printed = print(&parsed.tree, &[], &PrintOptions::default()).text;
        assert_eq!(printed, text.replace("{/* k */}", "{}"));
    }
}

#[test]
fn templates_are_verbatim() {
    keeps("`a\n  ${b + `${c}`}\\n${d, e}`;\n");
    keeps("f`${{ a }}${() => {\n  b;\n}}`;\n");
}

#[test]
fn what_is_too_wide_is_broken_like_people_break_it() {
    let a = "a".repeat(30);
    gives(&format!("f({a}, {a}, {a}, {a});"), &format!("f(\n  {a},\n  {a},\n  {a},\n  {a},\n);\n"));
    gives(
        &format!("const x = {a} && {a} && {a} && {a};"),
        &format!("const x =\n  {a} &&\n  {a} &&\n  {a} &&\n  {a};\n"),
    );
    gives(
        &format!("if ({a} && {a} && {a} && {a}) b();"),
        &format!("if (\n  {a} &&\n  {a} &&\n  {a} &&\n  {a}\n) b();\n"),
    );
    gives(
        &format!("function f() {{ return {a} + {a} + {a} + {a}; }}"),
        &format!("function f() {{\n  return (\n    {a} +\n    {a} +\n    {a} +\n    {a}\n  );\n}}\n"),
    );
    gives(&format!("x = {a} ? {a} : {a} + {a};"), &format!("x = {a}\n  ? {a}\n  : {a} + {a};\n"));
    gives(
        &format!("{a}.then({a}).catch({a}).finally(b);"),
        &format!("{a}\n  .then({a})\n  .catch({a})\n  .finally(b);\n"),
    );
    gives(
        "fetch(url).then((r) => { a(); }).catch((e) => { b(); });",
        "fetch(url)\n  .then((r) => {\n    a();\n  })\n  .catch((e) => {\n    b();\n  });\n",
    );
    gives("on('a', (b) => { c(); });", "on(\"a\", (b) => {\n  c();\n});\n");
    gives("later(() => { c(); }, 10);", "later(() => {\n  c();\n}, 10);\n");
    gives("x = {\na,\nb};", "x = {\n  a,\n  b,\n};\n");
    gives("x = {\na, b};", "x = {\n  a, b,\n};\n");
    gives(
        &format!("import {{ {a}, b{a}, c{a}, d{a} }} from 'm';").replace("import", "x = f(").replace(" from 'm'", ")"),
        &format!("x = f({{ {a}, b{a}, c{a}, d{a} }});\n")
            .replace("{ ", "{\n  ")
            .replace(", ", ",\n  ")
            .replace(" }", ",\n}"),
    );
}

#[test]
fn blank_lines_and_comments_stay() {
    keeps("// a\n\n/* b */\nc(); // d\n\n// e\nf(); /* g */\n\n// h\n");
    keeps("function f(/* a */ b) {\n  // c\n\n  d;\n\n  // e\n}\n");
    keeps("function f() {\n  // only\n}\n");
    keeps("f(\n  a, // b\n  // c\n  d,\n);\n");
    keeps("x = {\n  a, // b\n\n  /** c */\n  d() {},\n  // e\n};\n");
    keeps("if (a) {\n  b; // c\n} else {\n  // d\n}\n");
    keeps("switch (a) {\n  // b\n  case 1: // c\n    d;\n  // e\n  default:\n}\n");
    keeps("function f() {\n  return ( // a\n    b\n  );\n}\n");
    keeps("function f() {\n  return (\n    // a\n\n    // b\n    c // d\n  );\n}\n");
    keeps("function f() {\n  throw (\n    /* a\n     c */ b\n  );\n}\n");
    keeps("function f() {\n  return /* a */ b;\n}\n");
    keeps("if (\n  // a\n\n  // b\n  c // d\n) {\n  e;\n}\n");
    keeps("function* f() {\n  yield (\n    /* a\n     c */ b\n  );\n}\n");
    gives("a = // b\n c;", "a = // b\n  c;\n");
    gives("a + /* b */ c // d\n + e", "a +\n  /* b */ c + // d\n  e;\n");
    keeps("a &&\n  // b\n  c;\n");
    keeps("x = a\n  ? // b\n    c\n  : d;\n");
}
