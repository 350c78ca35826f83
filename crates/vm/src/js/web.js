// What programs expect besides: `structuredClone`, `TextEncoder`, `TextDecoder`, `toLocaleString` of numbers, `atob`.
(function (natives, shared) {
  "use strict";
  const install = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });

  // -- structuredClone -------------------------------------------------------------------------------------------

  const refuse = (text) => {
    throw new DOMException(`${text} could not be cloned.`, "DataCloneError");
  };
  const errorTypes = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const cloneShell = (value) => {
    if (Array.isArray(value)) return new Array(value.length);
    if (value instanceof Date) return new Date(value.getTime());
    if (value instanceof RegExp) return new RegExp(value.source, value.flags);
    if (value instanceof Map) return new Map();
    if (value instanceof Set) return new Set();
    if (value instanceof ArrayBuffer) return value.slice(0);
    if (value instanceof DataView) return new DataView(value.buffer.slice(0), value.byteOffset, value.byteLength);
    if (shared.isTypedArray(value)) return value.slice();
    if (value instanceof Boolean || value instanceof Number || value instanceof String) return Object(value.valueOf());
    if (shared.isError(value)) {
      const type = errorTypes[value.name] ?? Error;
      const copy = new type();
      for (const key of ["message", "stack", "cause"]) {
        const own = key === "stack" ? { value: value.stack } : Object.getOwnPropertyDescriptor(value, key);
        if (own !== undefined) Object.defineProperty(copy, key, { value: own.value, writable: true, configurable: true });
      }
      return copy;
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) refuse(`#<${value.constructor.name}>`);
    return {};
  };
  install("structuredClone", function structuredClone(root) {
    const copies = new Map();
    const work = [];
    const copyOf = (value) => {
      if (typeof value === "function") refuse(String(value));
      if (typeof value === "symbol") refuse(String(value));
      if (typeof value !== "object" || value === null) return value;
      if (copies.has(value)) return copies.get(value);
      const shell = cloneShell(value);
      copies.set(value, shell);
      work.push([value, shell]);
      return shell;
    };
    const result = copyOf(root);
    while (work.length > 0) {
      const [from, to] = work.pop();
      if (from instanceof Map) {
        for (const [key, value] of from) to.set(copyOf(key), copyOf(value));
      } else if (from instanceof Set) {
        for (const value of from) to.add(copyOf(value));
      } else if (Array.isArray(from) || Object.prototype.toString.call(to) === "[object Object]") {
        for (const key of Object.keys(from)) to[key] = copyOf(from[key]);
      }
    }
    return result;
  });

  // -- Text and bytes --------------------------------------------------------------------------------------------

  const encode = (text) => {
    const bytes = [];
    for (const char of text.toWellFormed()) {
      const code = char.codePointAt(0);
      if (code < 0x80) bytes.push(code);
      else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
      else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      else {
        bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
      }
    }
    return Uint8Array.from(bytes);
  };
  install(
    "TextEncoder",
    class TextEncoder {
      get encoding() {
        return "utf-8";
      }
      encode(text = "") {
        return encode(`${text}`);
      }
      encodeInto(text, target) {
        let read = 0;
        let written = 0;
        for (const char of `${text}`) {
          const bytes = encode(char);
          if (written + bytes.length > target.length) break;
          target.set(bytes, written);
          written += bytes.length;
          read += char.length;
        }
        return { read, written };
      }
    },
  );

  // The length of the well-formed sequence at `at`, or minus the length of what is ill-formed there.
  const sequenceAt = (bytes, at) => {
    const first = bytes[at];
    if (first < 0x80) return 1;
    const [length, low, high] =
      first >= 0xc2 && first <= 0xdf ? [2, 0x80, 0xbf]
      : first === 0xe0 ? [3, 0xa0, 0xbf]
      : first === 0xed ? [3, 0x80, 0x9f]
      : first >= 0xe1 && first <= 0xef ? [3, 0x80, 0xbf]
      : first === 0xf0 ? [4, 0x90, 0xbf]
      : first >= 0xf1 && first <= 0xf3 ? [4, 0x80, 0xbf]
      : first === 0xf4 ? [4, 0x80, 0x8f]
      : [0, 0, 0];
    if (length === 0) return -1;
    for (let next = 1; next < length; next += 1) {
      const byte = bytes[at + next];
      const [from, to] = next === 1 ? [low, high] : [0x80, 0xbf];
      if (byte === undefined || byte < from || byte > to) return -next;
    }
    return length;
  };
  install(
    "TextDecoder",
    class TextDecoder {
      constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
        if (!/^\s*utf-?8\s*$/i.test(label)) throw new RangeError(`The "${label}" encoding is not supported`);
        Object.assign(this, { encoding: "utf-8", fatal, ignoreBOM });
      }
      decode(input = new Uint8Array()) {
        const bytes = ArrayBuffer.isView(input)
          ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
          : new Uint8Array(input);
        const parts = [];
        let at = !this.ignoreBOM && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
        while (at < bytes.length) {
          const length = sequenceAt(bytes, at);
          if (length < 0) {
            if (this.fatal) throw new TypeError("The encoded data was not valid for encoding utf-8");
            parts.push("\ufffd");
            at -= length;
            continue;
          }
          let code = length === 1 ? bytes[at] : bytes[at] & (0xff >> (length + 1));
          for (let next = 1; next < length; next += 1) code = (code << 6) | (bytes[at + next] & 63);
          parts.push(String.fromCodePoint(code));
          at += length;
        }
        return parts.join("");
      }
    },
  );

  // -- Numbers for people ----------------------------------------------------------------------------------------

  const localize = (number, options) => {
    if (!Number.isFinite(number)) return Number.isNaN(number) ? "NaN" : `${number < 0 ? "-" : ""}∞`;
    const least = options?.minimumFractionDigits ?? 0;
    const most = options?.maximumFractionDigits ?? Math.max(3, least);
    const size = Math.abs(number);
    const [whole, fraction = ""] = (size < 1e21 ? size.toFixed(most) : String(BigInt(size))).split(".");
    let digits = fraction;
    while (digits.length > least && digits.endsWith("0")) digits = digits.slice(0, -1);
    const grouped = options?.useGrouping === false ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
    const sign = number < 0 || Object.is(number, -0) ? "-" : "";
    return `${sign}${grouped}${digits === "" ? "" : `.${digits}`}`;
  };
  Object.defineProperty(Number.prototype, "toLocaleString", {
    value: { toLocaleString(_locale, options) { return localize(Number(this), options); } }.toLocaleString,
    writable: true,
    configurable: true,
  });
  Object.defineProperty(BigInt.prototype, "toLocaleString", {
    value: { toLocaleString() { return String(this).replace(/\B(?=(\d{3})+$)/g, ","); } }.toLocaleString,
    writable: true,
    configurable: true,
  });
});
