// Whether a token of the output maps to the token of the source that it comes from.
//
// The rule: every identifier, literal, operator and keyword has a segment of its own that begins where it begins. Its
// origin is
// - the same name, `a-b` for `aB`, and then the segment says `a-b`; the same literal;
// - the head of the form that means the operator: `=` for `===`; or a form that implies a word: `defn` for `return`;
// - the head of a macro call, for what the template of the macro brings. What an argument of the call says has to map
//   to that argument.
// Names that nobody wrote, as of a temporary, map to the start of the form that needs them.

import { headOf, jsName, namesOf } from "./lisp.mjs";

const FUNCTIONS = "fn fn! lambda function function! function* defn defn! defn* defun define method method! method* get get! set constructor async let export";
const DECLARATIONS = "const let var using def define let* letrec for-of for-in for-await";

/** Operators and words of JavaScript, and the heads that print them. */
const HEADS = {
  "=": `set! js/set! = field accessor ${DECLARATIONS}`,
  "===": "= cond case", "!==": "not= =", "==": "== ??", "!=": "!= == ??", "!": "not if when cond or ?? while",
  "&&": "and < <= > >= =", "||": "or cond", "??": "??", "?": "if ?: cond", "=>": FUNCTIONS,
  "...": "", "++": "++ post++ pre++", "--": "-- post-- pre--", "*": `${FUNCTIONS} * yield* import export`,
  const: DECLARATIONS, let: DECLARATIONS, var: "var", using: "using",
  if: "if cond and or ?? ||= &&= ??=", else: "if cond", function: FUNCTIONS, async: FUNCTIONS, return: null,
  while: "while do-while let", do: "do-while", for: "for for-of for-in for-await", of: "for-of for-await",
  break: null, continue: null, new: "new js/new", await: "await for-await", static: "static static-block",
  class: "class", extends: "extends", import: "import js/import", export: "export", default: "export default",
  from: "import export", as: "import export as", with: "with import export", get: "get get!", set: "set",
  delete: "delete", typeof: "typeof", void: "void", in: "in for-in", instanceof: "instanceof", throw: "throw",
  try: "try", catch: "catch", finally: "finally", switch: "switch", case: "case", yield: "yield yield*",
  debugger: "debugger", this: "this", super: "super", null: "null nil", true: "while let", undefined: null,
};
const SETS = new Map(Object.entries(HEADS).map(([word, heads]) => [word, heads === null ? null : new Set(heads.split(" "))]));

/** What the compiler calls a value that it has to keep. */
const MADE = /^(?:value|result|items?|object|instance|key|text|operand|first)\d*$/;

const isWord = (text) => /^[\p{ID_Start}$_#]/u.test(text);

/** A judge for outputs of `source`, whose tokens are `tokens`; `macros` holds the names of macros. */
export function makeJudge(tokens, macros) {
  const names = new Map();
  const starts = new Map();
  for (const token of tokens) {
    starts.set(token.start, token);
    for (const name of namesOf(token)) names.set(name.start, { ...name, token });
  }
  /** Offsets of names that some token of the output comes from. */
  const reached = new Set();
  /** Names of named lets, whose calls assign. */
  const loops = new Set();
  for (const { kind, kids } of tokens) {
    if (kind === "open" && kids[0]?.text === "let" && kids[1]?.kind === "symbol") loops.add(kids[1].text);
  }

  return {
    /** Notes an origin; to be called for all tokens before any is judged. */
    reach: (offset) => reached.add(offset),
    /** Whether a token or a name begins at `offset`. */
    isStart: (offset) => starts.has(offset) || names.has(offset),
    /** Null when `offset`, called `called` by the segment, is where `text` comes from; else what is wrong. */
    judge(text, kind, offset, called) {
      const name = names.get(offset);
      const token = starts.get(offset) ?? name?.token;
      if (token === undefined) return "the origin is inside of a token";
      if (kind === "template" && token.kind === "text") return token.text.startsWith(text) ? null : "another text";
      if (kind === "name" && name !== undefined && sameName(text, name.text)) return checkCalled(text, name.text, called);
      if (isSameLiteral(text, token) || name?.text === text) return null;
      if (kind !== "name" && impliedBy(text, token)) return null;
      if (token.text === "#{" && (text === "new" || text === "Set")) return null;
      const call = macroCall(token);
      if (call !== null) return checkTemplate(text, kind, call);
      if (kind === "name" && /^(?:async|await|of|get|set|static|let|from|as|yield|undefined|using)$/.test(text)) {
        return impliedBy(text, token) ? null : "another word";
      }
      if (kind === "name" && loops.has(token.text) && isHead(token)) return null;
      if (kind === "name" && isMade(text) && (token.kind === "open" || isHead(token))) return null;
      return kind === "name" ? "another name" : "another form";
    },
  };

  /** Whether the compiler gives such names: to values it keeps, to copies of variables, and in `m.call(o)`. */
  function isMade(text) {
    const stem = text.replace(/\d+$/, "");
    return text === "call" || MADE.test(text) || (stem !== text && [...names.values()].some((name) => jsName(name.text) === stem));
  }

  function isHead(token) {
    return token.parent?.kids[0] === token;
  }

  /** The form whose macro makes what comes from `token`: the call, or the macro's name where it is a value. */
  function macroCall(token) {
    const open = token.kind === "open" ? token : isHead(token) ? token.parent : null;
    const head = headOf(open);
    if (head !== null && macros.has(head)) return open;
    if (token.kind !== "symbol") return null;
    // `inc` in `(-> x inc)`, `+` in `(reduce + 0 xs)`.
    return macros.has(token.text) || /^[-+*/%<>=&|^~?!]+$/.test(token.text) ? token : null;
  }

  function checkTemplate(text, kind, call) {
    if (kind !== "name") return null;
    const stack = call.kids.slice(1);
    while (stack.length > 0) {
      const token = stack.pop();
      stack.push(...token.kids);
      for (const name of namesOf(token)) {
        if (jsName(name.text) === text && !reached.has(name.start)) return "an argument of the macro says so";
      }
    }
    return null;
  }

  /** Whether `token` is, or stands directly in, a form that means the operator or word `text`. */
  function impliedBy(text, token) {
    const assigned = /^(.+)=$/.exec(text)?.[1];
    const heads = SETS.has(text) ? SETS.get(text) : new Set([text, assigned === undefined ? text : `${assigned}=`]);
    if (heads === null) return true;
    const isOperator = !isWord(text) && !["=", "=>", "?", "!"].includes(text);
    if (text === "...") return token.text === "..." || token.parent !== null;
    if (heads.has(token.text)) return true;
    if (text === "=" && loops.has(token.text)) return true;
    // A declaration of the compiler's own stands for the form that needs it.
    if (["const", "let", "="].includes(text) && token.kind === "open") return true;
    if (isOperator) return false;
    const forms = token.kind === "open" ? [token, token.parent, token.parent?.parent] : [token.parent, token.parent?.parent];
    return forms.some((form) => form && heads.has(headOf(form)));
  }
}

/** Whether the output's `text` is the name `written`, perhaps with a suffix that keeps it apart from others. */
function sameName(text, written) {
  const name = jsName(written);
  const bare = text.replace(/^#/, "");
  return bare === name || (bare.startsWith(name) && /^(?:_|\d+)$/.test(bare.slice(name.length)));
}

function checkCalled(text, written, called) {
  if (text.replace(/^#/, "") === written.replace(/^#/, "")) return null;
  return called === written ? null : `is called ${called} and not ${written}`;
}

/** Whether `text`, a literal of JavaScript, is what `token` says. */
function isSameLiteral(text, token) {
  const [source] = [token.text];
  switch (token.kind) {
    case "number":
      return text === source || text === source.replace(/^[-+]/, "") || (/^[-+]$/.test(text) && source[0] === text);
    case "string":
      if (!/^["'`]/.test(text)) return text === valueOf(source);
      // The module `./a.lisp` is printed as `./a.js`.
      return valueOf(text) === valueOf(source).replace(/^(\.{1,2}\/.*)\.lisp$/, "$1.js");
    case "keyword":
      return text === JSON.stringify(source.slice(1));
    case "regex":
      return text === source.slice(1);
    case "symbol":
      return text === JSON.stringify(source) || text === source || (text === "null" && source === "nil");
    default:
      return false;
  }
}

function valueOf(literal) {
  const inner = literal.replace(/[`]/g, "\\`").replace(/\$\{/g, "\\${").replace(/\r?\n/g, "\\n").replace(/^["']|["']$/g, "");
  return new Function(`return \`${inner}\``)();
}
