console.info("info"); console.debug("debug"); console.error("not here"); console.warn("nor here");
console.group("outer"); console.log("in\nside"); console.group(); console.log({ a: 1, b: "x".repeat(80) }); console.groupEnd(); console.log("back"); console.groupEnd(); console.groupEnd(); console.log("left");
console.count(); console.count(); console.count("label"); console.countReset(); console.count();
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.dir({ a: { b: { c: { d: 1 } } } }, { depth: null }); console.dir([1, 2]);
console.assert(true, "no"); console.assert(false, "yes");
console.table([{ a: 1, b: "x" }, { a: 2, c: true }]); console.table([[1, 2], [3, 4]]); console.table([1, "two", { a: 3 }]); console.table({ r1: { x: 1 }, r2: { x: 2 } });
console.table([{ a: 1, b: 2 }], ["b"]); console.table(5); console.table(new Map([["k", 1]])); console.table(new Set([1, 2])); console.table([]); console.table([{ name: "日本", o: { a: 1 }, l: [1, 2] }]);
const { log } = console; log("detached"); [1, 2].forEach((x) => console.log(x)); console.log(typeof console.time, typeof console.trace);
