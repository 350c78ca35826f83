// The compile-time world: data for macro code (see exchange.rs), and what macro code can call.
globalThis.__sx = (() => {
  // What carries what a value is. Keys of their own, so that macro code does not come across them.
  const ID = Symbol("id");
  const ORIGIN = Symbol("origin");
  const KIND = Symbol("kind");
  const LAZY = Symbol("lazy");
  const [QUOTE, UNQUOTE_SPLICING, SPREAD] = [6, 9, 10];
  const KEYWORD = -2147483648;

  // Interned symbols and keywords by number, their scopes, and their numbers by scopes and name.
  const table = [];
  const scopes = [];
  const bySet = new Map();
  let fresh = 0;

  // Whoever has it may make symbols: their class is not a way to make one with the number of another.
  const MAY = {};
  const checkMay = (may) => {
    if (may !== MAY) throw new TypeError("a symbol is made with (symbol name) or (gensym), a keyword with (keyword name)");
  };

  class Sym {
    constructor(may, id, name) {
      checkMay(may);
      Object.defineProperty(this, ID, { value: id });
      this.name = name;
      Object.freeze(this);
    }
    toString() {
      return this.name;
    }
  }
  class Keyword {
    constructor(may, id, name) {
      checkMay(may);
      Object.defineProperty(this, ID, { value: id });
      this.name = name;
      Object.freeze(this);
    }
    toString() {
      return this.name;
    }
  }

  for (const made of [Sym, Keyword]) {
    Object.freeze(made.prototype.toString);
    Object.freeze(made.prototype);
    Object.freeze(made);
  }

  const add = (Class, name, scope) => {
    let named = bySet.get(scope);
    if (!named) bySet.set(scope, (named = new Map()));
    let found = named.get(name);
    if (!found) {
      named.set(name, (found = new Class(MAY, table.length, name)));
      table.push(found);
      scopes.push(scope);
    }
    return found;
  };
  const intern = (name, scope) => add(Sym, name, scope);
  const keyword = (name) => add(Keyword, name, KEYWORD);
  const gensym = (name) => new Sym(MAY, -(fresh += 1), name === undefined ? "g" : String(name));
  const isSymbol = (x) => x instanceof Sym;
  const tagged = (kind, items) => {
    items[KIND] = kind;
    return items;
  };
  const PREFIXES = ["quote", "quasiquote", "unquote", "unquote-splicing", "..."];

  const same = (a, b) =>
    a === b || (isSymbol(a) && isSymbol(b) && a[ID] >= 0 && b[ID] >= 0 && a.name === b.name);
  const equal = (a, b) =>
    same(a, b) ||
    (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, n) => equal(item, b[n])));

  const KINDS = ["list", "array", "object", "set", "typed", "typed", ...PREFIXES.slice(0, 4), "spread", "template",
    "regex", "verbatim"];
  const kindOf = (x) => {
    if (isSymbol(x)) return "symbol";
    if (x instanceof Keyword) return "keyword";
    if (x === null) return "null";
    if (Array.isArray(x)) return KINDS[x[KIND] ?? 0] ?? "other";
    if (typeof x !== "object") return typeof x;
    return x[ORIGIN] === undefined ? "object" : (KINDS[x[KIND]] ?? "other");
  };
  const BRACKETS = { array: ["[", "]"], object: ["{", "}"], set: ["#{", "}"] };
  const MARKS = { quote: "'", quasiquote: "`", unquote: ",", "unquote-splicing": ",@", spread: "..." };
  const templateText = (text) => text.replace(/[\\`]|\$\{/g, (found) => `\\${found}`);
  // A form as text, on one line.
  const textOf = (x) => {
    const kind = kindOf(x);
    if (kind === "symbol") return x.name;
    if (kind === "keyword") return `:${x.name}`;
    if (kind === "string") return JSON.stringify(x);
    if (kind === "bigint") return `${x}n`;
    // Those of a call are known to the expander alone.
    if (kind === "other" || !Array.isArray(x) && (kind === "template" || kind === "regex" || kind === "verbatim")) {
      return holder.host(["text", x]) ?? "…";
    }
    if (kind === "regex") return `#${x[0]}`;
    if (kind === "verbatim") return `\\${x[0]}`;
    if (kind === "template") {
      return `#\`${x.map((part, n) => (n % 2 === 0 ? templateText(part) : `\${${textOf(part)}}`)).join("")}\``;
    }
    if (MARKS[kind] !== undefined && x.length === 2) return MARKS[kind] + textOf(x[1]);
    if (kind === "typed") return `${textOf(x[0])} : ${textOf(x[1])}`;
    if (kind === "object" && !Array.isArray(x) && Object.getPrototypeOf(x) === Object.prototype) {
      return `{${Object.entries(x).map(([key, value]) => `:${key} ${textOf(value)}`).join(" ")}}`;
    }
    if (!Array.isArray(x)) return Object.is(x, -0) ? "-0" : String(x);
    const [open, close] = BRACKETS[kind] ?? ["(", ")"];
    return open + x.map(textOf).join(" ") + close;
  };

  // A form that stands deep in another one: an array that gets its elements when someone looks at them.
  const look = (target) => {
    const number = target[LAZY];
    if (number === undefined) return target;
    const form = holder.host(number);
    if (form === undefined) throw new Question("the forms of a call are there while a macro runs, and none does here");
    delete target[LAZY];
    target[ORIGIN] = form[ORIGIN];
    for (let n = 0; n < form.length; n += 1) target[n] = form[n];
    return target;
  };
  const isKnown = (key) => key === KIND || key === ORIGIN || key === ID || key === LAZY || key === "length";
  const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys, preventExtensions, set } = Reflect;
  const handler = {
    __proto__: null,
    get: (target, key) => (isKnown(key) ? target : look(target))[key],
    set: (target, key, value) => set(look(target), key, value),
    has: (target, key) => key in look(target),
    deleteProperty: (target, key) => deleteProperty(look(target), key),
    ownKeys: (target) => ownKeys(look(target)),
    getOwnPropertyDescriptor: (target, key) => getOwnPropertyDescriptor(look(target), key),
    defineProperty: (target, key, to) => defineProperty(look(target), key, to),
    preventExtensions: (target) => preventExtensions(look(target)),
  };
  Object.freeze(handler);
  const lazy = (number, kind, length) => {
    const target = [];
    target.length = length;
    target[LAZY] = number;
    if (kind !== 0) target[KIND] = kind;
    return new Proxy(target, handler);
  };

  // Questions to the expander, which answers while the macro waits. Where it has no answer the macro is at its end.
  const Question = class extends Error {};
  const ask = (kind, subject) => {
    const answer = holder.host([kind, subject]);
    if (answer === undefined) throw new Question("macroexpand and &env answer while a macro runs, and none does here");
    return answer;
  };
  // What `error` was told last: the form, and a list that it stands in.
  let failed = [];
  let around = [];
  // What was thrown last that is no error, as text, and where.
  let raised = [];
  const { apply } = Reflect;
  const stackOf = Object.getOwnPropertyDescriptor(Error.prototype, "stack").get;
  // The name of a symbol or keyword.
  const named = (what, name) => {
    if (!name.isWellFormed()) throw new TypeError(`the name of a ${what} holds half of a character: ${JSON.stringify(name)}`);
    return name;
  };

  // What a pattern `{:a x}` takes apart: an object of the call by its keys, as JavaScript would have it, and otherwise
  // what it is. `inside` has, by key, the same for its parts.
  const OBJECT = 2;
  const keysOf = (x, inside, byKey) => {
    if (!Array.isArray(x)) return x;
    const isObject = byKey === 1 && x[KIND] === OBJECT;
    if (!isObject && Object.keys(inside).length === 0) return x;
    const view = Object.create(isObject ? null : x);
    const put = (key, value) => {
      const [byKey, parts] = Object.hasOwn(inside, key) ? inside[key] : [];
      const shown = parts === undefined ? value : keysOf(value, parts, byKey);
      defineProperty(view, key, { value: shown, enumerable: true, configurable: true, writable: true });
    };
    if (!isObject) {
      for (const key of Object.keys(inside)) if (x[key] !== undefined) put(key, x[key]);
      return view;
    }
    for (let at = 0; at < x.length; at += 1) {
      const [key, kind] = [x[at], kindOf(x[at])];
      if (kind === "symbol") put(ask("member-name", key), key);
      else if (kind === "keyword") put(key.name, x[at += 1]);
      else if (kind === "string" || kind === "number") put(String(key), x[at += 1]);
      else if (kind !== "list" && kind !== "spread" && kind !== "verbatim") at += 1;
    }
    return view;
  };
  const { parse } = JSON;

  const holder = {
    ID,
    ORIGIN,
    KIND,
    LAZY,
    lazy,
    handler,
    table,
    plain: Object.prototype,
    // What `&env` is in the call of this number. Another call does not answer for it.
    env: (call) => Object.freeze({
      has: (name) => {
        const answer = ask("bound", [call, name]);
        if (answer === null) throw new Error("this &env is over: it answers while the call that it is of is expanded");
        return answer;
      },
    }),
    intern,
    keyword: (name) => keyword(name),
    describe: (id) => [table[id].name, scopes[id]],
    takeRaised() {
      const taken = raised;
      raised = [];
      return taken;
    },
    takeFailed() {
      const taken = failed;
      failed = [];
      return taken;
    },
    takeAround() {
      const taken = around;
      around = [];
      return taken;
    },
  };
  globalThis.__sxHolder = holder;

  // What a message says of a value.
  const shown = (x) => {
    const kind = kindOf(x);
    return kind === "undefined" || kind === "function" || kind === "other" ? kind : textOf(x);
  };
  const nameOf = (x) => {
    if (isSymbol(x) || x instanceof Keyword) return x.name;
    if (kindOf(x) === "verbatim") return ask("member-name", x);
    throw new TypeError(`symbol-name takes a symbol or keyword, not ${shown(x)}`);
  };

  return {
    nameOf,
    memberName(x) {
      if (!isSymbol(x) && kindOf(x) !== "verbatim") throw new TypeError(`member-name takes a symbol, not ${shown(x)}`);
      return ask("member-name", x);
    },
    // A macro function that takes operands by keys, those that the text says.
    keyed(call, text) {
      const inside = parse(text);
      const seen = (operand, n) => (Object.hasOwn(inside, n) ? keysOf(operand, inside[n][1], inside[n][0]) : operand);
      return (form, env, ...operands) => call(form, env, ...operands.map(seen));
    },
    // What `,@` splices.
    items(x) {
      if (Array.isArray(x)) return x;
      if (typeof x === "object" && x !== null && typeof x[Symbol.iterator] === "function") return x;
      throw new TypeError(`,@ takes a list or an array, not ${shown(x)}`);
    },
    gensym: (name) => gensym(named("symbol", name === undefined ? "g" : String(name))),
    isSymbol,
    isKeyword: (x) => x instanceof Keyword,
    kindOf,
    textOf,
    sym: (name) => intern(named("symbol", name), 0),
    keyword: (name) => keyword(named("keyword", name)),
    same,
    equal,
    ask,
    tagged,
    prefixed: (kind, ...items) => tagged(kind, [intern(PREFIXES[kind - QUOTE], 0), ...items]),
    dotted: (symbol, rest) =>
      symbol[ID] < 0 ? new Sym(MAY, symbol[ID], symbol.name + rest) : intern(symbol.name + rest, scopes[symbol[ID]]),
    quasi(build) {
      const names = new Map();
      return build((name) => {
        let found = names.get(name);
        if (!found) names.set(name, (found = gensym(name)));
        return found;
      });
    },
    // What no macro may go on after: the engine is at its end, or the expander has no answer.
    caught(error) {
      if (error === null || error instanceof InternalError || error instanceof Question) throw error;
      // How deep the stack is depends on the machine.
      if (error instanceof RangeError && error.message === "Maximum call stack size exceeded") throw error;
    },
    // `throw value`: an error knows where it was made, anything else does not.
    raise(value) {
      if (!(value instanceof Error)) {
        const kind = `a value of type ${typeof value}`;
        const tried = (text) => {
          try {
            return text();
          } catch {
            return kind;
          }
        };
        const text = tried(() => String(value));
        const isForm = typeof value === "object" && text !== kind;
        raised = [text, apply(stackOf, new Error(), []), isForm ? tried(() => textOf(value)) : text];
      }
      return value;
    },
    fail(message, form, list) {
      failed = form === undefined ? [] : [form];
      around = list === undefined ? [] : [list];
      throw new Error(message);
    },
  };
})();

globalThis.gensym = (name) => __sx.gensym(name);
globalThis.symbol_q = (x) => __sx.isSymbol(x);
globalThis.keyword_q = (x) => __sx.isKeyword(x);
globalThis.symbol = (...parts) => __sx.sym(parts.join(""));
globalThis.keyword = (name) => __sx.keyword(String(name));
globalThis.symbolName = (x) => __sx.nameOf(x);
globalThis.formKind = (x) => __sx.kindOf(x);
globalThis.formText = (x) => __sx.textOf(x);
globalThis.eq_q = (a, b) => __sx.same(a, b);
globalThis.equal_q = (a, b) => __sx.equal(a, b);
globalThis.error = (message, form, list) => __sx.fail(message, form, list);
globalThis.warn = (message, form, list) => __sx.ask("warn", [String(message), form, list]);
globalThis.memberName = (symbol) => __sx.memberName(symbol);
globalThis.macroexpand_1 = (form) => __sx.ask("expand-1", form);
globalThis.macroexpand = (form) => __sx.ask("expand", form);
