// Tokens of a Lisp source, with the forms they stand in: enough to say what a mapped position is.
//
// A token is {kind, start, end, text, parent}; `parent` is the opening token of the form around it, and opening tokens
// have `kids`. Kinds: open close symbol keyword number string text regex mark. `text` is a piece of a template literal.

const ENDS = /[\s()[\]{}"';`,]/;

/** The tokens of `source` in order, comments left out. */
export function readTokens(source) {
  const tokens = [];
  const forms = [];
  // Depth of braces at which a `}` goes back into a template.
  const templates = [];
  let at = 0;
  let braces = 0;

  const add = (kind, end) => {
    const token = { kind, start: at, end, text: source.slice(at, end), parent: forms.at(-1) ?? null, kids: [] };
    token.parent?.kids.push(token);
    tokens.push(token);
    at = end;
    return token;
  };
  const templateText = () => {
    let end = at;
    while (end < source.length && source[end] !== "`" && !source.startsWith("${", end)) {
      end += source[end] === "\\" ? 2 : 1;
    }
    add("text", end);
    if (source[end] === "`") {
      at = end + 1;
      return;
    }
    at = end + 2;
    templates.push(braces);
  };

  while (at < source.length) {
    const rest = source.slice(at, at + 2);
    const c = source[at];
    if (/\s/.test(c)) at += 1;
    else if (c === ";" || rest === "#!") at = lineEnd(source, at);
    else if (rest === "#|") at = blockCommentEnd(source, at);
    else if (rest === "#`") {
      add("mark", at + 2);
      templateText();
    } else if (rest === "#/") add("regex", regexEnd(source, at));
    else if ("([{".includes(c) || rest === "#{") {
      if (c === "{" || rest === "#{") braces += 1;
      const open = add("open", at + (c === "#" ? 2 : 1));
      forms.push(open);
    } else if (c === "}" && templates.at(-1) === braces) {
      templates.pop();
      at += 1;
      templateText();
    } else if (")]}".includes(c)) {
      if (c === "}") braces -= 1;
      forms.pop();
      add("close", at + 1);
    } else if (c === '"') add("string", stringEnd(source, at));
    else if (rest === ",@" || rest === "#;") add("mark", at + 2);
    else if ("'`,".includes(c)) add("mark", at + 1);
    else if (source.startsWith("...", at) && !ENDS.test(source[at + 3] ?? " ")) add("mark", at + 3);
    else addWord();
  }
  return tokens;

  function addWord() {
    let end = at;
    while (end < source.length && !ENDS.test(source[end])) end += source[end] === "\\" ? 2 : 1;
    const word = source.slice(at, end);
    const isNumber = /^[-+]?\.?\d/.test(word);
    add(isNumber ? "number" : word[0] === ":" && word.length > 1 ? "keyword" : "symbol", end);
  }
}

function lineEnd(source, at) {
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}

function blockCommentEnd(source, at) {
  let depth = 0;
  do {
    if (source.startsWith("#|", at)) depth += 1;
    else if (source.startsWith("|#", at)) depth -= 1;
    at += source.startsWith("#|", at) || source.startsWith("|#", at) ? 2 : 1;
  } while (depth > 0 && at < source.length);
  return at;
}

function regexEnd(source, at) {
  let inClass = false;
  for (at += 2; at < source.length && (inClass || source[at] !== "/"); at += 1) {
    if (source[at] === "\\") at += 1;
    else if (source[at] === "[") inClass = true;
    else if (source[at] === "]") inClass = false;
  }
  return at + 1 + /^[a-z]*/.exec(source.slice(at + 1, at + 12))[0].length;
}

function stringEnd(source, at) {
  for (at += 1; at < source.length && source[at] !== '"'; at += 1) {
    if (source[at] === "\\") at += 1;
  }
  return at + 1;
}

/**
 * The names in a token, each {text, start}: `a.b?.c` has three, `.-p` and `:p` one, behind their marks.
 */
export function namesOf(token) {
  if (token.kind === "keyword") return [{ text: token.text.slice(1), start: token.start + 1 }];
  if (token.kind !== "symbol") return [];
  const lead = /^(?:(?:\?\.|\.)-?(?=.)|\\)/.exec(token.text)?.[0].length ?? 0;
  const names = [];
  let at = lead;
  for (const part of token.text.slice(lead).split(/(\?\.|!\.|\.)/)) {
    if (part !== "" && !/^(\?\.|!\.|\.)$/.test(part)) names.push({ text: part, start: token.start + at });
    at += part.length;
  }
  return names;
}

/** The head of the form that `open` opens, as text. */
export function headOf(open) {
  const head = open?.kids[0];
  return head?.kind === "symbol" ? head.text : null;
}

const SPELLED = {
  "?": "_q", "!": "_x", "+": "_plus", "*": "_star", "/": "_slash", "<": "_lt", ">": "_gt", "=": "_eq", "%": "_pct",
  "&": "_amp", "|": "_or", "^": "_xor", "~": "_tilde",
};

/** The JavaScript name that the Lisp name `name` spells. */
export function jsName(name) {
  const bare = name.replace(/^#/, "");
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(bare)) return bare;
  let out = "";
  let capital = false;
  const chars = [...bare];
  for (let at = 0; at < chars.length; at += 1) {
    const c = chars[at];
    const next = chars[at + 1];
    if (c === "-" && next === ">") {
      out += out === "" ? "_to" : "To";
      capital = true;
      at += 1;
    } else if (c === "-") {
      if (out !== "" && chars[at - 1] !== "-" && next !== undefined && !/[-\d]/.test(next)) capital = true;
      else out += "_";
    } else if (SPELLED[c]) {
      out += SPELLED[c];
      capital = c !== "?" && c !== "!";
    } else {
      out += capital && /\p{Ll}/u.test(c) ? c.toUpperCase() : c;
      capital = false;
    }
  }
  return out;
}

/** Names of the macros that `source` defines. */
export function macrosOf(tokens) {
  const heads = new Set(["defmacro", "define-syntax", "define-inline", "define-value", "define-native"]);
  const found = [];
  for (const token of tokens) {
    if (token.kind !== "open" || !heads.has(headOf(token))) continue;
    const name = token.kids[1];
    const symbol = name?.kind === "open" ? name.kids[0] : name;
    if (symbol?.kind === "symbol") found.push(symbol.text);
  }
  return found;
}
