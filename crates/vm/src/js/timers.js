// Timers, immediates, ticks and microtasks.
//
// The host's loop calls `step` for one callback at a time and runs the microtasks between; see `event_loop.rs`.
(function (natives, shared) {
  "use strict";
  const { inspect } = shared;
  let sequence = 0;
  // A binary heap by time, then by order of creation.
  const heap = [];
  const byId = new Map();
  const immediates = [];
  let running = [];
  const ticks = [];
  let referenced = 0;

  const isBefore = (a, b) => a.due < b.due || (a.due === b.due && a.order < b.order);
  const push = (entry) => {
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  };
  const pop = () => {
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child += 1;
      if (!isBefore(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  };
  const dropDead = () => {
    while (heap.length > 0 && (heap[0].timeout.entry !== heap[0] || !heap[0].timeout.isActive)) pop();
  };

  let now = 0;
  class Timeout {
    constructor(callback, delay, args, repeats) {
      const wait = Number(delay);
      this._idleTimeout = wait >= 1 && wait <= 2147483647 ? Math.trunc(wait) : 1;
      Object.defineProperties(this, {
        callback: { value: callback, writable: true },
        args: { value: args },
        repeats: { value: repeats },
        entry: { value: undefined, writable: true },
        isActive: { value: false, writable: true },
        isReferenced: { value: true, writable: true },
        id: { value: (sequence += 1) },
      });
      this.refresh();
    }
    refresh() {
      if (!this.isActive) {
        this.isActive = true;
        if (this.isReferenced) referenced += 1;
        byId.set(this.id, this);
      }
      this.entry = { due: natives.elapsed() + this._idleTimeout, order: (sequence += 1), timeout: this };
      push(this.entry);
      return this;
    }
    close() {
      if (this.isActive) {
        this.isActive = false;
        if (this.isReferenced) referenced -= 1;
        byId.delete(this.id);
      }
      return this;
    }
    ref() {
      if (!this.isReferenced && this.isActive) referenced += 1;
      this.isReferenced = true;
      return this;
    }
    unref() {
      if (this.isReferenced && this.isActive) referenced -= 1;
      this.isReferenced = false;
      return this;
    }
    hasRef() {
      return this.isReferenced;
    }
    [Symbol.toPrimitive]() {
      return this.id;
    }
  }

  class Immediate {
    constructor(callback, args) {
      Object.defineProperties(this, {
        callback: { value: callback, writable: true },
        args: { value: args },
        isReferenced: { value: true, writable: true },
      });
    }
    ref() {
      this.isReferenced = true;
      return this;
    }
    unref() {
      this.isReferenced = false;
      return this;
    }
    hasRef() {
      return this.isReferenced;
    }
  }

  const requireFunction = (callback) => {
    if (typeof callback === "function") return;
    const error = new TypeError(`The "callback" argument must be of type function. Received ${inspect(callback)}`);
    error.code = "ERR_INVALID_ARG_TYPE";
    throw error;
  };
  const globals = {
    setTimeout(callback, delay, ...args) {
      requireFunction(callback);
      return new Timeout(callback, delay, args, false);
    },
    setInterval(callback, delay, ...args) {
      requireFunction(callback);
      return new Timeout(callback, delay, args, true);
    },
    setImmediate(callback, ...args) {
      requireFunction(callback);
      const immediate = new Immediate(callback, args);
      immediates.push(immediate);
      return immediate;
    },
    clearTimeout(timer) {
      if (timer instanceof Timeout) timer.close();
      else if (typeof timer === "number" || typeof timer === "string") byId.get(Number(timer))?.close();
    },
    clearImmediate(immediate) {
      if (immediate instanceof Immediate) immediate.callback = undefined;
    },
    queueMicrotask(callback) {
      requireFunction(callback);
      resolved.then(() => {
        try {
          callback();
        } catch (error) {
          shared.raise(error);
        }
      });
    },
  };
  const resolved = Promise.resolve();
  globals.clearInterval = function clearInterval(timer) {
    globals.clearTimeout(timer);
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
  }

  const guard = (callback, args) => {
    try {
      callback(...args);
    } catch (error) {
      shared.raise(error);
    }
  };

  shared.nextTick = (callback, ...args) => {
    requireFunction(callback);
    ticks.push([callback, args]);
  };
  shared.hasTicks = () => ticks.length > 0;
  // One tick; those it adds come after.
  shared.runTick = () => {
    const [callback, args] = ticks.shift();
    guard(callback, args);
  };

  // Runs the next callback that is due. Gives 0 when one ran, the time to wait in milliseconds when none is due yet,
  // and -1 when nothing is left that keeps the program alive.
  shared.step = () => {
    while (running.length > 0) {
      const { callback, args } = running.shift();
      if (callback === undefined) continue;
      guard(callback, args);
      return 0;
    }
    dropDead();
    if (heap.length > 0 && heap[0].due <= now) {
      const { timeout } = pop();
      const { callback, args } = timeout;
      if (timeout.repeats) timeout.refresh();
      else timeout.close();
      guard(callback, args);
      return 0;
    }
    // A round is over: immediates that stand now, then the timers that are due by then.
    const before = now;
    now = natives.elapsed();
    if (immediates.length > 0) {
      running = immediates.splice(0);
      return 0;
    }
    if (referenced <= 0 || heap.length === 0) return -1;
    if (heap[0].due <= now && now > before) return 0;
    return Math.max(heap[0].due - now, 0.05);
  };
});
