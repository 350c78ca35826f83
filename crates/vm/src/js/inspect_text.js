// The small parts of `inspect.js`: strings, numbers, keys, colours, and the columns a text takes on a terminal.
(function (natives, shared) {
  "use strict";

  const needsEscape = /[\x00-\x1f'\\\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
  const escapable = new RegExp(needsEscape.source, "g");
  const escapableButQuote = new RegExp(needsEscape.source.replace("'", ""), "g");
  const shortEscapes = { 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\x0B", 12: "\\f", 13: "\\r", 39: "\\'", 92: "\\\\" };
  const escapeUnit = (unit) => {
    const code = unit.charCodeAt(0);
    if (code in shortEscapes) return shortEscapes[code];
    const hex = code.toString(16);
    return code < 0x100 ? `\\x${hex.toUpperCase().padStart(2, "0")}` : `\\u${hex}`;
  };

  // A string literal in single quotes, or in another quote when that saves escapes.
  const quote = (text) => {
    if (!needsEscape.test(text)) return `'${text}'`;
    let mark = "'";
    if (text.includes("'")) {
      if (!text.includes('"')) mark = '"';
      else if (!text.includes("`") && !text.includes("${")) mark = "`";
    }
    return mark + text.replace(mark === "'" ? escapable : escapableButQuote, escapeUnit) + mark;
  };

  const groupDigits = (text) => {
    const [whole, fraction] = text.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "_");
    return fraction === undefined ? grouped : `${grouped}.${fraction.replace(/(\d{3})(?=\d)/g, "$1_")}`;
  };
  const showNumber = (number, separated) => {
    if (Object.is(number, -0)) return "-0";
    const text = `${number}`;
    return separated && !/[eIN]/.test(text) ? groupDigits(text) : text;
  };
  const showBigInt = (number, separated) => `${separated ? groupDigits(`${number}`) : number}n`;
  const moreItems = (count) => `... ${count} more item${count > 1 ? "s" : ""}`;

  const showString = (ctx, text) => {
    let trailer = "";
    if (text.length > ctx.maxStringLength) {
      const rest = text.length - ctx.maxStringLength;
      text = text.slice(0, ctx.maxStringLength);
      trailer = `... ${rest} more character${rest > 1 ? "s" : ""}`;
    }
    if (ctx.compact !== true && text.length > 16 && text.length > ctx.breakLength - ctx.indent - 4) {
      const lines = text.split(/(?<=\n)/).map((line) => paint(ctx, quote(line), "string"));
      return lines.join(` +\n${" ".repeat(ctx.indent + 2)}`) + trailer;
    }
    return paint(ctx, quote(text), "string") + trailer;
  };

  const colors = {
    special: [36, 39],
    number: [33, 39],
    bigint: [33, 39],
    boolean: [33, 39],
    undefined: [90, 39],
    null: [1, 22],
    string: [32, 39],
    symbol: [32, 39],
    date: [35, 39],
    regexp: [31, 39],
    module: [4, 24],
  };
  const paint = (ctx, text, style) => {
    const color = ctx.colors ? colors[style] : undefined;
    return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
  };

  const showPrimitive = (ctx, value) => {
    switch (typeof value) {
      case "string":
        return showString(ctx, value);
      case "number":
        return paint(ctx, showNumber(value, ctx.numericSeparator), "number");
      case "bigint":
        return paint(ctx, showBigInt(value, ctx.numericSeparator), "bigint");
      case "boolean":
        return paint(ctx, `${value}`, "boolean");
      case "undefined":
        return paint(ctx, "undefined", "undefined");
      default:
        return paint(ctx, Symbol.prototype.toString.call(value), "symbol");
    }
  };

  const symbolText = (symbol) => Symbol.prototype.toString.call(symbol).replace(escapableButQuote, escapeUnit);
  const showKey = (ctx, key, enumerable) => {
    if (typeof key === "symbol") return `[${paint(ctx, symbolText(key), "symbol")}]`;
    if (key === "__proto__") return "['__proto__']";
    if (!enumerable) return `[${key.replace(escapableButQuote, escapeUnit)}]`;
    if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key)) return key;
    return paint(ctx, quote(key), "string");
  };

  // Columns a text takes on a terminal.
  const isWide = (code) =>
    code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0x303e) ||
      (code >= 0x3041 && code <= 0x33ff) ||
      (code >= 0x3400 && code <= 0x4dbf) ||
      (code >= 0x4e00 && code <= 0xa4cf) ||
      (code >= 0xa960 && code <= 0xa97f) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1f64f) ||
      (code >= 0x1f680 && code <= 0x1f6ff) ||
      (code >= 0x1f900 && code <= 0x1f9ff) ||
      (code >= 0x20000 && code <= 0x3fffd) ||
      /^\p{Emoji_Presentation}$/u.test(String.fromCodePoint(code)));
  const isInvisible = (code) =>
    code <= 0x1f ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xfe20 && code <= 0xfe2f) ||
    (code >= 0xe0100 && code <= 0xe01ef);
  const ansiCode = /\u001b\[[0-9;]*m/g;
  const widthOf = (text) => {
    const plain = text.replace(ansiCode, "").normalize("NFC");
    if (/^[\x20-\x7e]*$/.test(plain)) return plain.length;
    let width = 0;
    for (const char of plain) {
      const code = char.codePointAt(0);
      if (!isInvisible(code)) width += isWide(code) ? 2 : 1;
    }
    return width;
  };

  shared.text = { quote, showNumber, showBigInt, moreItems, paint, showPrimitive, showKey, widthOf, ansiCode };
});
