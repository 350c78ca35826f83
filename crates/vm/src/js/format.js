// `console.log("%s has %d", a, b)`: format strings, as Node writes them.
//
// In: the arguments of a console method. Out: one text.
(function (natives, shared) {
  "use strict";
  const { inspect, showNumber, showBigInt } = shared;

  const builtins = new Set(Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z][a-zA-Z0-9]+$/.test(name)));
  const has = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
  // Whether somebody other than the language says how the value becomes a string.
  const hasOwnText = (value) => {
    if (has(value, "toString")) return true;
    let at = value;
    do at = Object.getPrototypeOf(at);
    while (at !== null && !has(at, "toString"));
    if (at === null) return false;
    const type = Object.getOwnPropertyDescriptor(at, "constructor")?.value;
    return !(typeof type === "function" && builtins.has(type.name));
  };

  const asString = (value) => {
    switch (typeof value) {
      case "number":
        return showNumber(value);
      case "bigint":
        return showBigInt(value);
      case "object":
      case "function":
        if (value === null) return "null";
        if (typeof value === "function" || hasOwnText(value)) return String(value);
        return inspect(value, { depth: 0, colors: false, compact: 3 });
      default:
        return String(value);
    }
  };

  const asNumber = (value, read) => {
    if (typeof value === "bigint") return showBigInt(value);
    if (typeof value === "symbol") return "NaN";
    return showNumber(read(value));
  };

  const asJson = (value) => {
    try {
      return JSON.stringify(value);
    } catch (error) {
      if (/circular/i.test(error?.message)) return "[Circular]";
      throw error;
    }
  };

  const conversions = {
    s: asString,
    d: (value) => asNumber(value, Number),
    i: (value) => asNumber(value, Number.parseInt),
    f: (value) => (typeof value === "symbol" ? "NaN" : showNumber(Number.parseFloat(value))),
    j: asJson,
    o: (value) => inspect(value, { showHidden: true, showProxy: true, depth: 4 }),
    O: (value) => inspect(value),
    c: () => "",
  };

  const formatWithOptions = (options, ...args) => {
    const show = (value) => (typeof value === "string" ? value : inspect(value, { ...options, compact: 3, depth: options.depth ?? 2 }));
    if (args.length === 0) return "";
    if (args.length === 1) return show(args[0]);
    let next = 0;
    const parts = [];
    if (typeof args[0] === "string") {
      next = 1;
      const text = args[0].replace(/%[sdifjoOc%]/g, (directive) => {
        // Without an argument left, a directive stands as it is.
        if (directive === "%%") return "%";
        if (next >= args.length) return directive;
        const value = args[next];
        next += 1;
        return `${conversions[directive[1]](value)}`;
      });
      parts.push(text);
    }
    for (; next < args.length; next += 1) parts.push(show(args[next]));
    return parts.join(" ");
  };

  shared.formatWithOptions = formatWithOptions;
  shared.format = (...args) => formatWithOptions({}, ...args);
});
