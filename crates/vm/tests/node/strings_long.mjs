const long = "word ".repeat(30);
console.log(long);
console.log([long]);
console.log({ long });
console.log({ a: { b: { c: "line one\nline two\nline three is a longer one than the others" } } });
console.log(["short\nlines"], { x: "a fairly long text with\na break in the middle of the line and then some more text" });
console.log(["x".repeat(10001).length, "ab".repeat(20)]);
console.log(["x".repeat(10005)].toString().length);
