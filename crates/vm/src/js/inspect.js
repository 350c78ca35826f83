// Values as text, as Node writes them.
//
// In: any value and options. Out: the text of `util.inspect`. Every rule here is one that Node's documentation or its
// observable behaviour gives (breadth of lines, grouping of arrays, what stands in brackets); the differential tests
// compare with a real Node. Nothing here calls methods of the value but getters of `Symbol.toStringTag`,
// `constructor` lookups and the documented custom inspection function.
(function (natives, shared) {
  "use strict";
  const customKey = Symbol.for("nodejs.util.inspect.custom");
  const { getOwnPropertyDescriptor, getPrototypeOf, keys: ownKeys, getOwnPropertySymbols } = Object;
  const hasOwn = (value, key) => Object.prototype.hasOwnProperty.call(value, key);
  const isEnumerable = (value, key) => Object.prototype.propertyIsEnumerable.call(value, key);
  const builtinTag = (value) => Object.prototype.toString.call(value).slice(8, -1);
  const functionText = Function.prototype.toString;
  const mapSize = getOwnPropertyDescriptor(Map.prototype, "size").get;
  const setSize = getOwnPropertyDescriptor(Set.prototype, "size").get;
  const mapForEach = Map.prototype.forEach;
  const setForEach = Set.prototype.forEach;
  const bufferLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
  const TypedArray = getPrototypeOf(Uint8Array);
  const typedArrayTag = getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag).get;
  const typedArrayLength = getOwnPropertyDescriptor(TypedArray.prototype, "length").get;
  const MapIterator = getPrototypeOf(new Map()[Symbol.iterator]());
  const SetIterator = getPrototypeOf(new Set()[Symbol.iterator]());

  const defaults = {
    showHidden: false,
    depth: 2,
    colors: false,
    customInspect: true,
    showProxy: false,
    maxArrayLength: 100,
    maxStringLength: 10000,
    breakLength: 80,
    compact: 3,
    sorted: false,
    getters: false,
    numericSeparator: false,
  };

  // How the entries of a value are laid out: as properties, or as elements of a list.
  const OBJECT = 0;
  const ELEMENT = 1;
  const LIST = 2;

  // -- Strings, numbers, keys ------------------------------------------------------------------------------------

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

  // -- What a value is -------------------------------------------------------------------------------------------

  const inherits = (value, prototype) => Object.prototype.isPrototypeOf.call(prototype, value);
  const passes = (brand, value) => {
    try {
      brand.call(value);
      return true;
    } catch {
      return false;
    }
  };
  const isMap = (value) => inherits(value, Map.prototype) && passes(mapSize, value);
  const isSet = (value) => inherits(value, Set.prototype) && passes(setSize, value);
  const isTypedArray = (value) => typedArrayTag.call(value) !== undefined;
  const isArrayBuffer = (value) => inherits(value, ArrayBuffer.prototype) && passes(bufferLength, value);
  const isDataView = (value) => inherits(value, DataView.prototype) && ArrayBuffer.isView(value);
  const isError = (value) => natives.isError(value) || value instanceof Error;
  const isDate = (value) => inherits(value, Date.prototype) && passes(Date.prototype.getTime, value);
  const isRegExp = (value) => inherits(value, RegExp.prototype) && hasOwn(value, "lastIndex");
  const isBoxed = (value) =>
    [Number, String, Boolean, Symbol, BigInt].some(
      (type) => inherits(value, type.prototype) && passes(type.prototype.valueOf, value),
    );
  const isNamespace = (value) => {
    const tag = getOwnPropertyDescriptor(value, Symbol.toStringTag);
    return tag !== undefined && tag.value === "Module" && !tag.writable && !Object.isExtensible(value);
  };

  // The name of the class that made the value, `null` without a prototype.
  const classNameOf = (ctx, value, depth) => {
    let first;
    for (let at = value; at !== null; at = getPrototypeOf(at)) {
      const property = getOwnPropertyDescriptor(at, "constructor");
      if (property !== undefined && typeof property.value === "function" && property.value.name !== "") {
        if (isInstance(value, property.value)) return String(property.value.name);
      }
      if (first === undefined) first = getPrototypeOf(at);
    }
    if (first === null) return null;
    const own = builtinTag(value);
    if (depth > ctx.depth) return `${own} <Complex prototype>`;
    const above = classNameOf(ctx, first, depth + 1);
    if (above === null) {
      return `${own} <${inspect(first, { ...ctx.options, customInspect: false, depth: -1 })}>`;
    }
    return `${own} <${above}>`;
  };
  const isInstance = (value, type) => {
    try {
      return value instanceof type;
    } catch {
      return false;
    }
  };

  const prefixOf = (className, tag, fallback, size = "") => {
    if (className === null) {
      const base = `[${fallback}${size}: null prototype] `;
      return tag !== "" && fallback !== tag ? `${base}[${tag}] ` : base;
    }
    return tag !== "" && className !== tag ? `${className}${size} [${tag}] ` : `${className}${size} `;
  };

  const keysOf = (value, showHidden) => {
    const symbols = getOwnPropertySymbols(value);
    if (showHidden) return [...Object.getOwnPropertyNames(value), ...symbols];
    let keys;
    try {
      keys = ownKeys(value);
    } catch {
      // A namespace whose bindings are not initialised yet.
      keys = Object.getOwnPropertyNames(value);
    }
    return symbols.length === 0 ? keys : [...keys, ...symbols.filter((key) => isEnumerable(value, key))];
  };
  const isIndex = (key) => typeof key === "string" && /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 4294967295;
  const keysBesideElements = (value, showHidden) => keysOf(value, showHidden).filter((key) => !isIndex(key));

  // -- Functions, errors -----------------------------------------------------------------------------------------

  const showFunction = (ctx, value, className, tag) => {
    const text = functionText.call(value);
    if (text.startsWith("class") && text.endsWith("}")) {
      const head = text.slice(5, -1);
      const brace = head.indexOf("{");
      const withoutComments = head.replace(/\/\/.*?\n|\/\*[^]*?\*\//g, "");
      if (brace !== -1 && (!head.slice(0, brace).includes("(") || /^(\s+[^(]*?)\s*\{/.test(withoutComments))) {
        return showClass(value, className, tag);
      }
    }
    const kind = builtinTag(value).replace("GeneratorFunction", "Generator").replace("Function", "");
    const type = `${kind}Function`;
    let base = `[${type}${className === null ? " (null prototype)" : ""}`;
    base += value.name === "" ? " (anonymous)" : `: ${typeof value.name === "string" ? value.name : inspect(value.name)}`;
    base += "]";
    if (className !== type && className !== null) base += ` ${className}`;
    if (tag !== "" && className !== tag) base += ` [${tag}]`;
    return base;
  };

  const showClass = (value, className, tag) => {
    const name = (hasOwn(value, "name") && value.name) || "(anonymous)";
    let base = `class ${name}`;
    if (className !== "Function" && className !== null) base += ` [${className}]`;
    if (tag !== "" && className !== tag) base += ` [${tag}]`;
    if (className === null) return `[${base} extends null]`;
    const superName = getPrototypeOf(value).name;
    return `[${base}${superName ? ` extends ${superName}` : ""}]`;
  };

  // The class's name in place of, or before, the name in the first line of the stack.
  const improveHeader = (stack, className, name, tag) => {
    const { length } = name;
    const isRegular =
      name.endsWith("Error") &&
      stack.startsWith(name) &&
      (stack.length === length || stack[length] === ":" || stack[length] === "\n");
    if (className === null) {
      const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
      const fallback = start?.[1] ?? "";
      return `${prefixOf(className, tag, fallback || "Error").slice(0, -1)}${stack.slice(fallback.length)}`;
    }
    if (!isRegular || className === name) return stack;
    if (className.includes(name)) return `${className}${stack.slice(length)}`;
    return `${className} [${name}]${stack.slice(length)}`;
  };

  const stackOf = (error) => (error.stack ? String(error.stack) : Error.prototype.toString.call(error));

  // Frames that the cause has as well are counted, not repeated.
  const shortenFrames = (ctx, error, lines) => {
    if (error.cause === undefined || error.cause === null || !isError(error.cause)) return lines;
    const causeStack = stackOf(error.cause);
    const start = causeStack.indexOf("\n    at");
    if (start === -1) return lines;
    const causeLines = causeStack.slice(start + 1).split("\n");
    for (let at = 0; at < lines.length - 3; at += 1) {
      const from = causeLines.indexOf(lines[at]);
      if (from === -1) continue;
      let same = 1;
      while (from + same < causeLines.length && lines[at + same] === causeLines[from + same]) same += 1;
      if (same > 3 && at + same <= lines.length) {
        const skipped = same - 2;
        return [
          ...lines.slice(0, at + 1),
          `    ... ${skipped} lines matching cause stack trace ...`,
          ...lines.slice(at + same - 1),
        ];
      }
    }
    return lines;
  };

  const showError = (ctx, error, className, tag, keys) => {
    const name = error.name === undefined || error.name === null ? "Error" : String(error.name);
    let stack = stackOf(error);
    if (!ctx.showHidden) {
      for (const key of ["name", "message", "stack"]) {
        const at = keys.indexOf(key);
        // An own property repeats what the stack says already.
        if (at !== -1 && stack.includes(error[key])) keys.splice(at, 1);
      }
    }
    if ("cause" in error && !keys.includes("cause")) keys.push("cause");
    if (Array.isArray(error.errors) && !keys.includes("errors")) keys.push("errors");
    stack = improveHeader(stack, className, name, tag);
    let from = error.message ? stack.indexOf(error.message) : -1;
    if (from !== -1) from += error.message.length;
    const frames = stack.indexOf("\n    at", from);
    if (frames === -1) stack = `[${stack}]`;
    else stack = `${stack.slice(0, frames)}\n${shortenFrames(ctx, error, stack.slice(frames + 1).split("\n")).join("\n")}`;
    return ctx.indent === 0 ? stack : stack.replaceAll("\n", `\n${" ".repeat(ctx.indent)}`);
  };

  const showBoxed = (ctx, value, keys, className, tag) => {
    let type;
    let inner;
    for (const candidate of [Number, String, Boolean, BigInt, Symbol]) {
      if (inherits(value, candidate.prototype) && passes(candidate.prototype.valueOf, value)) {
        type = candidate.name;
        inner = candidate.prototype.valueOf.call(value);
      }
    }
    // The characters are properties, too.
    if (type === "String") keys.splice(0, inner.length);
    let base = `[${type}`;
    if (type !== className) base += className === null ? " (null prototype)" : ` (${className})`;
    base += `: ${showPrimitive({ ...ctx, colors: false }, inner)}]`;
    if (tag !== "" && tag !== className) base += ` [${tag}]`;
    return base;
  };

  // -- Entries ---------------------------------------------------------------------------------------------------

  const showProperty = (ctx, value, depth, key, layout) => {
    const property = getOwnPropertyDescriptor(value, key) ?? {
      value: value[key],
      configurable: true,
      enumerable: true,
    };
    let text;
    if (property.value !== undefined) {
      const step = ctx.compact !== true || layout !== OBJECT ? 2 : 3;
      ctx.indent += step;
      text = showValue(ctx, property.value, depth);
      ctx.indent -= step;
    } else if (property.get !== undefined) {
      const label = property.set !== undefined ? "Getter/Setter" : "Getter";
      text = showGetter(ctx, value, depth, property, key, label);
    } else if (property.set !== undefined) {
      text = paint(ctx, "[Setter]", "special");
    } else {
      text = paint(ctx, "undefined", "undefined");
    }
    return layout === ELEMENT ? text : `${showKey(ctx, key, property.enumerable !== false)}: ${text}`;
  };

  const showGetter = (ctx, value, depth, property, key, label) => {
    const wanted = ctx.getters;
    const reads =
      wanted === true || (wanted === "get" && property.set === undefined) || (wanted === "set" && property.set !== undefined);
    if (!reads) return paint(ctx, `[${label}]`, "special");
    try {
      const got = property.get.call(value);
      ctx.indent += 2;
      const isObject = got !== null && typeof got === "object";
      const text = isObject ? `[${label}] ${showValue(ctx, got, depth)}` : `[${label}: ${showValue(ctx, got, depth)}]`;
      ctx.indent -= 2;
      return text;
    } catch (error) {
      return `[${label}: <Inspection threw (${error?.message ?? error})>]`;
    }
  };

  const showElements = (ctx, value, depth) => {
    const output = [];
    const { length } = value;
    const limit = Math.min(Math.max(0, ctx.maxArrayLength), length);
    for (let index = 0; index < limit; index += 1) {
      // From the first hole on, holes are counted and existing elements looked up by key.
      if (!hasOwn(value, index)) return showSparse(ctx, value, depth, limit, output, index);
      output.push(showProperty(ctx, value, depth, String(index), ELEMENT));
    }
    if (length > limit) output.push(moreItems(length - limit));
    return output;
  };

  const showSparse = (ctx, value, depth, limit, output, from) => {
    const hole = (count) => paint(ctx, `<${count} empty item${count > 1 ? "s" : ""}>`, "undefined");
    let next = from;
    for (const key of ownKeys(value)) {
      if (output.length >= limit || !isIndex(key)) break;
      if (Number(key) < from) continue;
      if (Number(key) !== next) {
        output.push(hole(Number(key) - next));
        next = Number(key);
        if (output.length === limit) break;
      }
      output.push(showProperty(ctx, value, depth, key, ELEMENT));
      next += 1;
    }
    const rest = value.length - next;
    if (rest > 0) output.push(output.length === limit ? moreItems(rest) : hole(rest));
    return output;
  };

  const showTypedElements = (ctx, value, depth) => {
    const length = typedArrayLength.call(value);
    const limit = Math.min(Math.max(0, ctx.maxArrayLength), length);
    const output = [];
    for (let index = 0; index < limit; index += 1) output.push(showPrimitive(ctx, value[index]));
    if (length > limit) output.push(moreItems(length - limit));
    if (ctx.showHidden) {
      ctx.indent += 2;
      for (const key of ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"]) {
        output.push(`[${key}]: ${showValue(ctx, value[key], depth, true)}`);
      }
      ctx.indent -= 2;
    }
    return output;
  };

  const showSetItems = (ctx, value, depth) => {
    const output = [];
    const size = setSize.call(value);
    const limit = Math.max(0, ctx.maxArrayLength);
    ctx.indent += 2;
    setForEach.call(value, (item) => {
      if (output.length < limit) output.push(showValue(ctx, item, depth));
    });
    ctx.indent -= 2;
    if (size > limit) output.push(moreItems(size - limit));
    return output;
  };

  const showMapItems = (ctx, value, depth) => {
    const output = [];
    const size = mapSize.call(value);
    const limit = Math.max(0, ctx.maxArrayLength);
    ctx.indent += 2;
    mapForEach.call(value, (item, key) => {
      if (output.length < limit) output.push(`${showValue(ctx, key, depth)} => ${showValue(ctx, item, depth)}`);
    });
    ctx.indent -= 2;
    if (size > limit) output.push(moreItems(size - limit));
    return output;
  };

  const showBufferBytes = (ctx, value) => {
    const bytes = new Uint8Array(value);
    const limit = Math.min(Math.max(0, ctx.maxArrayLength), bytes.length);
    let text = Array.from(bytes.subarray(0, limit), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const rest = bytes.length - limit;
    if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? "s" : ""}`;
    return [`[Uint8Contents]: <${text}>`];
  };

  const showPromise = (ctx, value, depth) => {
    const [state, result] = natives.promiseState(value);
    if (state === "pending") return [paint(ctx, "<pending>", "special")];
    ctx.indent += 2;
    const text = showValue(ctx, result, depth);
    ctx.indent -= 2;
    return [state === "rejected" ? `${paint(ctx, "<rejected>", "special")} ${text}` : text];
  };

  const showNamespaceKeys = (ctx, value, depth, keys) =>
    keys.map((key) => {
      try {
        return showProperty(ctx, value, depth, key, OBJECT);
      } catch {
        return `${showKey(ctx, key, true)}: ${paint(ctx, "<uninitialized>", "special")}`;
      }
    });

  // -- Layout ----------------------------------------------------------------------------------------------------

  // More than six short entries of a list stand in columns.
  const groupInColumns = (ctx, output, value) => {
    const gap = 2;
    // The note about further items is no entry.
    const count = ctx.maxArrayLength < output.length ? output.length - 1 : output.length;
    const widths = output.slice(0, count).map(widthOf);
    const total = widths.reduce((sum, width) => sum + width + gap, 0);
    const widest = Math.max(...widths);
    const cell = widest + gap;
    if (cell * 3 + ctx.indent >= ctx.breakLength || (total / cell <= 5 && widest > 6)) return output;
    // A character is about two and a half times as high as wide; the aim is a square.
    const bias = Math.sqrt(cell - total / output.length);
    const biased = Math.max(cell - 3 - bias, 1);
    const columns = Math.min(
      Math.round(Math.sqrt(2.5 * biased * count) / biased),
      Math.floor((ctx.breakLength - ctx.indent) / cell),
      ctx.compact * 4,
      15,
    );
    if (columns <= 1) return output;
    const columnWidths = [];
    for (let column = 0; column < columns; column += 1) {
      let width = 0;
      for (let at = column; at < count; at += columns) width = Math.max(width, widths[at]);
      columnWidths.push(width + gap);
    }
    const isNumeric = (item) => typeof item === "number" || typeof item === "bigint";
    let toRight = true;
    if (value !== undefined) {
      for (let at = 0; at < output.length && toRight; at += 1) toRight = isNumeric(value[at]);
    }
    const rows = [];
    for (let first = 0; first < count; first += columns) {
      const last = Math.min(first + columns, count) - 1;
      let row = "";
      for (let at = first; at < last; at += 1) {
        const text = `${output[at]}, `;
        const padding = columnWidths[at - first] + output[at].length - widths[at];
        row += toRight ? text.padStart(padding) : text.padEnd(padding);
      }
      if (toRight) row += output[last].padStart(columnWidths[last - first] + output[last].length - widths[last] - gap);
      else row += output[last];
      rows.push(row);
    }
    if (count < output.length) rows.push(output[count]);
    return rows;
  };

  const fitsOneLine = (ctx, output, start, base) => {
    let total = output.length + start;
    if (total + output.length > ctx.breakLength) return false;
    for (const entry of output) {
      total += ctx.colors ? entry.replace(ansiCode, "").length : entry.length;
      if (total > ctx.breakLength) return false;
    }
    return base === "" || !base.includes("\n");
  };

  const layOut = (ctx, entries, base, open, close, layout, depth, value) => {
    let output = entries;
    const lead = base ? `${base} ` : "";
    if (ctx.compact !== true) {
      if (typeof ctx.compact === "number" && ctx.compact >= 1) {
        const before = output.length;
        if (layout === LIST && before > 6) output = groupInColumns(ctx, output, value);
        // At most `compact` inner levels share a line.
        if (ctx.currentDepth - depth < ctx.compact && before === output.length) {
          const start = output.length + ctx.indent + open.length + base.length + 10;
          if (fitsOneLine(ctx, output, start, base)) {
            const joined = output.join(", ");
            if (!joined.includes("\n")) return `${lead}${open} ${joined} ${close}`;
          }
        }
      }
      const line = `\n${" ".repeat(ctx.indent)}`;
      return `${lead}${open}${line}  ${output.join(`,${line}  `)}${line}${close}`;
    }
    if (fitsOneLine(ctx, output, 0, base)) return `${open}${base ? ` ${base}` : ""} ${output.join(", ")} ${close}`;
    const line = `\n${" ".repeat(ctx.indent)}`;
    const head = base === "" && open.length === 1 ? " " : `${base ? ` ${base}` : ""}\n${line.slice(1)}  `;
    return `${open}${head}${output.join(`,${line}  `)} ${close}`;
  };

  // -- Values ----------------------------------------------------------------------------------------------------

  const showValue = (ctx, value, depth, isTyped) => {
    if (typeof value !== "object" && typeof value !== "function") return showPrimitive(ctx, value);
    if (value === null) return paint(ctx, "null", "null");
    const seen = value;
    const target = natives.proxyTarget(value);
    if (target !== undefined) {
      if (target === null) return "<Revoked Proxy>";
      if (ctx.showProxy) return `Proxy [ ${showValue(ctx, target, depth)}, {} ]`;
      value = target;
    }
    if (ctx.customInspect) {
      const custom = value[customKey];
      if (typeof custom === "function" && custom !== inspect) {
        const isPrototype = hasOwn(value, "constructor") && value.constructor?.prototype === value;
        if (!isPrototype) {
          const left = ctx.depth === null ? null : ctx.depth - depth;
          const options = { ...ctx.options, depth: left, stylize: (text, style) => paint(ctx, `${text}`, style) };
          const result = custom.call(seen, left, options, inspect);
          if (result !== seen) {
            if (typeof result !== "object") return `${result}`.replaceAll("\n", `\n${" ".repeat(ctx.indent)}`);
            return showValue(ctx, result, depth);
          }
        }
      }
    }
    if (ctx.seen.includes(value)) {
      ctx.circular ??= new Map();
      if (!ctx.circular.has(value)) ctx.circular.set(value, ctx.circular.size + 1);
      return paint(ctx, `[Circular *${ctx.circular.get(value)}]`, "special");
    }
    return showObject(ctx, value, depth, isTyped);
  };

  // What is shown of an object: `base` alone when there is nothing else, or `open` entries `close` behind it.
  const describe = (ctx, value, depth, isTyped) => {
    const className = classNameOf(ctx, value, depth);
    let tag = value[Symbol.toStringTag];
    const repeats = ctx.showHidden ? hasOwn : isEnumerable;
    if (typeof tag !== "string" || (tag !== "" && repeats(value, Symbol.toStringTag))) tag = "";
    const shape = { className, tag, base: "", open: "{", close: "}", layout: OBJECT, entries: () => [], keys: [], whole: undefined };
    const { showHidden } = ctx;
    if (value[Symbol.iterator] || className === null) {
      if (Array.isArray(value)) {
        const prefix = className !== "Array" || tag !== "" ? prefixOf(className, tag, "Array", `(${value.length})`) : "";
        shape.keys = keysBesideElements(value, showHidden);
        Object.assign(shape, { open: `${prefix}[`, close: "]", layout: LIST, entries: showElements });
        if (value.length === 0 && shape.keys.length === 0) shape.whole = `${shape.open}]`;
        return shape;
      }
      if (isSet(value)) {
        const size = setSize.call(value);
        shape.keys = keysOf(value, showHidden);
        Object.assign(shape, { open: `${prefixOf(className, tag, "Set", `(${size})`)}{`, entries: showSetItems });
        if (size === 0 && shape.keys.length === 0) shape.whole = `${shape.open}}`;
        return shape;
      }
      if (isMap(value)) {
        const size = mapSize.call(value);
        shape.keys = keysOf(value, showHidden);
        Object.assign(shape, { open: `${prefixOf(className, tag, "Map", `(${size})`)}{`, entries: showMapItems });
        if (size === 0 && shape.keys.length === 0) shape.whole = `${shape.open}}`;
        return shape;
      }
      if (isTypedArray(value)) {
        const length = typedArrayLength.call(value);
        const fallback = typedArrayTag.call(value);
        shape.keys = keysBesideElements(value, showHidden);
        const open = `${prefixOf(className, tag, fallback, `(${length})`)}[`;
        Object.assign(shape, { open, close: "]", layout: LIST, entries: showTypedElements });
        if (length === 0 && shape.keys.length === 0 && !showHidden) shape.whole = `${open}]`;
        return shape;
      }
      if (inherits(value, MapIterator) || inherits(value, SetIterator)) {
        // The engine offers no look at an iterator's items that does not use them up.
        const type = inherits(value, MapIterator) ? "Map" : "Set";
        const name = tag === `${type} Iterator` || tag === "" ? `${type} Iterator` : `${tag}] [${type} Iterator`;
        shape.keys = keysOf(value, showHidden);
        shape.open = `[${name}] {`;
        shape.entries = () => ["<items unknown>"];
        return shape;
      }
    }
    describeOther(ctx, value, shape, isTyped, depth);
    return shape;
  };

  const describeOther = (ctx, value, shape, isTyped, depth) => {
    const { className, tag } = shape;
    const alone = () => shape.keys.length === 0;
    const brace = (fallback) => `${prefixOf(className, tag, fallback)}{`;
    const kind = builtinTag(value);
    shape.keys = keysOf(value, ctx.showHidden);
    if (typeof value === "function") {
      shape.base = showFunction(ctx, value, className, tag);
      if (alone()) shape.whole = paint(ctx, shape.base, "special");
    } else if (kind === "Arguments" && className === "Object") {
      shape.open = "[Arguments] {";
      if (alone()) shape.whole = "[Arguments] {}";
    } else if (isError(value)) {
      shape.base = showError(ctx, value, className, tag, shape.keys);
      if (alone()) shape.whole = shape.base;
    } else if (className === "Object" && !isNamespace(value)) {
      if (tag !== "") shape.open = brace("Object");
      if (alone()) shape.whole = `${shape.open}}`;
    } else if (isRegExp(value)) {
      const prefix = prefixOf(className, tag, "RegExp");
      shape.base = (prefix === "RegExp " ? "" : prefix) + RegExp.prototype.toString.call(value);
      if (alone() || depth > ctx.depth) shape.whole = paint(ctx, shape.base, "regexp");
    } else if (isDate(value)) {
      const prefix = prefixOf(className, tag, "Date");
      const isValid = !Number.isNaN(Date.prototype.getTime.call(value));
      const text = isValid ? Date.prototype.toISOString.call(value) : Date.prototype.toString.call(value);
      shape.base = (prefix === "Date " ? "" : prefix) + text;
      if (alone()) shape.whole = paint(ctx, shape.base, "date");
    } else if (isArrayBuffer(value)) {
      shape.open = brace("ArrayBuffer");
      if (isTyped && alone()) shape.whole = `${shape.open} byteLength: ${showPrimitive(ctx, value.byteLength)} }`;
      shape.keys.unshift("byteLength");
      shape.entries = (inner, bytes) => showBufferBytes(inner, bytes);
    } else if (isDataView(value)) {
      shape.open = brace("DataView");
      shape.keys.unshift("byteLength", "byteOffset", "buffer");
    } else if (value instanceof Promise && natives.promiseState(value) !== undefined) {
      shape.open = brace("Promise");
      shape.entries = showPromise;
    } else if (inherits(value, WeakSet.prototype)) {
      shape.open = brace("WeakSet");
      shape.entries = () => [paint(ctx, "<items unknown>", "special")];
    } else if (inherits(value, WeakMap.prototype)) {
      shape.open = brace("WeakMap");
      shape.entries = () => [paint(ctx, "<items unknown>", "special")];
    } else if (typeof WeakRef === "function" && inherits(value, WeakRef.prototype)) {
      shape.open = brace("WeakRef");
      shape.entries = (inner, reference, level) => [showValue(inner, WeakRef.prototype.deref.call(reference), level)];
    } else if (isNamespace(value)) {
      shape.open = `${prefixOf(className, tag, "Module")}{`;
      const names = shape.keys;
      shape.keys = [];
      shape.entries = (inner, namespace, level) => showNamespaceKeys(inner, namespace, level, names);
      if (names.length === 0) shape.whole = `${shape.open}}`;
    } else if (isBoxed(value)) {
      shape.base = showBoxed(ctx, value, shape.keys, className, tag);
      if (alone()) shape.whole = shape.base;
    } else {
      shape.open = brace("Object");
      if (alone()) shape.whole = `${shape.open}}`;
    }
  };

  const showObject = (ctx, value, depth, isTyped) => {
    const shape = describe(ctx, value, depth, isTyped);
    if (shape.whole !== undefined) return shape.whole;
    if (ctx.depth !== null && depth > ctx.depth) {
      const name = prefixOf(shape.className, shape.tag, Array.isArray(value) ? "Array" : "Object").slice(0, -1);
      return paint(ctx, shape.className === null ? name : `[${name}]`, "special");
    }
    const inner = depth + 1;
    ctx.seen.push(value);
    ctx.currentDepth = inner;
    const output = shape.entries(ctx, value, inner);
    for (const key of shape.keys) output.push(showProperty(ctx, value, inner, key, shape.layout));
    ctx.seen.pop();
    if (ctx.circular?.has(value)) {
      const reference = paint(ctx, `<ref *${ctx.circular.get(value)}>`, "special");
      if (ctx.compact !== true) shape.base = shape.base === "" ? reference : `${reference} ${shape.base}`;
      else shape.open = `${reference} ${shape.open}`;
    }
    if (ctx.sorted) {
      const order = typeof ctx.sorted === "function" ? ctx.sorted : undefined;
      if (shape.layout === OBJECT) output.sort(order);
      else if (shape.keys.length > 1) {
        const from = output.length - shape.keys.length;
        output.push(...output.splice(from).sort(order));
      }
    }
    return layOut(ctx, output, shape.base, shape.open, shape.close, shape.layout, inner, value);
  };

  const inspect = function inspect(value, options) {
    // The old signature: showHidden, depth, colors.
    let given = options;
    if (typeof options === "boolean" || options === undefined || options === null) {
      given = {};
      if (typeof options === "boolean") given.showHidden = options;
      if (arguments.length >= 3 && arguments[2] !== undefined) given.depth = arguments[2];
      if (arguments.length >= 4 && arguments[3] !== undefined) given.colors = arguments[3];
    }
    const chosen = { ...defaults };
    for (const key of ownKeys(given)) if (key in defaults || key === "stylize") chosen[key] = given[key];
    if (chosen.maxArrayLength === null) chosen.maxArrayLength = Infinity;
    if (chosen.maxStringLength === null) chosen.maxStringLength = Infinity;
    const ctx = { ...chosen, options: chosen, indent: 0, seen: [], currentDepth: 0, circular: undefined };
    if (ctx.depth === null) ctx.depth = Infinity;
    return showValue(ctx, value, 0);
  };
  inspect.custom = customKey;
  inspect.defaultOptions = defaults;

  Object.assign(shared, { inspect, showNumber, showBigInt, widthOf, isError, isMap, isSet, isTypedArray });
});
