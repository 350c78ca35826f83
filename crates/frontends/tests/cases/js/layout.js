const flat = { a: 1, b: 2 };
const broken = {
  a: 1,
  b: 2
};
const single = {
  a
};
const list = [
  1
];
call({
  a: function () {
    b();
  }
});
!(function () {
  return function () {
    Object.defineProperty(props, "key", {
      get: warnAboutAccessingKey,
      configurable: true
    });
    Object.defineProperty(props, "key", { get: warnAboutAccessingKey, configurable: true });
  };
})();

// A line end in an empty block says nothing.
try {
} catch {
}
try {
} finally {
  a();
}

// Neither does one before a body without braces.
if (a)
  b();
for (const c of d)
  e();
