// Equality of two trees of acorn, as programs: positions, parentheses and the spelling of literals aside.

/** Keys that say where or how, not what. */
const ignored = new Set(["start", "end", "loc", "range", "raw", "sourceType"]);

/** The path to the first difference, or null. */
export function difference(expected, found, path = "program") {
  const pending = [[expected, found, path]];
  while (pending.length > 0) {
    const [a, b, at] = pending.pop();
    if (Object.is(a, b)) continue;
    if (typeof a === "bigint" || typeof b === "bigint" || !isObject(a) || !isObject(b)) {
      return `${at}: ${show(a)} became ${show(b)}`;
    }
    if (a instanceof RegExp && b instanceof RegExp) continue;
    if (Array.isArray(a) !== Array.isArray(b)) return at;
    if (Array.isArray(a) && a.length !== b.length) return `${at}: ${a.length} items became ${b.length}`;
    if (isConstructorKey(a) && isConstructorKey(b)) continue;
    if (a.type !== b.type) return `${at}: ${a.type} became ${b.type}`;
    for (const key of keysOf(a, b)) pending.push([plain(a, key), plain(b, key), `${at}.${key}`]);
  }
  return null;
}

/**
 * The first comment of `before` that `after` has not, or has elsewhere, or null. The lists are what
 * [`commentCollector`] gives; a comment is at its place when as many words, strings and numbers stand before it.
 */
export function commentDifference(before, after) {
  for (let at = 0; at < Math.max(before.length, after.length); at += 1) {
    const [a, b] = [before[at], after[at]];
    if (!b) return `the comment ${show(a.text)} is lost`;
    if (!a) return `the comment ${show(b.text)} is new`;
    if (a.text !== b.text) return `the comment ${show(a.text)} became ${show(b.text)}`;
    if (a.words !== b.words) return `the comment ${show(a.text)} moved from word ${a.words} to ${b.words}`;
  }
  return null;
}

/** The options of acorn that collect comments: pass `options`, parse, read `found`. */
export function commentCollector() {
  const found = [];
  const words = [];
  const options = {
    // The lexer may look ahead, so that both are sorted out by position in the end.
    onComment: (isBlock, text, start) => found.push({ text: text.replace(/[\s*]+/g, " ").trim(), start }),
    onToken: (token) => {
      const { label, keyword } = token.type;
      if (keyword || ["name", "privateId", "num", "string", "regexp", "template"].includes(label)) words.push(token.start);
    },
  };
  const finish = () => {
    words.sort((a, b) => a - b);
    let at = 0;
    return found
      .sort((a, b) => a.start - b.start)
      .map(({ text, start }) => {
        while (at < words.length && words[at] < start) at += 1;
        return { text, words: at };
      });
  };
  return { options, finish };
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** The key of a constructor, whose quotes are layout. */
function isConstructorKey(node) {
  return node.name === "constructor" || (node.type === "Literal" && node.value === "constructor");
}

function keysOf(a, b) {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  // The raw text of a template is observable; its value is no node.
  return [...keys].filter((key) => !ignored.has(key) || (key === "raw" && !a.type && "cooked" in a)).reverse();
}

/**
 * A member of a node; the raw text of a directive without escapes that mean the character itself, and with one kind of line
 * end: what a line of the file ends with is no part of the program.
 */
function plain(node, key) {
  const value = node[key];
  if (key === "directive" && typeof value === "string") {
    return value.replace(/\r\n?/g, "\n").replace(/\\u\{([0-9a-f]+)\}|\\([^\dxunrtvbf\r\n])/gi, (_, hex, self) => self ?? String.fromCodePoint(parseInt(hex, 16)));
  }
  if (key === "bigint" && typeof value === "string") return BigInt(value.replace(/_/g, ""));
  return value;
}

function show(value) {
  if (isObject(value)) return Array.isArray(value) ? "a list" : (value.type ?? "an object");
  return typeof value === "bigint" ? `${value}n` : JSON.stringify(value) ?? "nothing";
}
