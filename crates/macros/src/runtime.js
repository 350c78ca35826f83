// The compile-time world: data for macro code, and the exchange with the expander (see exchange.rs for the lines).
globalThis.__sx = (() => {
  const ORIGIN = Symbol("origin");
  const KIND = Symbol("kind");
  // On the stack of encode: the line that ends a value lies below.
  const CLOSE = Symbol("close");

  class Sym {
    constructor(name, set, fresh) {
      this.name = name;
      this.set = set;
      this.fresh = fresh;
      Object.freeze(this);
    }
    toString() {
      return this.name;
    }
  }
  class Keyword {
    constructor(name) {
      this.name = name;
      Object.freeze(this);
    }
    toString() {
      return this.name;
    }
  }
  class Opaque {
    constructor(id) {
      this.id = id;
      Object.freeze(this);
    }
  }

  const ENV = Object.freeze({});
  const symbols = new Map();
  const keywords = new Map();
  let counter = 0;

  const intern = (name, set) => {
    let named = symbols.get(set);
    if (!named) symbols.set(set, (named = new Map()));
    let found = named.get(name);
    if (!found) named.set(name, (found = new Sym(name, set, undefined)));
    return found;
  };
  const keyword = (name) => {
    let found = keywords.get(name);
    if (!found) keywords.set(name, (found = new Keyword(name)));
    return found;
  };
  const gensym = (name) => {
    counter += 1;
    return new Sym(name === undefined ? "g" : String(name), undefined, counter);
  };
  const tagged = (kind, items) => {
    items[KIND] = kind;
    return items;
  };
  const unescape = (text) =>
    text.includes("\\") ? text.replace(/\\(.)/g, (_, c) => (c === "n" ? "\n" : c === "r" ? "\r" : c)) : text;
  const escape = (text) =>
    text.includes("\\") || text.includes("\n") || text.includes("\r")
      ? text.replace(/[\\\n\r]/g, (c) => (c === "\n" ? "\\n" : c === "\r" ? "\\r" : "\\\\"))
      : text;

  const decode = (input) => {
    const stack = [];
    for (const line of input.split("\n")) {
      if (line === "") continue;
      const rest = line.slice(2);
      switch (line[0]) {
        case "y":
          stack.push(intern(unescape(rest), undefined));
          break;
        case "Y": {
          const cut = rest.indexOf(" ");
          stack.push(intern(unescape(rest.slice(cut + 1)), "+" + rest.slice(0, cut)));
          break;
        }
        case "k":
          stack.push(keyword(unescape(rest)));
          break;
        case "s":
          stack.push(unescape(rest));
          break;
        case "n":
          stack.push(rest[0] === "-" ? -Number(rest.slice(1).replaceAll("_", "")) : Number(rest.replaceAll("_", "")));
          break;
        case "b":
          stack.push(BigInt(rest.replace(/n$/, "").replaceAll("_", "")));
          break;
        case "t":
          stack.push(true);
          break;
        case "f":
          stack.push(false);
          break;
        case "0":
          stack.push(null);
          break;
        case "o":
          stack.push(new Opaque(rest));
          break;
        case "Q": {
          const [kind, id] = rest.split(" ");
          const items = [intern(kind === "spread" ? "..." : kind, undefined), stack.pop()];
          items[ORIGIN] = id;
          stack.push(Object.freeze(items));
          break;
        }
        default: {
          const [id, count] = rest.split(" ");
          const items = stack.splice(stack.length - Number(count), Number(count));
          items[ORIGIN] = id;
          if (line[0] !== "L") items[KIND] = line[0];
          stack.push(Object.freeze(items));
        }
      }
    }
    return stack;
  };

  const number = (value, out) => {
    if (Number.isFinite(value)) out.push("n " + (Object.is(value, -0) ? "-0" : String(value)));
    else if (Number.isNaN(value)) out.push("y NaN");
    else if (value > 0) out.push("y Infinity");
    else out.push("y -", "y Infinity", "L 2");
  };

  const closing = (items) => {
    const kind = items[KIND] ?? "L";
    return kind[0] === "Q" ? kind : kind + " " + items.length;
  };

  const encode = (value) => {
    const out = [];
    const tasks = [value];
    while (tasks.length > 0) {
      const next = tasks.pop();
      if (next === CLOSE) {
        out.push(tasks.pop());
        continue;
      }
      switch (typeof next) {
        case "string":
          out.push("s " + escape(next));
          break;
        case "number":
          number(next, out);
          break;
        case "bigint":
          out.push("b " + next + "n");
          break;
        case "boolean":
          out.push(next ? "t" : "f");
          break;
        case "undefined":
          out.push("y undefined");
          break;
        case "object":
          if (next === null) out.push("0");
          else if (next instanceof Sym) {
            if (next.fresh !== undefined) out.push("g " + next.fresh + " " + escape(next.name));
            else if (next.set === undefined) out.push("y " + escape(next.name));
            else if (typeof next.set === "string") out.push("P " + next.set.slice(1) + " " + escape(next.name));
            else out.push("Y " + next.set + " " + escape(next.name));
          } else if (next instanceof Keyword) out.push("k " + escape(next.name));
          else if (next instanceof Opaque) out.push("o " + next.id);
          else if (Array.isArray(next)) {
            if (next[ORIGIN] !== undefined) out.push("r " + next[ORIGIN]);
            else {
              tasks.push(closing(next), CLOSE);
              for (let n = next.length - 1; n >= 0; n -= 1) tasks.push(next[n]);
            }
          } else if (next instanceof RegExp || Object.getPrototypeOf(next) !== Object.prototype) {
            out.push("! an object of class " + escape(String(next.constructor && next.constructor.name)));
          } else {
            const keys = Object.keys(next);
            tasks.push("O " + keys.length * 2, CLOSE);
            for (let n = keys.length - 1; n >= 0; n -= 1) tasks.push(next[keys[n]], keyword(keys[n]));
          }
          break;
        default:
          out.push("! a " + typeof next);
      }
    }
    return out.join("\n");
  };

  const same = (a, b) =>
    a === b || (a instanceof Sym && b instanceof Sym && a.fresh === undefined && b.fresh === undefined && a.name === b.name);

  return {
    Sym,
    Keyword,
    sym: (name) => intern(name, undefined),
    bound: (name, set) => intern(name, set),
    kw: keyword,
    tagged: (kind, items) => tagged(kind, items),
    quoted: (kind, item) => tagged("Q " + kind, [item]),
    dotted: (symbol, rest) => new Sym(symbol.name + rest, symbol.set, symbol.fresh),
    gensym,
    same,
    quasi(build) {
      const names = new Map();
      return build((name) => {
        let found = names.get(name);
        if (!found) names.set(name, (found = gensym(name)));
        return found;
      });
    },
    call(name, input) {
      return encode(globalThis[name](undefined, ENV, ...decode(input)));
    },
    callWithForm(name, input) {
      const [form] = decode(input);
      return encode(globalThis[name](form, ENV, ...form.slice(1)));
    },
  };
})();

globalThis.gensym = (name) => __sx.gensym(name);
globalThis.symbol_q = (x) => x instanceof __sx.Sym;
globalThis.keyword_q = (x) => x instanceof __sx.Keyword;
globalThis.symbol = (name) => __sx.sym(String(name));
globalThis.keyword = (name) => __sx.kw(String(name));
globalThis.symbolName = (x) => x.name;
globalThis.eq_q = (a, b) => __sx.same(a, b);
globalThis.equal_q = (a, b) =>
  __sx.same(a, b) ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, n) => equal_q(item, b[n])));
globalThis.error = (message) => {
  throw new Error(message);
};
