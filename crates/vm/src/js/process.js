// `process`, `performance` and what ends a program: exit codes, errors that nobody caught.
(function (natives, shared) {
  "use strict";
  const { inspect } = shared;
  const listeners = new Map();
  const add = (name, listener, isOnce, isFirst) => {
    if (!listeners.has(name)) listeners.set(name, []);
    const entry = { listener, isOnce };
    if (isFirst) listeners.get(name).unshift(entry);
    else listeners.get(name).push(entry);
    return process;
  };
  const remove = (name, listener) => {
    const all = listeners.get(name) ?? [];
    const at = all.findLastIndex((entry) => entry.listener === listener);
    if (at !== -1) all.splice(at, 1);
    return process;
  };
  const emit = (name, ...args) => {
    const all = [...(listeners.get(name) ?? [])];
    for (const entry of all) {
      if (entry.isOnce) remove(name, entry.listener);
      entry.listener.apply(process, args);
    }
    return all.length > 0;
  };

  const streamTo = (stream) => ({
    write(chunk, ...rest) {
      const text = typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
      natives.write(stream, text.toWellFormed());
      const done = rest.find((argument) => typeof argument === "function");
      if (done !== undefined) shared.nextTick(done);
      return true;
    },
    end(chunk) {
      if (chunk !== undefined) this.write(chunk);
    },
    on() {
      return this;
    },
    once() {
      return this;
    },
    isTTY: false,
    fd: stream + 1,
  });

  const readCode = (code) => {
    if (code === undefined || code === null) return 0;
    return Number(code) & 255;
  };
  let isExiting = false;
  const { info } = natives;
  const process = {
    argv: info.argv,
    argv0: info.argv[0],
    execArgv: [],
    execPath: info.argv[0],
    env: {},
    platform: info.platform,
    arch: info.arch,
    pid: 1,
    ppid: 0,
    title: "sx",
    version: "v20.0.0",
    versions: { node: "20.0.0", quickjs: info.engine },
    release: { name: "sx" },
    exitCode: undefined,
    stdout: streamTo(0),
    stderr: streamTo(1),
    exit(code) {
      if (code !== undefined) process.exitCode = code;
      if (!isExiting) {
        isExiting = true;
        emit("exit", readCode(process.exitCode));
      }
      natives.exit(readCode(process.exitCode));
      // The host interrupts the engine here; nothing of the program runs any more.
      for (;;);
    },
    abort() {
      process.exit(134);
    },
    nextTick(callback, ...args) {
      shared.nextTick(callback, ...args);
    },
    hrtime(since) {
      const ns = BigInt(Math.round(natives.elapsed() * 1e6));
      let seconds = Number(ns / 1000000000n);
      let rest = Number(ns % 1000000000n);
      if (since !== undefined) {
        seconds -= since[0];
        rest -= since[1];
        if (rest < 0) {
          seconds -= 1;
          rest += 1e9;
        }
      }
      return [seconds, rest];
    },
    uptime: () => natives.elapsed() / 1000,
    cwd: () => info.cwd,
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    emitWarning(warning) {
      const text = typeof warning === "string" ? `Warning: ${warning}` : String(warning);
      natives.write(1, `(sx) ${text}\n`.toWellFormed());
    },
    on: (name, listener) => add(name, listener, false, false),
    addListener: (name, listener) => add(name, listener, false, false),
    once: (name, listener) => add(name, listener, true, false),
    prependListener: (name, listener) => add(name, listener, false, true),
    off: remove,
    removeListener: remove,
    removeAllListeners(name) {
      if (name === undefined) listeners.clear();
      else listeners.delete(name);
      return process;
    },
    listeners: (name) => (listeners.get(name) ?? []).map((entry) => entry.listener),
    listenerCount: (name) => (listeners.get(name) ?? []).length,
    emit,
  };
  process.hrtime.bigint = () => BigInt(Math.round(natives.elapsed() * 1e6));
  Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
  Object.defineProperty(globalThis, "process", { value: process, writable: true, enumerable: false, configurable: true });
  Object.defineProperty(globalThis, "global", { value: globalThis, writable: true, enumerable: false, configurable: true });

  const performance = Object.create({ [Symbol.toStringTag]: "Performance" });
  performance.now = () => natives.elapsed();
  performance.timeOrigin = natives.now() - natives.elapsed();
  performance.mark = () => undefined;
  performance.measure = () => undefined;
  Object.defineProperty(globalThis, "performance", { value: performance, writable: true, enumerable: true, configurable: true });

  // -- Errors that nobody caught ---------------------------------------------------------------------------------

  const pending = new Map();
  shared.trackRejection = (promise, reason, isHandled) => {
    if (isHandled) pending.delete(promise);
    else pending.set(promise, reason);
  };

  const die = (error, text) => {
    natives.fail(error);
    natives.write(1, `${text}\n`.toWellFormed());
    if (process.exitCode === undefined || process.exitCode === 0) process.exitCode = 1;
    process.exit();
  };
  // An error that reached the host. A listener may take it; else it ends the program.
  shared.raise = (error) => {
    if (emit("uncaughtException", error, "uncaughtException")) return;
    die(error, `Uncaught ${inspect(error)}`);
  };
  // Called when the microtasks are done.
  shared.checkRejections = () => {
    for (const [promise, reason] of pending) {
      pending.delete(promise);
      if (emit("unhandledRejection", reason, promise)) continue;
      if (listeners.get("uncaughtException")?.length > 0) {
        emit("uncaughtException", reason, "unhandledRejection");
        continue;
      }
      die(reason, `Uncaught ${inspect(reason)}`);
    }
  };
  shared.forget = (promise) => pending.delete(promise);

  // The queue is empty: what listeners add now goes on, else the program ends. Gives the exit code at the end.
  shared.beforeExit = () => {
    emit("beforeExit", readCode(process.exitCode));
  };
  shared.finish = (isStuck) => {
    if (isStuck) {
      natives.write(1, "Warning: Detected unsettled top-level await\n");
      process.exitCode ??= 13;
    }
    isExiting = true;
    emit("exit", readCode(process.exitCode));
    return readCode(process.exitCode);
  };
  shared.lastAsJson = () => {
    let last = globalThis.__sxLast;
    if (last instanceof Promise) {
      const [state, value] = natives.promiseState(last);
      if (state === "fulfilled") last = value;
    }
    return JSON.stringify(last) ?? "null";
  };
});
