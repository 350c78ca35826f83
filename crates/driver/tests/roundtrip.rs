//! JavaScript that comes back byte for byte: through `reverse` to Lisp and through `compile` to JavaScript again.
//!
//! A case is JavaScript as the printer writes it. The corpora of `tests/roundtrip` cover the grammar; here stand the shapes
//! that went wrong once. Those with comments stand in `comments.rs`.

#[path = "common/round_trip.rs"]
mod round_trip;
#[path = "common/stack.rs"]
mod stack;

use round_trip::{NoModules, check, round_trip};
use stack::with_stack;
use std::sync::Arc;
use sx_driver::{CompileOptions, ReverseOptions, Source, SourceGoal, compile, format_text, reverse};

/// A pattern that is broken far to the right has its value below it, in what rev writes and in what the formatter does.
#[test]
fn patterns_far_to_the_right() {
    with_stack(|| {
        let (opener, closer) = ("{a_a: ".repeat(24), "}".repeat(24));
        let function = "() => { const {x: o, y: s, width: a, height: h} = r, {x: u, y: l} = e; return o }";
        let javascript = format!("f({opener}{function}{closer});");
        let lisp =
            reverse(&Source::new("case.js", javascript), &ReverseOptions::default()).text.expect("is translated");
        let formatted = format_text(&Source::new("case.lisp", lisp.clone())).text;
        assert_eq!(formatted.as_deref(), Some(lisp.as_str()));
    });
}

/// What has no name is laid out as what has one.
#[test]
fn default_exports_without_name() {
    check(
        "case.mjs",
        &[
            "export default function () {\n  if (a) {\n    b();\n  }\n\n  return c;\n}",
            "export default async function () {\n  // first\n  if (a) {\n    b();\n  }\n\n  c();\n}",
            "export default function* () {\n  /* first */\n  yield a;\n\n  yield b;\n}",
            "export default class extends B {\n  // first\n  m() {}\n\n  n() {}\n}",
            "export default {\n  a: 1,\n\n  b() {},\n};",
        ],
    );
}

/// Comments that leave no room behind them do not take what follows out of its column.
#[test]
fn formatting_changes_nothing_of_odd_comments() {
    for (name, text) in [
        ("case.js", "do { /* a */ } while\n/* b */\n(0);"),
        ("case.js", "do {} while (x // K\n // L\n);"),
        ("case.mjs", "export {x, y // c1\nas\n// c6\nz} from \"m\";"),
    ] {
        let lisp =
            reverse(&Source::new(name, text.to_owned()), &ReverseOptions::default()).text.expect("is translated");
        let formatted = format_text(&Source::new("case.lisp", lisp.clone())).text;
        assert_eq!(formatted.as_deref(), Some(lisp.as_str()));
    }
}

/// A literal in a chain that has no room is broken, and breaks the chain the first time as it does the next.
#[test]
fn chains_with_wide_literals() {
    let names: Vec<String> = (0..10).map(|at| format!("promise{at}{at}{at}")).collect();
    let text = format!("Promise.all([{}]).then(function (a) {{ x(); }});", names.join(", "));
    let built = round_trip("case.js", &text).1;
    assert_eq!(round_trip("case.js", &built).1, built);
}

#[test]
fn functions_of_annex_b() {
    check(
        "case.js",
        &[
            "if (1) function a() {}",
            "if (1) function a() {}\nelse function b() {}",
            "if (1);\nelse function a() {}",
            "try {} catch (e) {\n  if (1) function a() {}\n}",
            "if (1) {\n  function a() {}\n}",
            "x: function a() {}",
            "a = 1;\na: function a() {}",
            "var a;\nif (a) function a() {}",
            "if (a) (function () {});",
        ],
    );
}

#[test]
fn names_of_old_scripts() {
    check(
        "case.js",
        &["while (a-- > /* b */ 0); //-->", "for ((let); ; );", "var let;\nlet = 1;", "var async;\nasync = 1;"],
    );
}

#[test]
fn blank_lines_in_elements_and_chains_stay() {
    check(
        "case.jsx",
        &[
            "x = (\n  <div>\n    <b />\n\n    <c />\n    <d />\n  </div>\n);",
            "x = (\n  <div>\n    a\n\n    <c />\n\n    {b}\n\n    d\n  </div>\n);",
            "x = (\n  <p>\n    a {b}\n\n    <c />\n  </p>\n);",
        ],
    );
    check(
        "case.js",
        &[
            "p.then(a)\n\n  // second\n  .then(b)\n  .then(c)\n\n  .catch(d);",
            "p.then(a)\n  // second\n\n  .then(b)\n\n  // third\n\n  // more\n  .then(c);",
            "f(() => {\n  promised\n    .then(first)\n\n    // why\n    .then(second);\n});",
            "someValueWithALongName\n  .firstMethod(argumentOfTheFirst)\n\n  .secondMethod(argumentOfTheSecond)\n  .third();",
        ],
    );
}

/// Those of a text make none behind it, and those around the forms of a block go, in Lisp too.
#[test]
fn blank_lines_in_texts_and_around_bodies() {
    check(
        "case.js",
        &[
            "const o = {\n  a: `x\n\ny`,\n  b: 2,\n};",
            "const o = {\n  v: new C(`a\n\nb`),\n\n  w: 1,\n};",
            "if (a) {} else if (b) {} else {}",
            "if (a) {\n  b();\n} else {}",
        ],
    );
    let padded = "if (a) {\n\n  b = 1;\n\n} else if (c) {\n\n  // d\n  b = 2;\n\n}\n\nelse {\n\n  e();\n\n}\n\
                  try {\n\n  a();\n\n} catch (e) {\n\n  // f\n\n} finally {\n\n  c();\n\n}\n";
    let (lisp, text) = round_trip("case.js", padded);
    assert!(!lisp.contains("\n\n"), "{lisp}");
    assert_eq!(round_trip("case.js", &text).0, lisp);
}

#[test]
fn names_stay_as_they_are_written() {
    check(
        "case.mjs",
        &[
            "eval: for (;;) {\n  break eval;\n}\narguments: for (;;) {\n  continue arguments;\n}",
            "import { a, b as b } from \"m\";\nexport { a as a, b };\nexport { c as c, d, e as f } from \"m\";",
        ],
    );
}

/// A semicolon behind a declaration is a statement, and stands where people write it.
#[test]
fn empty_statements_stand_behind_braces() {
    check(
        "case.cjs",
        &[
            "function f() {};",
            "function f() {\n  g();\n};\nclass A {};\nasync function h() {};\nx();",
            "if (a) {};\nfor (;;) {};\n{}\na();",
            "function f() {}\n\n;",
            "function f() {} // why\n;",
            "function f() {}\n// why\n;",
            "a();\n;\n;",
            "class A {\n  m() {};\n  n = 1;\n  ;\n}",
            "function f() {\n  function g() {};\n}",
        ],
    );
    check("case.mjs", &["export function f() {};\nexport default class {};"]);
}

/// The parser stumbles over the first `in`; the one at the head of the second loop is none of these.
#[test]
fn relations_in_arrows_and_at_heads() {
    check(
        "case.cjs",
        &[
            "for (\n  var x = (a = 1) => {\n    1 in {};\n  };\n  0;\n);\nfor (var s = (b) => b in { a: 1 } in x);",
            "f(...async(...a, b), ...async(...c));\nx = { ...async(...a) };",
        ],
    );
}

/// Characters that the printer escapes elsewhere stay as they are where they were written so.
#[test]
fn strings_keep_what_is_written_raw() {
    check(
        "case.cjs",
        &[
            "a(\"x\ty\", \"\u{FEFF}\", \"\u{85}\", \"\u{1}\u{7F}\", \"\u{2028}x\u{2029}\", \"\u{B}\\t\\\"\");",
            "a({ \"x\ty\": \"\\t\" });",
            "import(\"./x\ty\");",
            "'say \"hi\"';\n\"say \\\"hi\\\"\";\n\"a\tb\";",
        ],
    );
    check(
        "case.mjs",
        &[
            "import \"./x\ty\";\nexport * from \"./x\ty\";",
            "import { \"a\tb\" as c } from \"m\";\nexport { c as \"\\x61\tb\" };\nexport { \"a\tb\" as d } from \"m\";",
        ],
    );
    check("case.jsx", &["x = <a b=\"x\ty\u{FEFF}\">{\"\ta\"}</a>;"]);
}

/// What names a Lisp file in JavaScript does not mean what that file is compiled to.
#[test]
fn specifiers_of_lisp_files_stand() {
    check(
        "case.mjs",
        &[
            "import \"./a.lisp\";",
            "import a, { b } from \"./a.sx?raw\" with { type: \"text\" };",
            "export * from \"./a.lisp\";\nexport * as a from \"a/b.cl\";\nexport { b } from \"../b.lisp#c\";",
            "const a = await import(\"./a.lisp\", b);\nimport(a);",
            "import \"./a.lisp.js\";\nimport(\"./\\x61.js\");",
            "const comma = 1;\nimport(\"./a.lisp\");",
        ],
    );
}

#[test]
fn literals_keep_their_layout() {
    check(
        "case.js",
        &[
            "x = { a };",
            "x = {\n  a,\n};",
            "x = [\n  1,\n];",
            "x = [\n  1, 2, 3,\n];",
            "x = [\n  1,\n  2,\n];",
            "x = {\n  a: {\n    b: 1,\n    c: 2,\n  },\n};",
            "x({\n  a: function () {\n    b();\n  },\n});",
            "x(function () {\n  Object.defineProperty(properties, \"key\", {\n    get: warnAboutAccess,\n    configurable: true,\n  });\n});",
            "x(function () {\n  Object.defineProperty(properties, \"key\", { get: warnAboutAccess, configurable: true });\n});",
        ],
    );
}

#[test]
fn options_say_how_lisp_is_written() {
    let read = |name: &str, text: &str, options: &ReverseOptions| reverse(&Source::new(name, text), options);
    let core_only = ReverseOptions { core_only: true, ..ReverseOptions::default() };
    let text = "if (a) {\n  b();\n}";
    let plain = read("case.mjs", text, &ReverseOptions::default()).text.expect("is a program");
    let core = read("case.mjs", text, &core_only).text.expect("is a program");
    assert!(plain.contains("(when a"), "{plain}");
    assert!(core.contains("(if a") && core.contains("(begin") && !core.contains("when"), "{core}");
    let globals = ReverseOptions { globals: vec!["a".into(), "b".into()], ..ReverseOptions::default() };
    let known = read("case.mjs", text, &globals).text.expect("is a program");
    assert!(plain.contains("declare-global") && !known.contains("declare-global"), "{known}");
    let module = ReverseOptions { goal: Some(SourceGoal::Module), ..ReverseOptions::default() };
    assert!(read("case.js", "with (a) b;", &ReverseOptions::default()).text.is_some());
    assert!(read("case.js", "with (a) b;", &module).text.is_none());
    let script = ReverseOptions { goal: Some(SourceGoal::Script), ..ReverseOptions::default() };
    assert!(read("case.js", "import \"a\";", &script).text.is_none());
}

#[test]
fn optional_calls_keep_their_receiver() {
    check(
        "case.js",
        &["x = a?.(c)[d]?.e.f;", "x = a?.(c).b;", "x = a.b?.(c)[d];", "x = a?.[b](c);", "x = a.b?.c?.(d)?.(e).f;"],
    );
}

#[test]
fn a_script_may_return_at_the_top() {
    check("case.js", &["if (a) return;\nb();"]);
    check("case.cjs", &["if (a) return;\nb();"]);
}

#[test]
fn branches_keep_their_braces() {
    check(
        "case.js",
        &[
            "if (a) {\n  b();\n} else if (c) {\n  d();\n} else {\n  if (e) f();\n}",
            "if (a) {\n  b();\n} else if (c) {\n  d();\n} else {\n  if (e) {\n    f();\n  }\n}",
            "if (a) {\n  b();\n} else {\n  if (c) {\n    d();\n  }\n}",
            "if (a) b();\nelse if (c) d();\nelse e();",
            "function f() {\n  if (a) {\n    return 1;\n  } else if (b) {\n    return 2;\n  } else {\n    if (c) {\n      return 3;\n    }\n  }\n}",
        ],
    );
}

#[test]
fn layout_of_long_lines() {
    check(
        "case.js",
        &[
            "const types = new Set([\"default\", \"builtin\", ...fileTypes, \"env\", \"cli\", \"project\"]);",
            "function f() {\n  g();\n\n  return (\n    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa &&\n    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n  );\n}",
            "const fn = 1;\nconst g = (someLongParameter, anotherLongParameter) => {\n  fn(someLongParameter, 1, 2);\n  return anotherLongParameter;\n};",
        ],
    );
}

#[test]
fn imports_and_exports() {
    check(
        "case.mjs",
        &[
            "import a, { b, c as d, \"x y\" as e } from \"m\";",
            "import a, * as b from \"m\";",
            "import \"m\";",
            "import a from \"m\" with { type: \"json\" };",
            "export { a, b as c, d as default } from \"m\";",
            "export * from \"m\";\nexport * as a from \"m\";",
            "export default function () {}",
            "export default class {}",
            "export default (a) => a;",
            "const a = 1;\nexport { a, a as b };",
        ],
    );
}

#[test]
fn code_behind_yield_and_names_of_exported_values() {
    check(
        "case.js",
        &[
            "class K {\n  #q;\n  *m(o) {\n    const x = yield #q in o,\n      y = f();\n    return [x, y];\n  }\n}",
            "class K {\n  #$q;\n  *m(o) {\n    return yield #$q in o;\n  }\n}",
            "function* g() {\n  for (var a = yield 1 in {}) f(a);\n}",
            "const f = (of, using) => {\n  for (using in of) g(using);\n};",
        ],
    );
    check("case.mjs", &["export var t = function t() {};\nexport const c = class c {};"]);
    check("case.jsx", &["x = <a b=\"1 &amp; &quot;2&quot;\" c=\"\\\" d={<i />} />;"]);
}

#[test]
fn rows_of_tables_and_lines_of_strings() {
    check(
        "case.js",
        &[
            "a = [\n  0, 0, 0, 1, // first\n  1, -1, 1, 0, // second\n];",
            "a = [\n  1, 0, 0,\n  0, 1, 0,\n  0, 0, 1,\n];",
            "f(\n  [\n    1, 0,\n    // second\n    0, 1, -10,\n    2,\n  ],\n  3,\n);",
            "a = [\n  \"a\", \"b\", \"c\",\n  \"d\", \"e\", // the last\n];",
            "a = {\n  a: 1, b: [2], // first\n\n  // second\n  c: -3, d: f(4),\n  [e]: 5,\n};",
            "a = [\n  [1, 2], [3, 4],\n  [5, 6], [7, 8],\n];",
            "a = [\n  b, ...c,\n  new D(1), e.f,\n];",
            "const {\n  a, b,\n  c, d,\n} = e;",
            "f({\n  a, b: \"c\",\n});",
            "a = b(\"\\-\\.\\(\", \"\\/\");",
            "a = \"b\\\nc\";",
            "a = f(\"b\\\n  c\\n\\\nd\");",
        ],
    );
    check("case.mjs", &["import {\n  a, b,\n  c,\n} from \"d\";\nexport {\n  a, b,\n  c,\n};"]);
}

#[test]
fn what_rev_accepts_is_built_however_deep_it_is() {
    let run = || {
        for (open, middle, close) in
            [("if(a){", "", "}"), ("if(a){b();", "", "}"), ("[", "", "]"), ("!", "a", ""), ("a?b:", "c", "")]
        {
            for depth in [1_200, 2_450, 4_990] {
                let text = format!("{}{middle}{}", open.repeat(depth), close.repeat(depth));
                let view = reverse(&Source::new("case.js", text), &ReverseOptions::default());
                let Some(lisp) = view.text else {
                    assert_eq!(view.diagnostics[0].code, "SX0502");
                    continue;
                };
                let source = Arc::new(Source::new("case.lisp", lisp));
                let compiled = compile(&source, &CompileOptions::default(), &NoModules);
                assert!(compiled.text.is_some(), "{open} {depth}: {:?}", compiled.diagnostics.first());
            }
        }
        for (step, count, is_read) in
            [("+1", 150_000, true), (".b()", 150_000, true), (".b", 150_000, true), (".b()", 500_001, false)]
        {
            let view = reverse(&Source::new("case.js", format!("a{}", step.repeat(count))), &ReverseOptions::default());
            let Some(lisp) = view.text else {
                assert!(!is_read && view.diagnostics[0].code == "SX0502", "{step} {count}: {:?}", view.diagnostics);
                continue;
            };
            let source = Arc::new(Source::new("case.lisp", lisp));
            let compiled = compile(&source, &CompileOptions::default(), &NoModules);
            assert!(is_read && compiled.text.is_some(), "{step} {count}: {:?}", compiled.diagnostics.first());
        }
    };
    with_stack(run);
}

#[test]
fn elements_as_attributes_and_names_that_are_literals() {
    check(
        "case.jsx",
        &[
            "x = <a nil true xlink:href y:z={1} />;",
            "x = <a b={<c />} d={<>e</>} f=\"g\" />;",
            "x = [<this />, <nil />, <svg:rect />, (<a />).b];",
        ],
    );
    let (_, text) = round_trip("case.jsx", "x = <a b=<c/> d={\"e\"} />;");
    assert_eq!(text, "x = <a b={<c />} d=\"e\" />;\n");
}

#[test]
fn long_chains_are_not_deep() {
    let branches: Vec<String> = (0..2_600).map(|n| format!("if (x === {n}) {{\n  f({n});\n}}")).collect();
    let choices: Vec<String> = (0..2_600).map(|n| format!("x === {n} ? {n} : ")).collect();
    let run = move || {
        let chain = branches.join(" else ");
        assert_eq!(round_trip("case.js", &chain).1, format!("{chain}\n"));
        let (_, text) = round_trip("case.js", &format!("y = {}0;", choices.concat()));
        assert_eq!(text.matches("===").count(), 2_600);
    };
    with_stack(run);
}

#[test]
fn what_lisp_nests_too_deeply_is_refused_at_once() {
    let run = || {
        let text = format!("{}{}", "while (0) {".repeat(3_000), "}".repeat(3_000));
        let view = reverse(&Source::new("case.js", text), &ReverseOptions::default());
        assert!(view.text.is_none());
        assert_eq!(view.diagnostics[0].code, "SX0502");
    };
    with_stack(run);
}

#[test]
fn lines_between_declarators_elements_and_branches() {
    check(
        "case.js",
        &[
            "#!/usr/bin/env node\n\nimport a from \"b\";",
            "#!/usr/bin/env node\n// c\nimport a from \"b\";",
            "var a = 1, // first\n  b, // second\n  c = 3; // third",
            "var a, // first\n  // own\n  b;",
            "let a = 1,\n\n  b = 2,\n  // own\n  c = 3,\n\n  /* block */\n  d = 4;",
            "let\n  /** @type {A} */\n  a,\n  /** @type {B} */\n  b;",
            "const\n  // c\n  a = 1;",
            "let /** @type {A} */ a,\n  /** @type {B} */ b = 1;",
            "var a = [\n  1, // one\n\n  2,\n\n  // three\n  3,\n];",
            "var a = [\n  // first\n  1, 2, 3,\n\n  4, 5, 6, // two\n  // three\n  7, 8, 9,\n];",
            "if (a) {\n  b();\n}\n\n// c\nelse if (d) {\n  e();\n} // f\nelse {\n  g();\n}",
            "const a =\n  // c\n  (b = d) !== null;",
            "a.b =\n  // c\n  function () {\n    return 1;\n  };",
            "const a = {\n  b:\n    // c\n    1,\n  d: /* e */ 2,\n};",
            "a(function () { /* b */ }, () => { /* c */ });",
            "try {\n  a();\n} catch (e) { /* ignore */ }",
            "class A { /* b */ }",
            "class A {\n  static { /* a */ }\n  get b() { /* c */ }\n}",
            "for (;;) { /* n */ }",
            "a = function () {\n  /* b */\n};",
        ],
    );
}

#[test]
fn elements_on_lines_of_their_own() {
    check(
        "case.jsx",
        &[
            "const a = <b>c <d>e</d> f</b>;",
            "function F() {\n  return (\n    <ul>\n      <li />\n      <li />\n    </ul>\n  );\n}",
            "const a = b && (\n  <div>\n    <A />\n    <B />\n  </div>\n);",
            "const a = b ? (\n  <div>\n    <A />\n    <B />\n  </div>\n) : null;",
            "const a = b ? null : c ? (\n  <p>\n    <A />\n    <B />\n  </p>\n) : (\n  <C />\n);",
            "f(\n  <p>\n    <A />\n    <B />\n  </p>,\n  c,\n);",
            "const a = b.map((c) => (\n  <p>\n    <A />\n    {c}\n    {d} e {f}\n    <B />\n  </p>\n));",
            "const a = /** @type {X} */ (\n  <p>\n    <A />\n    <B />\n  </p>\n);",
            "const a = (\n  <A\n    b={\n      <C d e>\n        <F />\n      </C>\n    }\n  />\n);",
            "const a = (\n  <A\n    onClick={() => {\n      b();\n    }}\n    c\n  >\n    d\n  </A>\n);",
            "const a = (\n  <A /* b */\n    c={1} // d\n    e /* f */\n\n    // g\n    {...h}\n  />\n);",
            "const a = (\n  <A>\n    {x /* t */}\n    {\n      x // u\n    }\n    {\n      // v\n      x\n    }\n  </A>\n);",
            "const a = (\n  <>\n    {/* c */}\n    <A />&nbsp;{y}&amp; text\n  </>\n);",
            "const a = (\n  <p>\n    Some long text that goes over several lines, with <b>bold</b> and{\" \"}\n    \
             <i>italic</i> words in it, as people write who have much to say.\n  </p>\n);",
            "const a = (\n  <p> {b} {c} aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n    \
             cccccccccccccccccccccccccccccc  ddddd </p>\n);",
            "<p>\n  <A />\n  <B />\n</p>;",
        ],
    );
}

#[test]
fn decorators_keep_their_lines() {
    check(
        "case.mjs",
        &[
            "class A {\n  @a\n  b = 1;\n\n  @a.b\n  c() {}\n\n  @a d = 1;\n  @a() @b() e() {}\n  @a()\n  @b f() {}\n}",
            "@a\n@b\nclass C {}",
            "@a\nexport class B {}",
            "@a\nexport default class {}",
            "@a\nexport default class B {}",
            "export default (@a class B {});",
        ],
    );
}

#[test]
fn arguments_and_patterns_break_where_people_break_them() {
    check(
        "case.mjs",
        &[
            "const {\n  aaaaaaaaaaaaaaaaaaaaaaaaa,\n  bbbbbbbbbbbbbbbbbbbbbbbbbbbbb,\n  \
             ccccccccccccccccccccccccccccccc,\n} = require(\"x\");",
            "const a = b(\n  [cccccccccccccccccccccccccc, dddddddddddddddddddddddddd],\n  \
             (e, f) => e.ggggggggggggggg.find((h) => h.iiiiiiiiiiii === f),\n);",
            "a(() => {\n  b();\n}, [c, d.e]);",
            "a(\n  (b) => {\n    b();\n  },\n  [c, d],\n);",
        ],
    );
}

#[test]
fn documentation_of_functions_that_are_values_is_printed() {
    let lisp =
        "(const a (fn (x) \"Of a.\" x))\n(const b {:c (function (x) \"Of c.\" x)})\n(a (fn (x) \"Inner.\" (+ x 1)))\n";
    let wanted = "/** Of a. */\nconst a = (x) => x;\nconst b = {\n  /** Of c. */\n  c: function (x) {\n    return x;\n  },\n};\n\
                  a(/** Inner. */ (x) => x + 1);\n";
    let source = Arc::new(Source::new("case.lisp", lisp));
    assert_eq!(compile(&source, &CompileOptions::default(), &NoModules).text.as_deref(), Some(wanted));
}

/// What is too wide between the parentheses of a loop or `switch` has a part a line.
#[test]
fn wide_heads_stand_on_lines() {
    check(
        "case.js",
        &[
            "for (\n  var someIndex = 0, someLength = someCollection.length, anotherVariable = 5; // a\n  \
             someIndex < someLength && someIndex < anotherVariable /* b */;\n  someIndex++\n) {\n  f(someIndex);\n}",
            "for (\n  // first\n  let currentElement = startingElement;\n  // second\n  \
             currentElement !== null && currentElement.parentNode;\n  \
             currentElement = currentElement.nextSibling\n) f(currentElement);",
            "for (\n  ;\n  someVeryLongConditionFunctionName(firstArgument) &&\n  \
             anotherVeryLongConditionFunctionName(secondArgument);\n) {\n  g();\n}",
            "for (\n  let i = 0, f = function () {\n    return a;\n  };\n  i < b;\n  i++\n) {}",
            "switch (\n  someVeryLongConditionFunctionName(firstArgument) &&\n  \
             anotherVeryLongConditionFunctionName(secondArgument)\n) {\n  case 1:\n    g();\n}",
            "switch (a = b) {\n}",
        ],
    );
}

/// The tree of the parser has no parentheses around what is assigned, and no semicolons between members.
#[test]
fn what_the_tree_leaves_out_is_read_from_the_text() {
    check(
        "case.js",
        &[
            "class A {\n  ;\n  a() {} /* b */\n  ;\n  ;\n  c = 1;\n  static {};\n}",
            "class B {\n  static async *[a[\"]\"]]() {}\n  get [/[/]]/]() {}\n  [b[0]] = 1;\n}",
        ],
    );
    // In parentheses a name is given to no function.
    for (javascript, wanted) in [
        ("(a) = function () {};", "a = (0, function () {});\n"),
        ("a = function () {};", "a = function () {};\n"),
        ("[((a)) = () => {}] = [];", "[a = (0, () => {})] = [];\n"),
    ] {
        assert_eq!(round_trip("case.js", javascript).1, wanted);
    }
}

/// What the parser reads wrongly is read through a mask, and comes back as what it was.
#[test]
fn masks_are_taken_back() {
    check(
        "case.js",
        &[
            "for (\n  let f = (o) => {\n    const r = \"x\" in o;\n    return r;\n  }, n = 0;\n  n < 1;\n  n++\n) {}",
            "if (1) (let)`hi`;",
            "class A {\n  static async [async (x) => await x]() {}\n  [async (y) => y] = 1;\n}",
            "1() = 1;\n++1();\n10()++;\nfor (1() of x);\nf(1() = 2) = 1;\n1.5()++;\n0x1f() = 1;\n1n() = 1;",
            "\"a\"() = 1;\n/x/g() = 1;\n`a`() = 1;\n[]() = 1;\n(function () {})() = 1;\nnew X()() = 1;",
        ],
    );
    for (javascript, wanted) in [
        ("for (let f = o => { return (\"x\")in o }; ; );", "\"x\" in o"),
        ("for (let f = o => { if ((a /* c */ in b) in c) d }; ; );", "a /* c */ in b in c"),
        ("a: let\n`b`", "(let)`b`"),
        ("let => 1; \\u0061aa", "(let) => 1;\naaa;"),
        ("let: for (;;) continue l\\u0065t;", "let: for (;;) continue let;"),
        ("class A { [async x=>await x]() {} }", "[async (x) => await x]() {}"),
        ("class A { [async /* a */ x/* b */=>await x] }", "[async /* a */ (x /* b */) => await x];"),
        ("class A { async [async \\u0061b=>ab]() {} }", "async [async (ab) => ab]() {}"),
        ("class A { st\\u0061tic\na() {} }", "  static;\n  a() {}"),
    ] {
        let text = round_trip("case.js", javascript).1;
        assert!(text.contains(wanted), "{text}");
    }
}

/// A line end behind `${` says that the value has lines of its own, as deep as the text of the template; a template of
/// lines stays beside the parenthesis of its call.
#[test]
fn values_in_templates_keep_their_lines() {
    check(
        "case.js",
        &[
            "const a = `b ${\n  c\n} and ${d(e, f)}`;",
            "f(x`\n    a ${\n      g(b) ? c : d\n    } e\n    ${items.map((item) => {\n  return item;\n})}\n`);",
            "new F(`a\n\tb`).g();",
            "x = `a ${\n  b // c\n} d ${e}`;",
            "x = `${f(\n  a,\n  () => {\n    b;\n  },\n  c,\n)}`;",
        ],
    );
    // A line end elsewhere between the braces is one behind `${`, unless a body or a literal has it.
    for (javascript, wanted) in [
        ("x = `${f(\n  a,\n)} b`;", "x = `${\n  f(a)\n} b`;\n"),
        ("x = `${f(() => {\n  a(); })}`;", "x = `${f(() => {\n  a();\n})}`;\n"),
    ] {
        assert_eq!(round_trip("case.js", javascript).1, wanted);
    }
}

/// What is broken since it is too wide looks as what is meant to be broken: the second trip gives the same text.
#[test]
fn wide_values_are_broken_in_one_way() {
    check(
        "case.js",
        &[
            "function f() {\n  const someParenthesisCount = sourceCode.getTokensBetween(node.callee, dotToken, {\n    filter: utils.isClosingParenToken,\n  }).length;\n}",
            "const BRDF = /*@__PURE__*/ Fn(\n  ({\n    lightDirection,\n    diffuseColor,\n  }) => {\n    f();\n  },\n);",
            "Fn(\n  (\n    [\n      a,\n      b,\n    ],\n  ) => {\n    f();\n  },\n);",
            "const isThenable = (thing) =>\n  thing &&\n  (isObject(thing) || isFunction(thing)) &&\n  isFunction(thing.then) &&\n  isFunction(thing.catch);",
            "function f() {\n  answer(\n    \"{\\\"error\\\":\\\"Service Unavailable\\\",\\\"message\\\":\\\"Service Unavailable\\\",\\\"statusCode\\\":503}\",\n  );\n}",
            "const someCharacters = unfilteredCharacters.map(\n  (char) => (isAcceptableEscapeSequence(char) ? null : char),\n);",
        ],
    );
}

/// An opener that stands alone stays so, whether the value behind it is broken in JavaScript or in Lisp only.
#[test]
fn openers_that_stand_alone_stay_alone() {
    for javascript in [
        "f(g.transport({\n  targets: [{ level: \"info\", target: join(dirname, \"..\", \"fixtures\") }, { level: \"info\", target: join(dirname, \"fixtures\") }],\n}));",
        "x = {\n  str: {\n    anyOf: [{ type: \"string\" }, { type: \"boolean\" }],\n  },\n};",
    ] {
        let source = Source::new("case.js", javascript.to_owned());
        let lisp = reverse(&source, &ReverseOptions::default()).text.expect("is translated");
        assert!(lisp.contains("{\n"), "{lisp}");
        let formatted = format_text(&Source::new("case.lisp", lisp.clone())).text;
        assert_eq!(formatted.as_deref(), Some(lisp.as_str()));
    }
}

/// A function that binds the name of the macro `when` does without it, and the rest of the file does not.
#[test]
fn when_is_written_outside_of_functions_that_bind_it() {
    let code = "\
function a(when) {
  if (when) {
    b();
  }
  return () => {
    if (c) {
      when();
    }
  };
}
function d() {
  if (c) {
    b();
  }
}
const e = function when() {
  if (c) {
    b();
  }
};
";
    let (lisp, text) = round_trip("case.js", code);
    assert_eq!(text, code);
    assert_eq!((lisp.matches("(begin").count(), lisp.matches("(when c").count()), (3, 1), "{lisp}");
    for code in ["function when() {}\nif (a) {\n  b();\n}\n", "if (a) {\n  when();\n}\n"] {
        let (lisp, text) = round_trip("case.js", code);
        assert!(text == code && !lisp.contains("(when a"), "{lisp}");
    }
}
