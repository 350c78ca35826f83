// `error.stack`: the header, then the frames, mapped to the sources that people wrote.
//
// The engine keeps the frames alone, unmapped. The accessor of `Error.prototype` puts the header before them and asks
// the host for the places, once for each error and only when somebody looks.
(function (natives, shared) {
  "use strict";
  const property = Object.getOwnPropertyDescriptor(Error.prototype, "stack");
  const known = new WeakMap();
  const textOf = (value) => {
    try {
      return Error.prototype.toString.call(value);
    } catch {
      return "Error";
    }
  };
  const withHeader = (error, raw) => {
    const frames = natives.mapStack(raw.toWellFormed());
    return frames === "" ? textOf(error) : `${textOf(error)}\n${frames}`;
  };
  Object.defineProperty(Error.prototype, "stack", {
    configurable: true,
    enumerable: false,
    get: function stack() {
      const raw = property.get.call(this);
      if (typeof raw !== "string") return raw;
      let text = known.get(this);
      if (text === undefined) {
        text = withHeader(this, raw);
        known.set(this, text);
      }
      return text;
    },
    set: function stack(value) {
      Object.defineProperty(this, "stack", { value, writable: true, enumerable: false, configurable: true });
    },
  });
  const capture = Error.captureStackTrace;
  if (typeof capture === "function") {
    Error.captureStackTrace = function captureStackTrace(target, ...rest) {
      capture(target, ...rest);
      const own = Object.getOwnPropertyDescriptor(target, "stack");
      if (own !== undefined && typeof own.value === "string") {
        Object.defineProperty(target, "stack", { ...own, value: withHeader(target, own.value) });
      }
    };
  }
});
