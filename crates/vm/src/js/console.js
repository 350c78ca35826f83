// `console`, as Node has it: `log info debug dir` to standard output, `warn error trace assert` to standard error.
(function (natives, shared) {
  "use strict";
  const { inspect, format, widthOf } = shared;
  let indent = "";
  const counts = new Map();
  const timers = new Map();

  const write = (stream, text) => {
    const indented = indent === "" ? text : indent + text.replaceAll("\n", `\n${indent}`);
    natives.write(stream, `${indented}\n`.toWellFormed());
  };
  const out = (...args) => write(0, format(...args));
  const err = (...args) => write(1, format(...args));

  const formatTime = (ms) => {
    if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
    const pad = (number, width) => String(number).padStart(width, "0");
    const seconds = ms / 1000;
    if (seconds < 60) return `${seconds.toFixed(3)}s`;
    const minutes = Math.floor(seconds / 60);
    const rest = (seconds % 60).toFixed(3).padStart(6, "0");
    if (minutes < 60) return `${minutes}:${rest} (m:ss.mmm)`;
    return `${Math.floor(minutes / 60)}:${pad(minutes % 60, 2)}:${rest.slice(0, 2)} (h:mm:ss)`;
  };
  const elapsed = (label, method) => {
    if (timers.has(label)) return formatTime(natives.elapsed() - timers.get(label));
    err(`Warning: No such label '${label}' for console.${method}()`);
    return undefined;
  };

  // -- console.table ---------------------------------------------------------------------------------------------

  const cellText = (value) => {
    const isLarge = value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length > 2;
    return inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth: isLarge ? -1 : 0 });
  };
  const draw = (head, columns) => {
    const rows = Math.max(...columns.map((column) => column.length));
    const cell = (column, row) => columns[column][row] ?? "";
    const widths = head.map((name, at) => {
      let width = widthOf(name);
      for (let row = 0; row < rows; row += 1) width = Math.max(width, widthOf(cell(at, row)));
      return width + 2;
    });
    const rule = (left, middle, right) => left + widths.map((width) => "─".repeat(width)).join(middle) + right;
    const line = (cells) => {
      const padded = cells.map((text, at) => ` ${text}${" ".repeat(widths[at] - widthOf(text) - 1)}`);
      return `│${padded.join("│")}│`;
    };
    const body = Array.from({ length: rows }, (_, row) => line(head.map((_, at) => cell(at, row))));
    return [rule("┌", "┬", "┐"), line(head), rule("├", "┼", "┤"), ...body, rule("└", "┴", "┘")].join("\n");
  };

  const tableOf = (data, only) => {
    const numbers = (items) => Array.from(items, (_, at) => String(at));
    if (shared.isMap(data)) {
      const keys = Array.from(data.keys(), cellText);
      return draw(["(iteration index)", "Key", "Values"], [numbers(keys), keys, Array.from(data.values(), cellText)]);
    }
    if (shared.isSet(data)) return draw(["(iteration index)", "Values"], [numbers(data), Array.from(data, cellText)]);
    const names = Object.keys(data);
    const columns = new Map((only ?? []).map((name) => [name, []]));
    const values = [];
    names.forEach((name, row) => {
      const item = data[name];
      const isRow = item !== null && (typeof item === "object" || (typeof item === "function" && Object.keys(item).length > 0));
      if (!isRow) {
        values[row] = cellText(item);
        return;
      }
      for (const key of only ?? Object.keys(item)) {
        if (!columns.has(key)) columns.set(key, []);
        if (Object.prototype.hasOwnProperty.call(item, key)) columns.get(key)[row] = cellText(item[key]);
      }
    });
    const head = ["(index)", ...columns.keys()];
    const body = [names, ...columns.values()];
    if (values.length > 0) {
      head.push("Values");
      body.push(values);
    }
    return draw(head, body);
  };

  // -- The object ------------------------------------------------------------------------------------------------

  const methods = {
    log: (...args) => out(...args),
    warn: (...args) => err(...args),
    dir(value, options) {
      write(0, inspect(value, { customInspect: false, ...options }));
    },
    time(label = "default") {
      if (timers.has(`${label}`)) err(`Warning: Label '${label}' already exists for console.time()`);
      else timers.set(`${label}`, natives.elapsed());
    },
    timeEnd(label = "default") {
      const text = elapsed(`${label}`, "timeEnd");
      if (text === undefined) return;
      out("%s: %s", `${label}`, text);
      timers.delete(`${label}`);
    },
    timeLog(label = "default", ...rest) {
      const text = elapsed(`${label}`, "timeLog");
      if (text !== undefined) out("%s: %s", `${label}`, text, ...rest);
    },
    trace(...args) {
      const { stack } = new Error();
      const frames = stack.indexOf("\n");
      err(`Trace${args.length > 0 ? `: ${format(...args)}` : ""}${frames === -1 ? "" : stack.slice(frames)}`);
    },
    assert(condition, ...args) {
      if (condition) return;
      if (typeof args[0] === "string") args[0] = `Assertion failed: ${args[0]}`;
      else args.unshift(args.length === 0 ? "Assertion failed" : "Assertion failed:");
      err(...args);
    },
    clear() {},
    count(label = "default") {
      const next = (counts.get(`${label}`) ?? 0) + 1;
      counts.set(`${label}`, next);
      out(`${label}: ${next}`);
    },
    countReset(label = "default") {
      if (!counts.has(`${label}`)) err(`Warning: Count for '${label}' does not exist`);
      counts.delete(`${label}`);
    },
    group(...args) {
      if (args.length > 0) out(...args);
      indent += "  ";
    },
    groupEnd() {
      indent = indent.slice(2);
    },
    table(data, only) {
      if (data === null || typeof data !== "object") out(data);
      else out(tableOf(data, only));
    },
    debug: (...args) => out(...args),
    info: (...args) => out(...args),
    error: (...args) => err(...args),
  };
  methods.dirxml = (...args) => out(...args);
  methods.groupCollapsed = (...args) => methods.group(...args);

  const console = Object.create({});
  for (const [name, method] of Object.entries(methods)) {
    if (method.name === "") Object.defineProperty(method, "name", { value: name });
    console[name] = method;
  }
  Object.defineProperty(console, Symbol.toStringTag, { value: "console", configurable: true });
  Object.defineProperty(globalThis, "console", { value: console, writable: true, enumerable: false, configurable: true });
});
