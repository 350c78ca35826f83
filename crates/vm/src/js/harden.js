// Makes a context a world where everything is a function of the input. Runs once, before any script of the user.
//
// First what depends on the machine (clock, chance, time zone, the collector, code from strings) is replaced by
// something that throws and says why, then every intrinsic is frozen. Properties of the few prototypes that programs
// shadow by assignment (`error.name = …`, `object.toString = …`) become accessors whose setter defines an own
// property, since assignment to a property that is read-only in the prototype would throw.
(() => {
  "use strict";
  const define = Object.defineProperty;
  const { apply } = Reflect;

  // The engine hears of what is refused, and where, since the program may catch the error.
  const note = globalThis.__note;
  delete globalThis.__note;
  const stackOf = Object.getOwnPropertyDescriptor(Error.prototype, "stack").get;
  const refused = (message) => {
    const error = new TypeError(message);
    note(message, apply(stackOf, error, []));
    return error;
  };
  const forbid = (what, why) => {
    const refuse = {
      refused(...unused) {
        throw refused(`${what} cannot be used at compile time: ${why}`);
      },
    }.refused;
    return refuse;
  };
  const chance = "the result of an expansion depends on nothing but its source";
  const code = "code is not made from strings there";

  // What the engine does in one step is as long as its operands are; it is paid for before.
  const charge = globalThis.__charge;
  delete globalThis.__charge;
  const { ceil, min } = Math;
  const SMALL = 1024;
  const MAX_TEXT = 2 ** 28;
  const pay = (units) => {
    // The loop is where the engine notices that it has to stop.
    if (charge(min(ceil(units), 2 ** 31 - 1))) for (;;);
  };
  // `isCount`: the first argument says how long the result is.
  const price = (object, names, perUnit, isCount = false) => {
    for (const name of names) {
      const real = object[name];
      if (typeof real !== "function") continue;
      const wrapped = {
        [name](...args) {
          const length = this == null ? 0 : this.length;
          if (length > SMALL) pay(length / perUnit);
          const first = args[0];
          if (isCount && typeof first === "number" && first > SMALL) {
            // There is never so much memory; without it the work would be paid for before that is noticed.
            if ((name === "repeat" ? length : 1) * first > MAX_TEXT) throw new RangeError("invalid string length");
            pay(first / perUnit);
          }
          return apply(real, this, args);
        },
      }[name];
      define(wrapped, "length", { value: real.length });
      define(object, name, { value: wrapped });
    }
  };
  price(String.prototype, ["repeat", "padStart", "padEnd"], 1000, true);
  price(String.prototype, ["split", "replace", "replaceAll", "match", "matchAll"], 1000);
  price(String.prototype, ["indexOf", "lastIndexOf", "includes", "normalize", "search", "toUpperCase", "toLowerCase"], 1e5);
  price(Array.prototype, ["sort", "toSorted", "fill", "join", "toString", "flat", "concat", "splice", "toSpliced"], 1000);
  price(
    Array.prototype,
    ["indexOf", "lastIndexOf", "includes", "slice", "reverse", "toReversed", "with", "shift", "unshift", "copyWithin"],
    1e4,
  );

  // Code from strings.
  const refuseEval = forbid("eval", code);
  const refuseFunction = function Function() {
    throw refused(`Function cannot be used at compile time: ${code}`);
  };
  for (const sample of [function () {}, async function () {}, function* () {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(sample);
    if (prototype === Function.prototype) define(refuseFunction, "prototype", { value: prototype });
    define(prototype, "constructor", { value: refuseFunction });
  }
  globalThis.Function = refuseFunction;
  globalThis.eval = refuseEval;

  // Chance and the clock.
  Math.random = forbid("Math.random", chance);
  const RealDate = Date;
  const utc = RealDate.UTC;
  const parse = RealDate.parse;
  const hasZone = /^\s*[+-]?\d+(-\d+(-\d+)?)?\s*$|(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(\([^)]*\))?\s*$/i;
  const parseZoned = (text) => {
    if (!hasZone.test(text)) {
      throw refused("a date without a time zone cannot be read at compile time: " + chance);
    }
    return parse(text);
  };
  const construct = Reflect.construct;
  const PureDate = function Date(...parts) {
    if (new.target === undefined || parts.length === 0) {
      throw refused("the current date cannot be used at compile time: " + chance);
    }
    let time;
    if (parts.length > 1) time = utc(...parts);
    else if (parts[0] instanceof RealDate) time = parts[0].getTime();
    else if (typeof parts[0] === "string") time = parseZoned(parts[0]);
    else time = parts[0];
    return construct(RealDate, [time], new.target);
  };
  define(PureDate, "length", { value: 7 });
  define(PureDate, "prototype", { value: RealDate.prototype, writable: false });
  define(PureDate, "UTC", { value: utc });
  define(PureDate, "parse", { value: { parse: (text) => parseZoned(String(text)) }.parse });
  define(PureDate, "now", { value: forbid("Date.now", chance) });
  define(RealDate.prototype, "constructor", { value: PureDate });
  // There is one time zone, UTC.
  for (const name of Object.getOwnPropertyNames(RealDate.prototype)) {
    const zoned = name.replace(/^([gs]et)UTC/, "$1");
    if (zoned !== name) RealDate.prototype[zoned] = RealDate.prototype[name];
  }
  RealDate.prototype.toString = RealDate.prototype.toUTCString;
  for (const name of ["toDateString", "toTimeString", "toLocaleDateString", "toLocaleTimeString", "setYear", "getYear"]) {
    RealDate.prototype[name] = forbid(`Date.prototype.${name}`, "it depends on the time zone");
  }
  globalThis.Date = PureDate;

  RealDate.prototype.getTimezoneOffset = forbid("Date.prototype.getTimezoneOffset", "it depends on the time zone");

  // The locale.
  const locale = "it depends on the locale";
  for (const [name, prototype, keys] of [
    ["String", String.prototype, ["localeCompare", "toLocaleLowerCase", "toLocaleUpperCase"]],
    ["Number", Number.prototype, ["toLocaleString"]],
    ["BigInt", BigInt.prototype, ["toLocaleString"]],
    ["Array", Array.prototype, ["toLocaleString"]],
    ["Object", Object.prototype, ["toLocaleString"]],
    ["Date", RealDate.prototype, ["toLocaleString"]],
    ["TypedArray", Object.getPrototypeOf(Int8Array.prototype), ["toLocaleString"]],
  ]) {
    for (const key of keys) prototype[key] = forbid(`${name}.prototype.${key}`, locale);
  }

  // Nothing waits: what would run later never does.
  const later = "nothing runs later there";
  for (const key of ["then", "catch", "finally"]) {
    Promise.prototype[key] = forbid(`Promise.prototype.${key}`, later);
  }
  globalThis.queueMicrotask = forbid("queueMicrotask", later);

  // How the engine writes its stack is for the compiler, which reads it.
  const stack = "the stack is the compiler's";
  define(Error.prototype, "stack", {
    get: forbid("Error.prototype.stack", stack),
    set(own) {
      if (this === Error.prototype) throw new TypeError("'stack' is read-only");
      define(this, "stack", { value: own, writable: true, enumerable: false, configurable: true });
    },
    configurable: false,
  });
  for (const key of ["captureStackTrace"]) if (key in Error) define(Error, key, { value: forbid(`Error.${key}`, stack) });
  for (const key of ["prepareStackTrace", "stackTraceLimit"]) {
    if (!(key in Error)) continue;
    define(Error, key, { get: () => undefined, set: forbid(`Error.${key}`, stack), configurable: false });
  }

  // What shows the collector, other threads or the clock.
  for (const name of ["WeakRef", "FinalizationRegistry", "Atomics", "SharedArrayBuffer"]) {
    if (name in globalThis) {
      globalThis[name] = function () {
        throw refused(`${name} cannot be used at compile time: ${chance}`);
      };
    }
  }
  if ("performance" in globalThis) globalThis.performance = { now: forbid("performance.now", chance) };
  for (const name of ["navigator", "gc"]) delete globalThis[name];

  // Shadowing by assignment goes on working.
  const letShadow = (prototype, key) => {
    const property = Object.getOwnPropertyDescriptor(prototype, key);
    if (property === undefined || !property.configurable || !("value" in property)) return;
    const { value, enumerable } = property;
    define(prototype, key, {
      enumerable,
      configurable: false,
      get: () => value,
      set(own) {
        if (this === prototype) throw new TypeError(`'${String(key)}' is read-only`);
        define(this, key, { value: own, writable: true, enumerable: true, configurable: true });
      },
    });
  };
  const errors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError];
  for (const key of Reflect.ownKeys(Object.prototype)) letShadow(Object.prototype, key);
  for (const error of errors) {
    for (const key of ["name", "message", "constructor", "toString"]) letShadow(error.prototype, key);
  }
  for (const key of ["toString", "name", "constructor", "call", "apply"]) letShadow(Function.prototype, key);

  // Everything reachable is frozen; the global object itself stays open for new names.
  const seen = new Set([globalThis]);
  const queue = [];
  const reach = (value) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) return;
    seen.add(value);
    queue.push(value);
  };
  const { ownKeys, getPrototypeOf } = Reflect;
  const describe = Object.getOwnPropertyDescriptor;
  const reachAll = (holder) => {
    // The name and length of a function are text and a number; that of all functions has had its name replaced above.
    const isFunction = typeof holder === "function" && holder !== Function.prototype;
    const keys = ownKeys(holder);
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at];
      if (isFunction && (key === "name" || key === "length")) continue;
      const property = describe(holder, key);
      if ("value" in property) reach(property.value);
      else {
        reach(property.get);
        reach(property.set);
      }
    }
    reach(getPrototypeOf(holder));
  };
  reachAll(globalThis);
  for (const sample of [
    [][Symbol.iterator](),
    ""[Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    "".matchAll(/a/g),
    (function* () {})(),
    (async function* () {})(),
    async () => {},
    // Helpers of iterators, and what wraps an iterator of one's own.
    ...(typeof Iterator === "function"
      ? [[].values().map((x) => x), Iterator.from({ next: () => ({ done: true }) }), Iterator.concat?.([]) ?? []]
      : []),
  ]) {
    reach(Object.getPrototypeOf(sample));
  }
  while (queue.length > 0) {
    const next = queue.pop();
    reachAll(next);
    Object.freeze(next);
  }
  for (const key of Reflect.ownKeys(globalThis)) {
    const property = Object.getOwnPropertyDescriptor(globalThis, key);
    if (!property.configurable) continue;
    if ("value" in property) define(globalThis, key, { writable: false, configurable: false });
    else define(globalThis, key, { configurable: false });
  }
})();
