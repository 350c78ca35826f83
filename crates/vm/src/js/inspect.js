// Values as text, as Node writes them.
//
// In: any value and options. Out: the text of `util.inspect`. Every rule here is one that Node's documentation or its
// observable behaviour gives (breadth of lines, grouping of arrays, what stands in brackets); the differential tests
// compare with a real Node. Nothing here calls methods of the value but getters of `Symbol.toStringTag`,
// `constructor` lookups and the documented custom inspection function.
(function (natives, shared) {
  "use strict";
  const { showNumber, showBigInt, moreItems, paint, showPrimitive, showKey, widthOf } = shared.text;
  const { layOut } = shared;
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
