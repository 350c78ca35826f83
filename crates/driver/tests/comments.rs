//! Comments of JavaScript that keep their places: through `reverse` to Lisp and through `compile` to JavaScript again, byte
//! for byte. A case is JavaScript as the printer writes it.

#[path = "common/round_trip.rs"]
mod round_trip;
#[path = "common/stack.rs"]
mod stack;

use round_trip::{NoModules, check, round_trip};
use std::sync::Arc;
use sx_driver::{CompileOptions, ReverseOptions, Source, compile, hashes, reverse};

/// What stands in a hole stays on its line, with its comment.
#[test]
fn comments_in_wide_holes_of_templates() {
    check(
        "case.js",
        &[
            "const html = `<div>${/* c */ aaaaaaaaaaaaaaaaaaaaaaaaaaaaa(bbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccc)}</div>`;",
            "const html = `<div>${aaaaaaaaaaaaaaaaaaaaaaaaaaaaa(bbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccc) /* d */}</div>`;",
        ],
    );
}

/// Tools that shorten programs drop the call behind such a comment: which call that is must not change.
#[test]
fn annotations_of_calls_stay_with_them() {
    check(
        "case.js",
        &[
            "(/* @__PURE__ */ foo()).bar();",
            "const x = (/*#__PURE__*/ f()).g();",
            "(/*#__PURE__*/ f())();",
            "(/*#__PURE__*/ f())[b]();",
            "(/*#__PURE__*/ f())?.g();",
            "(/*#__PURE__*/ new F()).x();",
            "(/*#__PURE__*/ function () {\n  g();\n})();",
            "(/*#__PURE__*/ () => g())();",
            "class B extends (/*#__PURE__*/ f()).g() {}",
            "`${(/*#__PURE__*/ f()).g()}`;",
            "(/*#__PURE__*/ import(\"x\")).then(g);",
            "(/* @__PURE__ */ a.b.f()).g().h();",
            "const a = /* @__PURE__ */ f().g();",
            "const b = /* @__PURE__ */ (() => f())();",
            "const c = /* @__PURE__ */ (function () {})();",
            "const d = /* @__PURE__ */ f() || g();",
            "const e = x(/* @__PURE__ */ f(), /* @__PURE__ */ f().g);",
            "/* c */ f().g();",
        ],
    );
}

/// Without the parentheses the comment would be about what comes first in them.
#[test]
fn annotations_of_other_expressions_keep_the_parentheses() {
    check(
        "case.js",
        &[
            "x = /*#__PURE__*/ (f() + g());",
            "w = /*#__PURE__*/ (a, b());",
            "q = [/* @__PURE__ */ (a ? b() : c())];",
            "const f = /*#__PURE__*/ (a) => b(a);",
            "x = /*#__PURE__*/ (f() + g()) || h();",
            "z = /*#__PURE__*/ (a + b).c();",
            "y = /*#__PURE__*/ (a || b)();",
            "y = /*#__PURE__*/ new (f())();",
        ],
    );
    let changed = [
        ("y = /*#__PURE__*/ (f());", "y = /*#__PURE__*/ f();\n"),
        ("y = /*#__PURE__*/ (a?.f());", "y = /*#__PURE__*/ a?.f();\n"),
        ("/*#__PURE__*/ (a.b) = c;", "/*#__PURE__*/ a.b = c;\n"),
    ];
    for (before, after) in changed {
        assert_eq!(round_trip("case.js", before).1, after);
        assert_eq!(round_trip("case.js", after).1, after);
    }
}

#[test]
fn comments_of_values_stay_with_them() {
    check(
        "case.js",
        &[
            "function f(a) {\n  return /** @type {A} */ a;\n}",
            "function f(a) {\n  // own line\n  return a;\n}",
            "function f(a) {\n  /* own line */\n  return a;\n}",
            "if (a & 1 /* Flag */) {\n  b();\n}",
            "x = (a >= 1 /* low */ && a <= 2 /* high */) || b;",
            "x = a && /* istanbul ignore next */ b;",
        ],
    );
}

#[test]
fn comments_between_the_links_of_a_chain() {
    check(
        "case.js",
        &[
            "items\n  .b(c)\n  // one\n  .d(e)\n  // two\n  // three\n  .f;",
            "const x = a // why\n  .join(\",\")\n  .split(/,/);",
            "a.b(c) // why\n  .d();",
            "a.b(\n  // first\n  c,\n).d();",
            "a(function () {\n  // in\n  b();\n}).c();",
        ],
    );
}

#[test]
fn comments_in_statements() {
    check(
        "case.js",
        &[
            "try {\n  // one\n  a();\n  // two\n} catch (e) {\n  // three\n  b();\n} finally {\n  // four\n  c();\n}",
            "do {\n  // one\n  a();\n  // two\n} while (b);",
            "do {\n  a();\n  if (b) {\n    // in\n    c();\n  }\n} while (d);\n// after\ne();",
            "for (var a in b)\n  // why\n  (function () {\n    c();\n  })();",
            "if (a) {\n  b();\n}\n// why\nelse if (c) {\n  d();\n}",
            "if (a) {\n  b(); // why\n} else if (c) {\n  // how\n  d();\n} else {\n  // else\n  e();\n}",
            "switch (a) {\n  // one\n  case 1:\n    // two\n    b();\n    break;\n  // three\n  default:\n    c();\n}",
        ],
    );
}

#[test]
fn comments_at_the_edges_of_a_file() {
    check(
        "case.js",
        &["// first\n\na();\n\n// last", "/* first */\na(b); // behind", "#!/usr/bin/env node\n// first\na();"],
    );
    check("case.mjs", &["// first\nimport a from \"b\";\n\na();"]);
}

#[test]
fn comments_of_html() {
    let (lisp, text) = round_trip("case.js", "a(); <!-- why\n--> how\nb();\n");
    assert!(lisp.contains("; why") && lisp.contains("; how"), "{lisp}");
    assert_eq!(text, "a(); // why\n// how\nb();\n");
}

#[test]
fn comments_that_end_a_line() {
    check(
        "case.js",
        &[
            "z = a > b // test\n  ? 1 // one\n  : 2; // two",
            "x = a > b ? 1 /* one */ : a < b ? 2 /* two */ : 3 /* three */;",
            "v = [\n  a /* a */,\n  b /* b */,\n];",
            "k = {\n  a: 1 /* in */,\n  b: 2 /* in 2 */,\n};",
            "f(a /* a */, b /* b */, c);",
            "if (a) {\n  /* first */ b();\n}",
            "if (a) {\n  /* why */\n  b();\n}",
            "if (a === 1) b = 1; // one\nelse b = 2; // two",
            "if (a) {\n  b();\n} // behind\nelse {\n  c();\n}",
        ],
    );
    check(
        "case.mjs",
        &[
            "import {\n  a, // one\n  b,\n} from \"x\";\na(b);",
            "import c, { d /* dd */, e } from \"y\"; // tail\nc(d, e);",
            "import * as /* ns */ n from \"z\";\nn();",
        ],
    );
}

#[test]
fn comments_before_returned_values() {
    check(
        "case.jsx",
        &[
            "function f(x) {\n  return (\n    // c\n    x && 2\n  );\n}",
            "function f(x) {\n  if (x) {\n    return ( // d\n      f(x)\n    );\n  }\n  return (\n    /*\n     * e\n     */\n    x\n  );\n}",
            "const h = (x) => {\n  g();\n  return (\n    // a\n    // b\n\n    // c\n    g(x) // behind\n  );\n};",
            "const h = (x) => {\n  return (\n    // a\n    g(x)\n  );\n};",
            "function f() {\n  throw (\n    // why\n    new Error(\"x\")\n  );\n}",
            "function f() {\n  return /* #__PURE__ */ g(1);\n}",
            "function f() {\n  /* a */ return g(1);\n}",
            "function f() {\n  g();\n  // a\n  return g(1);\n}",
            "class A {\n  get x() {\n    return (\n      // jsx\n      <p>a</p>\n    );\n  }\n}",
            "function f(x) {\n  return (\n    // more\n    /** @type {X} */ (x)\n  );\n}",
            "async function f(x) {\n  return (\n    // q\n    await x ? 1 : 2\n  );\n}",
            "if ( // b\n  x && // c\n  y // d\n) {\n  z();\n}",
        ],
    );
}

#[test]
fn comments_behind_modifiers() {
    check(
        "case.js",
        &[
            "class A {\n  get // c\n    rr() {}\n  static // d\n    async f() {}\n  async * // e\n    ss() {}\n  static // g\n    x = 1;\n}",
            "class A {\n  static /* a */ async /* b */ * /* c */ g() {}\n  @dec m() {}\n  /* q */ set /* r */ n(v) {}\n}",
            "class A {\n  static accessor /* a */ b = 1;\n  static /* c */ accessor d = 1;\n}",
            "class A {\n  @dec // x\n  static // y\n    accessor; // z\n  p = 1;\n}",
            "x = {\n  get // a\n    y() {},\n  async /* b */ * /* c */ g() {},\n};",
            "f(/* a |# b #| c */ 1); /*#__PURE__#*/\n/* |\\# *\\/ x #\\*/\n/* *\\\\/ | # * / */",
            "async /* a */ function f() {}\nx = async /* b */ () => 1;",
        ],
    );
}

#[test]
fn comments_of_elements_generators_and_wrapped_functions() {
    check(
        "case.jsx",
        &[
            "const a = <a>{/* c1 */}</a>;\nf(<a>{/*c*/}</a>, 1);",
            "const d = (\n  <div>\n    {/* c4 */}\n    <b x={1} y={2} />\n    {x /* c5 */}\n    {/* two */ /* more */}\n  </div>\n);",
            "const g = <a b={c /* d */}>{d}</a>;\nconst h = <c {...q /* c */} />;",
            "async function a() {\n  x;\n} /* c */\np(async () => {\n  x;\n} /* c */, 1);",
            "class B {\n  static i() {\n    x;\n  } /* c */\n  async g() {\n    x;\n  } /* d */\n}",
            "function* r() {\n  const r = yield ( // why\n    call(x)\n  );\n  yield (\n    /*\n     * multi\n     */\n    put(z)\n  );\n}",
            "function m() {\n  return (\n    // c\n    a.b()\n  );\n}",
            "//; a\n//;\n//;;; b\n//\\;\nfoo(); //;bar();\n/* a\n * b */ y;",
        ],
    );
    check(
        "case.js",
        &[
            "1; /*a*/ /*b*/ /*c*/ /*d*/ /*e*/ /*f*/ /*g*/ /*h*/ /*i*/ /*j*/ /*k*/",
            "let = () => {};",
            "const k = () => {\n  a;\n  return /* c */ x;\n};",
        ],
    );
    for (source, text) in [
        ("const x = 1\n\n// c\n;[c].d()", "const x = 1;\n\n// c\n[c].d();\n"),
        ("class A {\n  a = 1\n  // c\n  ;[b] = 2\n}", "class A {\n  a = 1;\n  // c\n  [b] = 2;\n}\n"),
        ("f = () => { a; return /** @type {T} */ (x); };", "f = () => {\n  a;\n  return /** @type {T} */ (x);\n};\n"),
    ] {
        assert_eq!(round_trip("case.js", source).1, text);
    }
}

#[test]
fn casts_of_jsdoc_keep_their_parentheses() {
    check(
        "case.js",
        &[
            "if (/** @type {string} */ (this.value).indexOf(\"rgb\") === 0) f();",
            "a = /** @type {A} */ (/** @type {unknown} */ (x));",
            "/** @type {any} */ (window).foo = 1;",
            "/** @type {any} */ (a.b) = 1;",
            "/** @type {any} */ (a) /= 6;",
            "/** @type {any} */ (a.b).c.d(1, /** @type {F} */ (b.c));",
            "/** @type {any} */ (a)[0]++;",
            "f(/** @type {A} */ (a) + b + /** @type {A} */ (b), .../** @type {B} */ (c));",
            "g = /** @type {Foo} */ ((a) => a);",
            "h = f(/** @type {Foo} */ (a) => a, /** @type {Foo} */ function () {});",
            "i = (/** @type {Foo} */ a) => /** @type {Foo} */ ({ a });",
            "function q() {\n  return /** @satisfies {X} */ (a ? b : c);\n}",
            "s = {\n  k: /** @type {any} */ (v),\n  /** @type {any} */\n  l: v,\n  m: /** @type {any} */ v,\n};",
            "u = /** @type {any} */ (a?.b).c;",
            "x = `${/** @type {any} */ (y)}`;",
            "x = /** @type {A} */ (b && c) && /** @type {A} */ (-1) ** 2;",
            "/** @type {F} */ (o.m)(x);",
            "/** @type {F} */ (f)`a`;",
        ],
    );
    // What is called or assigned is a place in whichever spelling.
    check(
        "case.js",
        &[
            "/** @type {F} */ (o[k])(x);\n/** @type {F} */ (o[k])?.(x);\n/** @type {F} */ (o[\"k\"])(x);",
            "/** @type {F} */ (o.f().m)(x);\na = /** @type {F} */ (o[k])(x).y;\nnew /** @type {C} */ (o[k])(x);",
            "/** @type {A} */ (o[k]) = 1;\n/** @type {A} */ (/** @type {B} */ (o)[k]) = 1;\n/** @type {B} */ (o)[k] = 1;",
            "/** @type {A} */ (o[k])++;\n/** @type {A} */ (a.b)--;\n/** @type {A} */ (o[k]) += 1;",
            "[/** @type {A} */ (o[k]), .../** @type {B} */ (o[k])] = a;",
            "({ a: /** @type {A} */ (o[k]), b: /** @type {A} */ (o[k]) = 1 } = a);",
            "for (/** @type {A} */ (o[k]) of a) b();\nfor (/** @type {A} */ (a.b) in c) d();",
            "/** @type {F} */ o[k](x);\n/** @type {F} */ o.f().m(x);\n/** @type {A} */ o[k] = 1;",
            "class A {\n  #p;\n  m() {\n    /** @type {F} */ (this.#p)(x);\n    /** @type {F} */ (a().#p)(x);\n  }\n}",
        ],
    );
    let (lisp, _) = round_trip("case.js", "/** @type {F} */ (o[k])(x);");
    assert_eq!(lisp.lines().last(), Some("(#|* @type {F} |#(js/get o k) x)"));
    let (lisp, _) = round_trip("case.js", "/** @type {A} */ (/* b */ o[k]) = 1;");
    assert_eq!(lisp.lines().last(), Some("(set! #|* @type {A} |##| b |#(js/get o k) 1)"));
}

#[test]
fn comments_in_the_parentheses_of_casts_stay_there() {
    check(
        "case.js",
        &[
            "x = /** @type {X} */ (/* why */ a);\nx = /* out */ /** @type {X} */ (/* in */ a);",
            "x = /** @type {X} */ (/* out */ /** @type {Y} */ (/* in */ a));",
            "x = /** @type {X} */ (\n  // one\n  // two\n\n  // three\n  a.b(c)\n);",
            "f(\n  /** @type {X} */ (\n    // why\n    a.b(c)\n  ),\n  2,\n);",
            "/** @type {X} */ (\n  // why\n  a.b\n).c();",
            "// before\n/** @type {X} */ (\n  // why\n  a\n)();",
            "function f() {\n  return /** @type {X} */ (\n    // why\n    a\n  );\n}",
            "h = () => /** @type {X} */ (\n  // why\n  a\n);",
            "x = c\n  ? /** @type {X} */ (\n    // why\n    a\n  )\n  : /** @type {X} */ (/* d */ b);",
            "f(.../** @type {X} */ (\n  // why\n  a\n), b);",
            "/** @type {X} */ (\n  // why\n  a[k]\n) = b;\n/** @type {X} */ (/* why */ a[k])++;",
        ],
    );
    check("case.jsx", &["x = /** @type {X} */ (\n  // why\n  <a>{/** @type {X} */ (/* in */ d)}</a>\n);"]);
    let (lisp, _) = round_trip("case.js", "x = /** @type {X} */ (// why\n  a);");
    assert!(lisp.ends_with("(set! x\n  #|* @type {X} |#; why\n  a)\n"), "{lisp}");
}

#[test]
fn comments_before_linking_words() {
    check(
        "case.js",
        &[
            "for (const a // c\n  of b) d();\nfor (const a of // e\n  b) d();",
            "for (const a // c\n  in b) d();\nfor (const a in // e\n  b) d();",
            "for (const a /* c */ of b) d();",
        ],
    );
    check(
        "case.mjs",
        &[
            "import a // c\n  from \"x\";\na();",
            "import b, {\n  a,\n} // c\n  from \"x\";\na(b);",
            "import {\n  a,\n} from // c\n  \"x\";\na();",
        ],
    );
}

/// What stands before the parenthesis of a test stands in it.
#[test]
fn comments_before_tests() {
    let (_, text) = round_trip("case.js", "if /* c */ (a) { b(); } else if // d\n(e) { f(); }");
    assert_eq!(text, "if (/* c */ a) {\n  b();\n} else if (\n  // d\n  e\n) {\n  f();\n}\n");
}

#[test]
fn comments_side_by_side_behind_a_value() {
    check(
        "case.js",
        &[
            "if (a) b(); /* c */ /* d */",
            "x = /** @type {X} */ (a /* c */ /* d */);\nx = /** @type {X} */ (a) /* e */;",
            "f(a /* c */ /* d */, b /* e */ /* f */);",
        ],
    );
    let (_, text) = round_trip("case.js", "if (a) b() /* c */ /* d */;");
    assert_eq!(text, "if (a) b(); /* c */ /* d */\n");
}

/// TypeScript passes over what stands between the comment and its parenthesis, where Lisp has no place.
#[test]
fn comments_between_a_cast_and_its_parenthesis_go_into_it() {
    let (_, text) = round_trip("case.js", "x = /** @type {X} */ /* c */ (a);\nx = (/** @type {X} */ // d\n(a)).b;");
    assert_eq!(text, "x = /** @type {X} */ (/* c */ a);\nx = /** @type {X} */ (\n  // d\n  a\n).b;\n");
    let (_, text) = round_trip("case.js", "x = /** @type {X} */ /** @type {Y} */ (a);");
    assert_eq!(text, "x = /** @type {X} */ /** @type {Y} */ (a);\n");
}

#[test]
fn comments_of_tests_branches_and_openers() {
    check(
        "case.js",
        &[
            "f(.../* c */ a, [.../* d */ b.c]);",
            "if (/* a */ a) {\n  f();\n} else if (/* b */ b) {\n  g();\n} else if (\n  // own\n  c\n) {\n  h();\n}",
            "if (a) {\n  f();\n}\n// before\nelse {\n  g();\n}",
            "if (a) f();\n// before\nelse g();",
            "try {\n  f();\n} catch (e) {\n  g();\n}\n// before\nfinally {\n  h();\n}",
            "class A\n// before\nextends B {\n  a = 1;\n}",
            "a = {\n  // own\n  b: 1,\n};",
            "a = {\n  // own\n  get b() {\n    return 1;\n  },\n};",
            "a = { // beside\n  b: 1,\n  c: 2,\n};",
            "a = [\n  // own\n  1,\n  2,\n];",
            "f(/* none */);\nnew F(/* none */);\nx = function (/* none */) {};\nx = (/* none */) => {};",
            "x = `${/* a */ a}${b /* b */}`;",
            "for (let i = 0, n = 1 /* a */; i < n /* b */; i++ /* c */) f();",
            "function f() {\n  return /******/ a.b;\n}",
            "do {\n  f();\n  /* last */\n} while (a);",
        ],
    );
}

#[test]
fn comments_where_no_line_may_end_and_where_two_follow_each_other() {
    check(
        "case.js",
        &[
            "class C {\n  static async /* c */ n() {}\n}",
            "do {\n  a; // c1\n  // c2\n} while (\n  // c4\n  b\n);",
            "x = [\n  /**\n   * @type {T}\n   */ (function f() {}),\n];",
            "for (;;) /* c */ break;",
        ],
    );
    // A line end between `async` and the name would make a field and a method.
    let (_, text) = round_trip("case.js", "class C { static // c\n async n() {} }");
    assert_eq!(text, "class C {\n  static // c\n    async n() {}\n}\n");
    let (lisp, text) = round_trip("case.js", "x = `a${b /* c1 */ // c2\n}`;");
    assert!(lisp.contains("b#| c1 |# ; c2\n"), "{lisp}");
    assert_eq!(text, "x = `a${\n  b /* c1 */ // c2\n}`;\n");
    let (lisp, _) = round_trip("case.jsx", "x = <a b='q\r\nr' />;");
    assert!(lisp.contains("\"q\\r\\nr\""), "{lisp}");
}

#[test]
fn casts_stand_around_expressions_only() {
    let lisp = "\
#|* @type {T} |#(defn f (a) a)
#|* @type {T} |#(class A)
#|* @type {T} |#(async (defn g ()))
(let (q) (d) (t))
(const o {:a 1 #|* @type {T} |#4 5})
(set! {#|* @type {T} |#q ...o.c} d)
(tagged t #|* @type {T} |##`a`)
(export {#|* @type {T} |#f :c #|* @type {T} |#g})
(export #|* @type {T} |#(defn! k ()))
(export default #|* @type {T} |#(defn! ()))
";
    let source = Arc::new(Source::new("case.lisp", lisp.to_owned()));
    let compiled = compile(&source, &CompileOptions::default(), &NoModules);
    let text = compiled.text.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    assert!(!text.contains("*/ ("), "{text}");
    assert_eq!(text.matches("/** @type {T} */").count(), 10, "{text}");
    let view = reverse(&Source::new("case.mjs", text), &ReverseOptions::default());
    assert!(view.text.is_some(), "{:#?}", view.diagnostics);
}

#[test]
fn comments_of_elements_stay_in_them() {
    check(
        "case.jsx",
        &[
            "const a = (\n  <Foo\n    // bar={1}\n  />\n);",
            "const a = (\n  <A>\n    <B // c1\n    />\n    <C /* c2 */ />\n  </A>\n);",
            "const a = (\n  <A>\n    {\n      // only\n    }\n  </A>\n);",
            "const a = (\n  <A>\n    {b}\n    {/* c1 */}\n    <B />\n  </A>\n);",
            "const a = b.map((c) => (\n  // d\n  <B />\n));",
            "const a = b && (\n  // c\n  <A />\n);",
            "const a = (b) =>\n  // c\n  b + 1;",
            "const a = [\n  // b\n];\nconst c = {\n  // d\n};",
            "const a = function () /* args */ {\n  b();\n};\nconst c = (d) /* r */ => d;",
            "@a // b\nclass A {}\n@a\n// one\n@b()\n/* two */\nclass B {}",
        ],
    );
    check("case.mjs", &["/* c */\n@a\nexport class B {}"]);
}

/// What a person writes between elements in Lisp stands in braces in JavaScript, and changes no hash.
#[test]
fn comments_between_elements_of_lisp_stand_in_braces() {
    let lisp = "(export (def x
  (jsx ul {:a 1} ; why
    ; before
    (jsx li {} \"a\")
    \"text\" #| t |#
    (jsx li {:b 2}) ; end
    )))\n";
    let wanted = "export const x = (\n  <ul a={1}>\n    {/* why */}\n    {/* before */}\n    <li>a</li>text\n    \
                  {/* t */}\n    <li b={2} />\n    {/* end */}\n  </ul>\n);\n";
    let source = Arc::new(Source::new("case.lisp", lisp));
    let compiled = compile(&source, &CompileOptions::default(), &NoModules);
    assert_eq!(compiled.text.as_deref(), Some(wanted));
    let (lisp, again) = round_trip("case.jsx", wanted);
    assert_eq!(again, wanted);
    let reversed = Arc::new(Source::new("case.lisp", lisp));
    let [one, other] = [&source, &reversed].map(|source| hashes(source, &CompileOptions::default(), &NoModules).text);
    assert!(one.is_some() && one == other);
}

/// A comment below the body of a function that is the last argument has a line of its own, and so has what a label names.
#[test]
fn comments_behind_arguments_and_labels_keep_their_line() {
    check(
        "case.js",
        &[
            "f(\n  (x) => {\n    y();\n  },\n  // c\n);",
            "f.g(a).then(\n  () => {},\n  // c\n);",
            "f(function () {\n  a();\n} /* c */);",
            "scan:\n// c\nwhile (a) {\n  b();\n}",
            "scan: // c\nfor (;;) {\n  b();\n}",
            "scan: /* c */ while (a) b();",
        ],
    );
}

/// Parentheses that Lisp has not: what stands behind them stays with what they were around.
#[test]
fn comments_behind_dropped_parentheses_stay_with_their_operand() {
    for (javascript, wanted) in [
        ("f((z) /* c */, 1);", "f(z /* c */, 1);"),
        ("f(((z)) /* c */, 1);", "f(z /* c */, 1);"),
        ("f((z /* c */) /* d */, 1);", "f(z /* c */ /* d */, 1);"),
        ("f(a /* c */ /* d */, /* e */ b);", "f(a /* c */ /* d */, /* e */ b);"),
        ("f((z), /* c */ 1);", "f(z, /* c */ 1);"),
        ("f((a + b) /* c */, d);", "f(a + b /* c */, d);"),
        ("f((a, b) /* c */, d);", "f((a, b) /* c */, d);"),
        ("[(a) /* c */, b];", "[a /* c */, b];"),
        ("x = (y) // c", "x = y; // c"),
        ("x = [(a) /* c */];", "x = [a /* c */];"),
        ("({ a: (b) /* c */, d: 1 });", "({ a: b /* c */, d: 1 });"),
        ("(() => { return (z) /* c */; });", "return z; /* c */"),
        ("(a) /* c */ + b;", "a /* c */ + b;"),
        ("a + (b) /* c */ + d;", "a + b /* c */ + d;"),
        ("(a + b) /* c */ * d;", "(a + b) /* c */ * d;"),
        ("a ? (b) /* c */ : d;", "a ? b /* c */ : d;"),
        ("(a) /* c */ = 1;", "a /* c */ = 1;"),
        ("if ((a) /* c */) b;", "if (a /* c */) b;"),
        ("if (a) /* c */ b;", "if (a) /* c */ b;"),
        ("if ((a) + b) /* c */ d;", "if (a + b) /* c */ d;"),
        ("for (; (a) /* c */; b) ;", "for (; a /* c */; b);"),
    ] {
        let (lisp, text) = round_trip("case.js", javascript);
        assert!(text.contains(wanted), "{javascript}\n{lisp}\n{text}");
    }
}

/// A comment behind a word, a value or a form stays behind it, whatever follows.
#[test]
fn comments_glued_to_what_they_stand_behind() {
    check(
        "case.js",
        &[
            "if (a) b /* c */;\nelse d;",
            "if (a) {\n  b;\n} /* c */ else {\n  d;\n}",
            "f /* c */(a);",
            "f(a) /* c */(b);",
            "a.b.c /* c */();",
            "this.a /* c */.b = d;",
            "new A /* c */(b);",
            "a /* c */[b] = d;",
            "a[b /* c */];",
            "a[b /* c */].d;",
            "a[b /* c */](d);",
            "a?.[b /* c */]?.(d);",
            "f(...b /* c */, d);",
            "`a${f(z /* c */, b)}`;",
            "f(new A() /* c */, d);",
            "import(\"a\" /* c */);",
            "import(a, b /* c */);",
            "x = { [a /* c */]: b, d /* c */: e, \"f\" /* c */: g, [h] /* c */: i };",
            "const { a /* c */: b, d /* c */ = e } = f;",
            "let a = 1 /* c */,\n  b = 2;",
            "if /* c */ (a) b;",
            "while /* c */ (a /* d */) b;",
            "for /* c */ (a; b; d /* e */) f;",
            "for (const a /* c */ of b /* d */) e;",
            "switch /* c */ (a /* d */) {\n  case b /* e */:\n    f;\n}",
            "try {\n  a;\n} catch (e /* c */) {\n  b;\n}",
            "do a; /* c */\nwhile (b);",
            "l: for (;;) {\n  break /* c */ l;\n}",
            "throw /* c */ f(a);",
            "throw f /* c */(a);",
            "x = function /* c */ () {};",
            "async function /* c */ f() {}",
            "class A /* c */ extends B /* d */ {\n  a() {}\n}",
            "class A extends f /* c */(b) {}",
            "class A {\n  [a /* c */] = b;\n  #d /* c */ = e;\n  static f /* c */ = g;\n}",
            "class A {\n  #a;\n  f() {\n    return #a /* c */ in b;\n  }\n}",
            "f() /* c */;\ng();",
            "({ a } = b /* c */);",
            "while ((a = b /* c */)) d;",
            "a + b /* c */ + d + /* e */ f;",
        ],
    );
    check(
        "case.mjs",
        &[
            "import { a } from \"b\"; /* c */",
            "export { a as b } /* c */ from \"d\";",
            "export * as a /* c */ from \"b\";",
            "import a /* c */ from \"b\" /* d */ with { type: \"json\" };",
        ],
    );
}

/// Comments before the first parameter, at the end of a clause and before the next, before `else`, `catch` and `finally`.
#[test]
fn comments_at_the_edges_of_parameters_clauses_and_blocks() {
    check(
        "case.js",
        &[
            "function f(\n  // c\n) {}",
            "function f(\n  // c\n\n  /* d */\n  a, // e\n\n  // g\n  b,\n) {}",
            "class A {\n  f(\n    // c\n    a,\n  ) {}\n}",
            "switch (a) {\n  case b:\n    c;\n    // falls through\n  case d: // e\n  // f\n  case g:\n    // h\n  default:\n    i;\n\n    // no more\n}",
            "switch (a) {\n  case b: {\n    c;\n  }\n  // d\n  default: // e\n    // f\n}",
            "if (b) return_; /* c */\na;",
            "try {\n  a;\n} /* c */ catch (e) {\n  b;\n} /* d */ finally {\n  f;\n}",
            "try {\n  a; // c\n  // d\n} finally {\n  f;\n}",
            "try {\n  a;\n} /* c */ finally {\n  f;\n}",
            "try { /* c */ } catch {}",
            "try {\n  a;\n} finally {\n  /* c */ f;\n}",
            "try {\n  a;\n  /* c */\n} catch {\n  f;\n}",
        ],
    );
    for (javascript, wanted) in [
        ("if (a) b; /* c */ else d;", "if (a) b /* c */;\nelse d;"),
        (
            "try { a; /* c */ } catch (e) { f; /* d */ } finally { g; }",
            "a /* c */;\n} catch (e) {\n  f; /* d */\n} finally {",
        ),
        ("function f // c\n(a) {}", "function f(\n  // c\n  a,\n) {}"),
        ("(() => { return /* c */; });", "return; /* c */"),
    ] {
        let (lisp, text) = round_trip("case.js", javascript);
        assert!(text.contains(wanted), "{javascript}\n{lisp}\n{text}");
    }
}

/// What stands on a line of its own stays there, in whatever list or operand, and a run of comments on one line too.
#[test]
fn comments_on_lines_of_their_own() {
    check(
        "case.js",
        &[
            "f(\n  /* a */\n  0,\n  // b\n  c,\n);",
            "f().a(\n  // c\n  b,\n);",
            "[].concat(\n  // c\n  a,\n  b,\n);",
            "x[k](\n  /* c */\n  d,\n);",
            "x =\n  a ||\n  /* c8 ignore next */\n  b;",
            "if (\n  a &&\n  (b ||\n    /* c8 ignore next */\n    c)\n) {\n  d();\n}",
            "/******/ // one\n/******/ // two\n/******/ var a = {};",
        ],
    );
}

/// What stands behind a comma stays there, as what stands before it does.
#[test]
fn comments_behind_commas() {
    check(
        "case.js",
        &[
            "x = {\n  a: 48, /* 0 */\n  b: 49 /* 1 */,\n};",
            "y = [\n  a, /* b */\n  c, // d\n];",
            "f(...a /* b */, d);",
            "f(\n  // c\n  ...a,\n  b,\n);",
        ],
    );
    let (_, text) = round_trip("case.js", "f(... // c\n  a, b);");
    assert_eq!(text, "f(\n  // c\n  ...a,\n  b,\n);\n");
}

/// A comment behind `?` or `:` is one of the choice, also where the test stands on the same line.
#[test]
fn comments_of_choices() {
    check(
        "case.js",
        &[
            "x = c\n  ? // a\n    b\n  : // d\n    e;",
            "x = c\n  ? /* a */\n    b\n  : /* d */ e;",
            "x = c // a\n  ? b // d\n  : e; // f",
        ],
    );
    let (_, text) = round_trip("case.js", "x = c ? // a\n  b : // d\n  e;");
    assert_eq!(text, "x = c\n  ? // a\n    b\n  : // d\n    e;\n");
}

/// Between a `}` and the keyword that follows it, or behind a `{`.
#[test]
fn comments_beside_braces() {
    check(
        "case.js",
        &[
            "try {\n  a();\n  // in\n}\n// above\n// still\ncatch (e) {\n  b();\n}\n// then\nfinally {\n  d();\n}",
            "try {\n  a();\n}\n/* above */\ncatch {}",
            "do {\n  a();\n  // in\n}\n// above\nwhile (b);",
            "if (a) {\n  b();\n} else if (c) {\n  d();\n} else { // e\n  f();\n}",
            "if (a) { /* c */\n  b();\n}\nif (a /* c */) {\n  b();\n}",
            "for (const a of b) { /* c */\n  d();\n}",
            "x = () => { /* c */\n  a();\n};",
        ],
    );
    let (_, text) = round_trip("case.js", "try { a(); } catch (e) /* c */ {\n  b(); }\nif (a) /* c */ {\n  b(); }");
    assert_eq!(text, "try {\n  a();\n} catch (e) { /* c */\n  b();\n}\nif (a) { /* c */\n  b();\n}\n");
}

/// Beside an attribute or within its braces, in an empty part of a loop head, before and behind `from`.
#[test]
fn comments_of_attributes_slots_and_sources() {
    check(
        "case.jsx",
        &[
            "x = <a b={c} /* d */ />;\ny = <a b={c /* d */} />;",
            "x = <a /* d */ b={c} e={/* f */ g} {...h} /* i */ />;",
            "x = <a b={c} /* c */ d={{ e: 1 } /* d */} />;",
            "x = (\n  <a>\n    {\n      // c\n      b\n    }\n  </a>\n);",
        ],
    );
    check(
        "case.js",
        &[
            "for (/* a */;;) {\n  b();\n}",
            "for (; /* a */;) {\n  b();\n}",
            "for (;; /* a */) {\n  b();\n}",
            "for (a = 0; /* b */; ) c();",
            "for (/* a */; b; ) c();",
        ],
    );
    check(
        "case.mjs",
        &[
            "import { a } /* c */ from \"b\";\nimport { d } from /* e */ \"b\";",
            "export { a } /* c */ from /* d */ \"b\";\nexport * from /* e */ \"b\";",
            "export { a as /* c */ b, /* d */ e as f, h /* i */ as /* j */ k } from \"l\";",
        ],
    );
    let (_, text) = round_trip("case.js", "try {\n  a();\n} catch ( // b\n  e) {}");
    assert_eq!(round_trip("case.js", &text).1, text);
}

/// Between what is called and its arguments, and behind `super`.
#[test]
fn comments_before_arguments_and_behind_super() {
    check(
        "case.js",
        &[
            "a[b] /* c */(d);\na[b](/* c */ d);\na[b] /* c */();\na[b /* c */](d);",
            "a.b(c).d /* e */(f);\na.b(c).d(/* e */ f);\n(function () {}).call /* c */(this);",
            "a[b].c /* d */(e).f(g);\na?.[b] /* c */(d);",
            "a[b /* c */]();\na[b](/* c */);\nf(1)?.(/* c */ 2);\na.b(c)[d](/* e */)(f /* g */);",
            "class A extends B {\n  a() {\n    super /* c */.a();\n    super /* c */[a]();\n    super[a] /* c */();\n    return super /* c */.b;\n  }\n}",
            "(a?.b).c /* d */();\n(a?.b).c /* d */(e).f;\n(a?.b)[c] /* d */(e);\n(a?.b)[\"c\"] /* d */();",
            "(this?.a).b /* c */();\n(a?.b)./* c */ d();\n(a?.b /* c */).d(/* e */ f);",
        ],
    );
    let (_, text) = round_trip("case.js", "(a?.b).c // d\n  (e);");
    assert_eq!(text, "(a?.b).c( // d\n  e,\n);\n");
}

/// Operands of prefix operators, elements behind an opener or an operator, braces of elements.
#[test]
fn comments_before_operands_and_elements() {
    check(
        "case.jsx",
        &[
            "x = a && !(\n  /* c8 ignore start */\n  b > c\n  /* c8 ignore stop */\n);",
            "y = typeof (\n  // c\n  a.b\n);",
            "z = // c\n  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa &&\n  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb;",
            "x = (\n  <a>\n    {b && ( // c\n      <d />\n    )}\n    {e.map((f) => ( // g\n      <h />\n    ))}\n  </a>\n);",
            "x = (\n  <a>\n    {/*\n      several\n    */}\n    {\n      /* own */\n    }\n  </a>\n);",
            "x = [\n  1 /* a */, 2 /* b */, 3 /* c */,\n  // d\n  4, 5,\n];",
        ],
    );
}

/// Block comments side by side keep the line that they have for themselves.
#[test]
fn block_comments_side_by_side() {
    check(
        "case.js",
        &[
            "/* istanbul ignore next */ /* c */\n/** doc */\nfunction f() {}",
            "a();\n/* one */ /* two */\n// three\n\n// four\nconst z = 1;",
            "function f() {\n  /* one */ /* two */\n  return 1;\n}",
            "function f() {\n  a();\n  /* one */ /* two */\n}",
            "class A {\n  /* one */ /* two */\n  // three\n  m() {}\n  /* one */ /* two */\n}",
            "const o = {\n  /* one */ /* two */\n  a: 1,\n  b:\n    /* one */ /* two */\n    c,\n  /* one */ /* two */\n};",
            "switch (x) {\n  /* one */ /* two */\n  case 1:\n    /* one */ /* two */\n    f();\n}",
            "f(\n  /* one */ /* two */\n  a,\n  /* one */ /* two */\n  b,\n);",
            "function h(a) {\n  return (\n    /* one */ /* two */\n    a\n  );\n}",
            "const p =\n  /* one */ /* two */\n  a;",
            "c = a\n  ? /* one */ /* two */\n    b\n  : c;",
        ],
    );
}

/// The lines of a comment are indented anew and else stay.
#[test]
fn empty_lines_in_comments() {
    check(
        "case.js",
        &[
            "function f() {\n  /**\n   * a\n\n   * b\n   */\n  g();\n}",
            "function f() {\n  /*\n   * a\n\n\n   * b */\n  g();\n}",
        ],
    );
    let source = "function f() {\n  /**\n  * a\n\n  * b\n*/\n  g();\n}";
    let expected = "function f() {\n  /**\n   * a\n\n   * b\n   */\n  g();\n}";
    assert_eq!(round_trip("case.js", source).1.trim_end(), expected);
}

/// A blank line below a comment behind a brace stays; bodies may hold comments alone.
#[test]
fn comments_behind_openers_of_bodies() {
    check(
        "case.js",
        &[
            "if (a) { // see #1\n\n  x();\n}",
            "function f() { // see #1\n\n  x();\n}",
            "for (const a of b) { // c\n\n  d();\n}",
            "class A { // why\n\n  a() {} // b\n\n  // c\n}",
            "try { // c\n\n  a();\n} catch (e) { // d\n\n  b();\n}",
            "switch (a) { // c\n\n  case 1: // d\n\n    b();\n}",
            "if (a) {\n  b();\n} else if (c) {\n  // nothing\n} else if (d) { // three\n} else { /* four */ }",
            "class A {\n  m() {\n    // c\n  }\n\n  static async *o() { // d\n  }\n}",
        ],
    );
}

/// Behind a key in brackets, before the bracket.
#[test]
fn comments_behind_keys_in_brackets() {
    check(
        "case.js",
        &[
            "x = {\n  [a // c\n  ]: b,\n  d,\n};\ny = { [a\n  // c\n]: b };",
            "class A {\n  [a // c\n  ]() {}\n  [a\n    // d\n  ] = 1;\n}",
            "const { [a // c\n]: d } = b;",
        ],
    );
}

/// Between the tokens of a link, of an attribute and of a star.
#[test]
fn comments_around_dots_stars_and_signs() {
    check(
        "case.jsx",
        &[
            "a./* c */ b;\na /* c */.b;\na./* c */ b(1);\na /* d */./* c */ b(1);\na(1)./* c */ b(1);\na?./* c */ b(1);",
            "f /* c */?.(a);\na.b /* c */?.(a);\na?.b /* c */?.(a);\na[b] /* c */?.(a);\nf?.(/* c */ a);",
            "x = <a b /* c */={c} d /* e */=\"f\" />;",
        ],
    );
    check(
        "case.mjs",
        &[
            "import * /* c */ as n from \"m\";\nimport q, * /* c */ as m from \"m\";\nimport * as /* c */ o from \"m\";\nn(q, m, o);",
            "export * /* c */ from \"n\";\nexport * as /* c */ l from \"n\";",
        ],
    );
}

/// Between the word of a clause and its brace; behind the `)` of a value that is in parentheses only in JavaScript.
#[test]
fn comments_between_a_word_and_its_brace() {
    check(
        "case.js",
        &[
            "try /* a */ {\n  a();\n} finally /* b */ {\n  b();\n}\ntry {\n  a();\n} finally /* b */ {}",
            "if (a) {\n  b();\n} else /* c */ {\n  c();\n}",
            "if (a) {\n  b();\n} /* c */ else if (b) {\n  b();\n} else /* d */ /* e */ {}",
            // A test that is a literal has its comments.
            "if (a) {\n  b();\n} else if (/* c */ false) {\n  c();\n}\nif (/* d */ 1) {\n  d();\n} else {\n  e();\n}",
            "x = /** @type {any} */ (\"s\") ? p : q ? r : s;",
            "if (a) {\n  b;\n} else if (c /* c */) {\n  d;\n}",
        ],
    );
    for (javascript, wanted) in [
        ("function f() {\n  return (\n    a + b\n  ); // c\n}", "function f() {\n  return a + b; // c\n}\n"),
        ("function f() {\n  throw (\n    a\n  ) // c\n}", "function f() {\n  throw a; // c\n}\n"),
        ("const a = (\n  b && c\n); // d\ne();", "const a = b && c; // d\ne();\n"),
    ] {
        assert_eq!(round_trip("case.js", javascript).1, wanted);
    }
}

/// A value below the comment that ends the line of its key or `=` is indented as a whole.
#[test]
fn comments_between_a_key_and_its_value() {
    check(
        "case.js",
        &[
            "x = {\n  a: // c\n    () => {\n      b();\n    },\n  d:\n    // c\n    {\n      e,\n      f,\n    },\n};",
            "x = {\n  a: /* c */\n    1,\n  b: 2,\n};",
            "const a = (b) => // c\n  !b;\nconst d = (b) => // e\n  c &&\n  ffffffffffffffffffffffffffffffffffffffffffffffff &&\n  ggggggggggggggggggggggggggggggggggggggggggg;",
            "const a = // c\n  function () {\n    b();\n  };\na.b = // c\n  [\n    1,\n    2,\n  ];",
        ],
    );
}

/// A comment that ends its line before a function that is called stands between the parentheses of the function.
#[test]
fn comments_before_functions_that_are_called() {
    check(
        "case.js",
        &[
            "x = (\n  // c\n  function f() {\n    g();\n  }\n)(1);",
            "(\n  // a\n  // b\n  async () => {\n    c();\n  }\n)();",
            "// m\n(function f() {\n  g();\n})();\nx = // n\n  (function f() {\n    g();\n  })(1);",
        ],
    );
}

/// Those behind a word or operator belong to what follows, those behind the only argument of `import` to that.
#[test]
fn comments_behind_words_and_operators() {
    check(
        "case.js",
        &[
            "import(\n  \"./x.js\" // why\n).then(a);\nimport(\n  // why\n  \"./x.js\"\n);",
            "do {\n  a();\n} while (\n  // why\n  b\n);",
            "try {\n  a();\n} finally { // why\n  b();\n}",
            "if (a) {\n  b();\n} else { // why\n  c();\n}",
            "a.b =\n  /** why */\n  /* @__PURE__ */ f(x);",
            "x = (a,\n  // why\n  b);\nfunction f() {\n  return a,\n    // why\n    b;\n}",
            "(- /* why */ 1).a();\nf(-1, - /* why */ 2n);",
            "x = [/* a */, /* b */, c];",
            "if (a) b();\nelse c /* C */();",
            "class A extends // c\n  B {\n  m() {}\n}\nclass C /* a */ extends /* b */ D {}\nclass E // x\nextends F {}",
            "for (x in o /* c */);\nfor (x of o) { /* c */\n  f();\n}",
            "do {} while (a /* c */);\ndo { /* b */ } while (a /* c */);",
            "do {} while (\n  // c\n  a /* d */\n);",
            "switch (x) {\n  case 1: /* c */ {\n    // d\n    f();\n    g();\n  }\n}",
            "switch (x) {\n  case 1:\n    // c\n    {\n      f();\n    }\n}",
            "x = a\n  ? b\n  : c\n    ? d\n    : // case of path\n      \"e\";",
            "this.hooks.evaluate.for(\"Literal\").tap(\n  /** @type {{ name: string }} */ ({ name: CLASS_NAME, ids: true }),\n  (_expr) => {\n    const tree = 1;\n  },\n);",
        ],
    );
    let changed = [
        ("if (a) b(); else // why\n  c();", "if (a) b();\n// why\nelse c();\n"),
        ("a.b = /** why */\n/* @__PURE__ */ f(x);", "a.b =\n  /** why */\n  /* @__PURE__ */ f(x);\n"),
        ("const a = /** why */\n  f(x);", "const a =\n  /** why */\n  f(x);\n"),
        ("try { a(); } finally // why\n{ b(); }", "try {\n  a();\n} finally { // why\n  b();\n}\n"),
        ("if (a) { b(); } else // why\n{ c(); }", "if (a) {\n  b();\n} else { // why\n  c();\n}\n"),
        ("x = (j && k) || (l ?? m // why\n);", "x = (j && k) || (l ?? m); // why\n"),
        ("x = o + p * (q - r // why\n);", "x = o + p * (q - r); // why\n"),
        (
            "async () => { await // why\n (async () => {})(); };",
            "async () => {\n  await (\n    // why\n    async () => {}\n  )();\n};\n",
        ),
        (
            "f(a, function // why\n() { return 1; });",
            "f(\n  a,\n  function (\n    // why\n  ) {\n    return 1;\n  },\n);\n",
        ),
        ("do { a(); } while ( // why\nb);", "do {\n  a();\n} while (\n  // why\n  b\n);\n"),
    ];
    for (before, after) in changed {
        assert_eq!(round_trip("case.js", before).1, after);
        assert_eq!(round_trip("case.js", after).1, after);
    }
}

/// A comment on lines of its own before the right side of an operator is about all of it, a call of a function too; what
/// stands in the parentheses of an operator before its first operand stays there.
#[test]
fn comments_before_operands_that_begin_with_a_parenthesis() {
    check(
        "case.js",
        &[
            "s =\n  a ||\n  // one\n  (function (v) {\n    v();\n  })(this);",
            "t =\n  a +\n  // two\n  (() => 1)();",
            "u =\n  a || // three\n  (function () {\n    v();\n  })();",
            "x =\n  ( // c\n    a ||\n    b\n  ) &&\n  c;",
            "y =\n  ( // d\n    a +\n    b\n  ) *\n  c;",
            "if (\n  ( // e\n    a instanceof B ||\n    c + d + 1\n  ) &&\n  !d\n) {\n  f();\n}",
        ],
    );
}
