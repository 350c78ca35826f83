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

function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** The key of a constructor, whose quotes are layout. */
function isConstructorKey(node) {
  return node.name === "constructor" || (node.type === "Literal" && node.value === "constructor");
}

function keysOf(a, b) {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter((key) => !ignored.has(key)).reverse();
}

/** A member of a node; the raw text of a directive without its escapes of quotes. */
function plain(node, key) {
  const value = node[key];
  if (key === "directive" && typeof value === "string") return value.replace(/\\(["'])/g, "$1");
  if (key === "bigint" && typeof value === "string") return BigInt(value.replace(/_/g, ""));
  return value;
}

function show(value) {
  if (isObject(value)) return Array.isArray(value) ? "a list" : (value.type ?? "an object");
  return typeof value === "bigint" ? `${value}n` : JSON.stringify(value) ?? "nothing";
}
