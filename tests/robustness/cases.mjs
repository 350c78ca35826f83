// Hostile inputs: name, extension and bytes of each. Made when asked for, for some are large.

const DEPTH = 100_000;
const MEGABYTE = 1_000_000;

/** What opens and what closes, with what stands in the middle. */
const NESTS = {
  parens: ["(", "", ")"],
  brackets: ["[", "", "]"],
  braces: ["{:a ", "1", "}"],
  sets: ["#{", "", "}"],
  mixed: ["([{:a ", "1", "}])"],
  quotes: ["'", "x", ""],
  quasiquotes: ["`", "x", ""],
  unquotes: [",", "x", ""],
  "unquotes in a quasiquote": ["`(a ,", "x", ")"],
  splices: [",@", "x", ""],
  spreads: ["...", "x", ""],
  "spread arrays": ["[...", "x", "]"],
  "discarded forms": ["#;", "x", ""],
  "block comments": ["#|", "", "|#"],
  templates: ["#`${", "1", "}`"],
  "quoted lists": ["'(", "x", ")"],
  sums: ["(+ 1 ", "1", ")"],
  "sums to the left": ["(+ ", "1", " 1)"],
  powers: ["(** 2 ", "1", ")"],
  and: ["(and a ", "1", ")"],
  not: ["(not ", "1", ")"],
  negations: ["(- ", "1", ")"],
  awaits: ["(await ", "1", ")"],
  calls: ["(String ", "1", ")"],
  "calls of calls": ["(", "f", ")"],
  news: ["(new Map ", "1", ")"],
  members: ["(.-p ", "x", ")"],
  chains: ["(. ", "x", " p)"],
  threads: ["(-> ", "x", " String)"],
  ifs: ["(if 1 ", "2", " 3)"],
  "ifs in conditions": ["(if ", "1", " 2 3)"],
  conds: ["(cond (1 2) (else ", "3", "))"],
  whens: ["(when 1 ", "2", ")"],
  cases: ["(case 1 ((1) ", "2", "))"],
  lets: ["(let ((a 1)) ", "a", ")"],
  "lets in values": ["(let ((a ", "1", ")) a)"],
  "named lets": ["(let loop ((i 0)) ", "i", ")"],
  begins: ["(begin 1 ", "2", ")"],
  blocks: ["(block ", "2", ")"],
  functions: ["(fn (a) ", "1", ")"],
  definitions: ["(defn f () ", "1", ")"],
  "default values": ["(fn ((= a ", "1", ")) a)"],
  patterns: ["[", "a", "]", "(const ", " 1)"],
  "object patterns": ["{:a ", "b", "}", "(const ", " 1)"],
  assignments: ["(set! x ", "1", ")"],
  loops: ["(while 1 ", "(break)", ")"],
  fors: ["(for (() () ()) ", "(break)", ")"],
  "for-ofs": ["(for-of (a b) ", "1", ")"],
  tries: ["(try ", "1", " (catch e 2))"],
  "tries in catch": ["(try 1 (catch e ", "2", "))"],
  labels: ["(label a ", "1", ")"],
  switches: ["(switch 1 (case 1 ", "2", "))"],
  throws: ["(throw ", "1", ")"],
  classes: ["(class (extends ", "A", "))"],
  methods: ["(class (method m () ", "1", "))"],
  macros: ["(let-syntax () ", "1", ")"],
  "syntax patterns": ["(", "a", ")", "(define-syntax m (syntax-rules () ((_ ", ") 1)))"],
  types: ["(arr ", "T", ")", "(const x : ", " 1)"],
  jsx: ["(jsx a {} ", '"x"', ")"],
};

function nests(depth, names = Object.keys(NESTS)) {
  const make = ([open, middle, close, before = "", after = ""]) =>
    `(declare-global a b f x A loop)\n${before}${open.repeat(depth)}${middle}${close.repeat(depth)}${after}\n`;
  return names.flatMap((name) => [
    text(`${depth} ${name}`, () => make(NESTS[name])),
    text(`${depth} ${name}, not closed`, () => NESTS[name][0].repeat(depth)),
    text(`${depth} ${name}, only closed`, () => NESTS[name][2].repeat(depth) || "x"),
  ]);
}

/** One thing that is very long, wide, or large. */
const LARGE = {
  "50 MB on one line": () => "(console.log 1)".repeat((50 * MEGABYTE) / 15),
  "50 MB on one line, never closed": () => "(f x ".repeat(10 * MEGABYTE),
  "50 MB on one line, unbound names": () => "(f x)".repeat(10 * MEGABYTE),
  "50 MB on one line, closed too often": () => "x) ".repeat((50 * MEGABYTE) / 3),
  "50 MB of one string": () => `(console.log "${"x".repeat(50 * MEGABYTE)}")`,
  "50 MB of one string, not closed": () => `"${"x".repeat(50 * MEGABYTE)}`,
  "50 MB of one symbol": () => `(def ${"a-".repeat(25 * MEGABYTE)}b 1)`,
  "50 MB of one dotted symbol": () => `(console.log Math${".a".repeat(25 * MEGABYTE)})`,
  "50 MB of one keyword": () => `(console.log :${"x".repeat(50 * MEGABYTE)})`,
  "50 MB of digits": () => `(console.log ${"1".repeat(50 * MEGABYTE)})`,
  "50 MB of one big integer": () => `(console.log ${"1".repeat(50 * MEGABYTE)}n)`,
  "50 MB of one template": () => `(console.log #\`${"x".repeat(50 * MEGABYTE)}\`)`,
  "50 MB of one regular expression": () => `(console.log #/${"x".repeat(50 * MEGABYTE)}/)`,
  "50 MB of one comment": () => `;${"x".repeat(50 * MEGABYTE)}`,
  "50 MB of one block comment": () => `#|${"x".repeat(50 * MEGABYTE)}|#`,
  "50 MB of line ends": () => "\n".repeat(50 * MEGABYTE),
  "50 MB of blanks": () => " ".repeat(50 * MEGABYTE),
  "50 MB of comment lines": () => ";\n".repeat(25 * MEGABYTE),
  "50 MB of closing brackets": () => ")".repeat(50 * MEGABYTE),
  "50 MB of opening brackets": () => "(".repeat(50 * MEGABYTE),
  "50 MB of apostrophes": () => "'".repeat(50 * MEGABYTE),
  "50 MB of colons": () => ":".repeat(50 * MEGABYTE),
  "50 MB of empty lists": () => "()".repeat(25 * MEGABYTE),
  "a call of a million arguments": () => `(console.log ${"1 ".repeat(MEGABYTE)})`,
  "a sum of a million terms": () => `(console.log (+ ${"1 ".repeat(MEGABYTE)}))`,
  "a comparison of 100,000 terms": () => `(console.log (< ${"1 ".repeat(DEPTH)}))`,
  "an or of a million terms": () => `(console.log (or ${"1 ".repeat(MEGABYTE)}))`,
  "a cond of 100,000 clauses": () => `(console.log (cond ${"(1 2) ".repeat(DEPTH)}(else 3)))`,
  "a cond of 100,000 clauses as statements": () => `(cond ${"((f) (g)) ".repeat(DEPTH)})(defn f () 1)(defn g () 1)`,
  "a case of 100,000 clauses": () => `(case 1 ${times(DEPTH, (n) => `((${n}) ${n})`)})`,
  "a switch of 100,000 cases": () => `(switch 1 ${times(DEPTH, (n) => `(case ${n} ${n})`)})`,
  "a let of 100,000 names": () => `(let (${times(DEPTH, (n) => `(a${n} ${n})`)}) a9)`,
  "a let* of 100,000 names": () => `(let* (${times(DEPTH, (n) => `(a${n + 1} ${n ? `a${n}` : 0})`)}) a9)`,
  "a let of 100,000 equal names": () => `(let* (${times(DEPTH, () => "(a 1)")}) a)`,
  "100,000 definitions of one name": () => "(const a 1)\n".repeat(DEPTH),
  "100,000 unbound names": () => times(DEPTH, (n) => `name-${n}`),
  "100,000 unknown escapes": () => `"${"\\q".repeat(DEPTH)}"`,
  "100,000 bad numbers": () => "1x ".repeat(DEPTH),
  "100,000 wrong shapes": () => "(if)\n(let)\n".repeat(DEPTH),
  "a thread of 100,000 steps": () => `(console.log (-> 1 ${"inc ".repeat(DEPTH)}))`,
  "a chain of 100,000 steps": () => `(console.log (. Math ${"p ".repeat(DEPTH)}))`,
  "a chain of 100,000 calls": () => `(console.log (. Math ${"(p 1) ".repeat(DEPTH)}))`,
  "an object of 100,000 members": () => `(console.log {${times(DEPTH, (n) => `:a${n} ${n}`)}})`,
  "a class of 100,000 methods": () => `(class A ${times(DEPTH, (n) => `(method m${n} () ${n})`)})`,
  "100,000 parameters": () => `(defn f (${times(DEPTH, (n) => `a${n}`)}) 1)`,
  "100,000 imports": () => times(DEPTH, (n) => `(import a${n} "m${n}")\n`),
  "100,000 macros": () => times(DEPTH, (n) => `(define-syntax m${n} (syntax-rules () ((_) ${n})))\n`),
  "10,000 macros in the engine": () => times(10_000, (n) => `(defmacro m${n} () ${n})(console.log (m${n}))\n`),
  "100,000 templates in a template": () => `(console.log #\`${"${1}".repeat(DEPTH)}\`)`,
  "100,000 docstrings": () => times(DEPTH, (n) => `(defn f${n} () "doc" 1)\n`),
  "100,000 spilled operands": () => `(console.log ${times(DEPTH, () => "(begin (const a 1) a)")})`,
};

/** Macros that do not end, or grow without bound. */
const BOMBS = {
  "rules that never end": "(define-syntax m (syntax-rules () ((_) (m))))(m)",
  "rules that grow": "(define-syntax m (syntax-rules () ((_ a ...) (m a ... a ...))))(m 1)",
  "rules that double": "(define-syntax m (syntax-rules () ((_ a) (m (a a)))))(m 1)",
  "rules that fan out": "(define-syntax m (syntax-rules () ((_) (begin (m) (m)))))(m)",
  "rules that nest their call": "(define-syntax m (syntax-rules () ((_) (+ 1 (m)))))(m)",
  "rules that define rules": "(define-syntax m (syntax-rules () ((_) (begin (define-syntax n (syntax-rules () ((_) (m)))) (n)))))(m)",
  "two rules in turns": "(define-syntax a (syntax-rules () ((_) (b))))(define-syntax b (syntax-rules () ((_) (a))))(a)",
  "rules that laugh": `${times(40, (n) => `(define-syntax l${n + 1} (syntax-rules () ((_ x) (l${n} (x x x x x x x x x x)))))`)}(define-syntax l0 (syntax-rules () ((_ x) 'x)))(l40 a)`,
  "an ellipsis of an ellipsis": `(define-syntax m (syntax-rules () ((_ (a ...) (b ...)) '((a b ...) ...))))(m (${"1 ".repeat(20_000)}) (${"2 ".repeat(20_000)}))`,
  "a pattern that could backtrack": `(define-syntax m (syntax-rules () ((_ (a ... x) ... y) 1) ((_ . r) 2)))(m ${"(1 2 3) ".repeat(DEPTH)})`,
  "a macro that never ends": "(defmacro m () `(m))(m)",
  "a macro that fans out": "(defmacro m () `(begin (m) (m)))(m)",
  "a macro that doubles its arguments": "(defmacro m (...xs) `(m ,@xs ,@xs))(m 1)",
  "a macro that doubles its argument's depth": "(defmacro m (x) `(m (,x ,x)))(m 1)",
  "a busy loop": "(defmacro m () (while true) 1)(m)",
  "a busy recursion": "(defmacro m () (defn f () (+ 1 (f))) (f))(m)",
  "a loop that counts": "(defmacro m () (let i 0) (while true (++ i)) i)(m)",
  "a busy loop for syntax": "(begin-for-syntax (while true))(defmacro m () 1)(m)",
  "a busy helper": "(begin-for-syntax (defn f () (while true)))(defmacro m () (f))(m)",
  "a gigabyte string": '(defmacro m () (.repeat "x" 1000000000))(m)',
  "strings without end": '(defmacro m () (let s "x") (while true (+= s s)) s)(m)',
  "an array without end": "(defmacro m () (const a []) (while true (a.push 1)) a)(m)",
  "a gigabyte array": "(defmacro m () (.fill (new Array 200000000) 1))(m)",
  "a buffer of gigabytes": "(defmacro m () (new Array-buffer 8000000000) 1)(m)",
  "typed arrays without end": "(defmacro m () (const a []) (while true (a.push (new Uint8Array 10000000))) a)(m)",
  "a map without end": "(defmacro m () (const a (new Map)) (let i 0) (while true (a.set (++ i) i)) a)(m)",
  "objects without end": "(defmacro m () (let o null) (while true (set! o {:next o})) 1)(m)",
  "a slow regular expression": '(defmacro m () (.test #/^(a+)+$/ (+ (.repeat "a" 50) "b")))(m)',
  "a slow sort": "(defmacro m () (.sort (Array.from {:length 10000000} (fn (_ i) (- i)))) 1)(m)",
  "a slow join": '(defmacro m () (.length (.join (new Array 100000000) "xxxxxxxxxx")))(m)',
  "slow big integers": "(defmacro m () (let n 3n) (while true (set! n (* n n))) 1)(m)",
  "a result that holds itself": "(defmacro m () (const a []) (a.push a) a)(m)",
  "a result of 100,000 levels": "(defmacro m () (let a []) (for ((let i 0) (< i 100000) (++ i)) (set! a [a])) a)(m)",
  "a result of 10,000,000 elements": "(defmacro m () `(quote ,(Array.from {:length 10000000} (fn (_ i) i))))(m)",
  "a result with holes": "(defmacro m () (new Array 4000000000))(m)",
  "a result that is a proxy": '(defmacro m () (new Proxy [] {:get (fn () (throw "no"))}))(m)',
  "a result with a getter": "(defmacro m () (Object.define-property [1] 0 {:get (fn () (while true))}))(m)",
  "a macro that throws": '(defmacro m () (throw "no"))(m)',
  "a macro that throws what cannot be shown": "(defmacro m () (throw {:to-string (fn () (while true))}))(m)",
  "a macro that waits": "(defmacro m () (await (new Promise (fn () 1))))(m)",
  "a macro that loops in a promise": "(defmacro m () (.then (Promise.resolve) (fn () (while true))) 1)(m)",
  "a macro that returns a function": "(defmacro m () (fn () 1))(m)",
  "a macro that asks for the system": '(defmacro m () (js/import "fs"))(m)',
  "a macro that spoils the world": "(defmacro m () (set! Array.prototype.map null) (set! global-this.x 1) 1)(m)",
  "macros that define macros": "(defmacro m (n) `(begin (defmacro k () `(m ,(+ ,n 1))) (k)))(m 0)",
  "a place that never ends": "(define-syntax p (syntax-rules () ((_) (p))))(set! (p) 1)",
  "a pattern that never ends": "(define-syntax p (syntax-rules () ((_) (p))))(const (p) 1)",
  "an element that never ends": "(defmacro p () `(p))(console.log {(p)})",
  "a member that never ends": "(defmacro p () `(p))(class A (p))",
  "definitions that never end": "(define-syntax m (syntax-rules () ((_) (begin (def x 1) (m)))))(defn f () (m))",
};

/** Bytes that are no ordinary text. */
const BYTES = {
  empty: [],
  "one NUL": [0],
  "a NUL in a string": "(def a \"x\0y\")",
  "a NUL between forms": "(def a 1)\0(def b 2)",
  "a lone mark of byte order": [0xef, 0xbb, 0xbf],
  "a mark of byte order": "\ufeff(def a 1)",
  "two marks of byte order": "\ufeff\ufeff(def a 1)",
  "carriage returns and line feeds": "(def a 1)\r\n(def b\r\n  \"x\r\ny\") ; c\r\n",
  "carriage returns": "(def a 1)\r(def b 2)\r",
  "line separators": "(def a 1)\u2028(def b \"\u2029\")",
  "invalid UTF-8": [0x28, 0xff, 0xfe, 0x29],
  "a surrogate in UTF-8": [0x22, 0xed, 0xa0, 0x80, 0x22],
  "an overlong form": [0x22, 0xc0, 0x80, 0x22],
  "UTF-8 that is cut": [0x22, 0xe2, 0x82],
  "UTF-16": [0xff, 0xfe, 0x28, 0, 0x29, 0],
  "control characters": "(def a \u0001\u0002\u001b[31m)",
  "characters of no width": "(def a\u200b 1)(def \u2060b 2)",
  "letters that turn": "(def a \"\u202e\u2066\")",
  "letters that combine": `(def a${"\u0301".repeat(100)} 1)`,
  "emoji as names": "(def 😀 1)(console.log 😀)",
  "names of objects": "(def __proto__ 1)(def constructor 2)(console.log {:__proto__ 1 toString})",
  "a string that is cut": '(def a "x',
  "an escape that is cut": '(def a "\\',
  "a template that is cut": "(def a #`x ${(f ",
  "an expression that is cut": "(def a #/x[",
  "a comment that is cut": "(def a 1) #| #| |#",
  "a sharp sign": "#",
  "dots": ". .. ... .... .a a. a..b a.?.b",
  "1 MB of random bytes": noise(MEGABYTE, 0xff),
  "1 MB of random ASCII": noise(MEGABYTE, 0x7f),
  "10 MB of random brackets": noise(10 * MEGABYTE, 0x07, "()[]{}'\""),
  "10 MB of random syntax": noise(10 * MEGABYTE, 0x0f, "()[] {}#'`,;\"a\n|"),
  "1 MB of random words": () => randomWords(200_000),
};

/** JavaScript for the way back: what nests, or becomes deep. */
const SCRIPT_NESTS = {
  parens: (depth) => "(".repeat(depth) + "1" + ")".repeat(depth),
  brackets: (depth) => "[".repeat(depth) + "]".repeat(depth),
  blocks: (depth) => "{".repeat(depth) + "}".repeat(depth),
  ifs: (depth) => "if(1)".repeat(depth) + ";",
  elses: (depth) => "if(1);else ".repeat(depth) + ";",
  conditions: (depth) => "1?1:".repeat(depth) + "1",
  terms: (depth) => "1+".repeat(depth) + "1",
  ands: (depth) => "1&&".repeat(depth) + "1",
  powers: (depth) => "1**".repeat(depth) + "1",
  commas: (depth) => "1,".repeat(depth) + "1",
  nots: (depth) => "!".repeat(depth) + "1",
  signs: (depth) => "- ".repeat(depth) + "1",
  typeofs: (depth) => "typeof ".repeat(depth) + "1",
  members: (depth) => "a" + ".b".repeat(depth),
  calls: (depth) => "a" + "()".repeat(depth),
  indexes: (depth) => "a[".repeat(depth) + "1" + "]".repeat(depth),
  "optional members": (depth) => "a" + "?.b".repeat(depth),
  news: (depth) => "new ".repeat(depth) + "a",
  arrows: (depth) => "a=>".repeat(depth) + "1",
  functions: (depth) => "function f(){".repeat(depth) + "}".repeat(depth),
  classes: (depth) => "class A extends ".repeat(depth) + "B{}",
  assignments: (depth) => "a=".repeat(depth) + "1",
  templates: (depth) => "`${".repeat(depth) + "1" + "}`".repeat(depth),
  tags: (depth) => "a" + "``".repeat(depth),
  patterns: (depth) => "var " + "[".repeat(depth) + "a" + "]".repeat(depth) + "=1",
  labels: (depth) => "a:".repeat(depth) + ";",
  statements: (depth) => "f();".repeat(depth),
  "opened parens": (depth) => "(".repeat(depth),
};

const SCRIPTS = {
  "50 MB on one line": () => "f(1);".repeat(10 * MEGABYTE),
  "50 MB of one string": () => `"${"x".repeat(50 * MEGABYTE)}"`,
  "a NUL": () => "a\0b",
  "nothing": () => "",
  "random ASCII": () => Buffer.from(noise(100_000, 0x7f)()).toString("latin1"),
};

/** All cases: {name, extension, content()}. */
export function allCases() {
  return [
    ...Object.entries(BYTES).map(([name, content]) => ({ name, extension: "lisp", content: bytesOf(content) })),
    ...Object.entries(BOMBS).map(([name, content]) => text(name, () => content)),
    // Just below the depth that is refused every stage does its work.
    ...nests(4_900),
    ...nests(DEPTH),
    ...nests(10 * DEPTH, ["parens", "brackets", "braces", "quotes", "sums", "templates", "lets"]),
    ...Object.entries(LARGE).map(([name, make]) => text(name, make)),
    ...[4_900, DEPTH].flatMap((depth) => Object.entries(SCRIPT_NESTS).map(([name, make]) => script(`${depth} ${name}`, () => make(depth)))),
    ...Object.entries(SCRIPTS).map(([name, make]) => script(name, make)),
  ];
}

function text(name, content) {
  return { name, extension: "lisp", content };
}

function script(name, content) {
  return { name: `JavaScript: ${name}`, extension: "js", content };
}

function bytesOf(content) {
  if (typeof content === "function") return content;
  return () => (typeof content === "string" ? content : Buffer.from(content));
}

function times(count, make) {
  return Array.from({ length: count }, (_, n) => make(n)).join(" ");
}

/** The same bytes in every run, `mask` of each kept, or letters of `alphabet`. */
function noise(size, mask, alphabet = null) {
  return () => {
    const bytes = Buffer.alloc(size);
    let state = 7;
    for (let at = 0; at < size; at += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const value = (state >>> 24) & mask;
      bytes[at] = alphabet ? alphabet.charCodeAt(value) : value;
    }
    return bytes;
  };
}

function randomWords(count) {
  const words = ["(", ")", "[", "]", "{", "}", "if", "let", "fn", "defn", "a", "b", "1", ":k", "'", "`", ",", ",@", "...",
    "defmacro", "define-syntax", "syntax-rules", "_", "class", "method", "get", "set!", ".", "(a b)", "\"s\"", "=", "->"];
  const bytes = noise(count * 2, 0x1f)();
  return Array.from({ length: count }, (_, n) => words[bytes[2 * n]]).join(" ");
}
