console.log({}, [], { a: 1 }, { a: { b: { c: { d: 1 } } } }, [[[[1]]]], [[[[]]]], { a: { b: { c: {} } } });
console.log({ a: 1, b: "two", c: [3], d: { e: null }, f: undefined, g() {}, h: () => {}, i: class {}, j: class J {}, k: Symbol("k") });
console.log({ get a() { return 1; }, set a(v) {}, get b() { return 1; }, set c(v) {} });
console.log({ [Symbol("s")]: 1, [Symbol.iterator]: 2, [Symbol()]: 3 });
console.log(Object.create(null), Object.assign(Object.create(null), { a: 1 }), Object.create({}), Object.create({ a: 1 }));
console.log(Object.create(Object.create(null)));
console.log(Object.defineProperty({}, "hidden", { value: 1 }), Object.defineProperty({ a: 1 }, "b", { value: 1, enumerable: true }));
console.log({ __proto__: null, x: 1 }, { ["__proto__"]: 1 });
console.log({ [Symbol.toStringTag]: "Tag" }, { get [Symbol.toStringTag]() { return "T"; }, a: 1 });
class Tagged { get [Symbol.toStringTag]() { return "Mine"; } }
console.log(new Tagged(), Object.assign(new Tagged(), { a: 1 }));
console.log(Object.freeze({ a: 1 }), Object.seal([1]));
console.log({ a: 1n, "b c": [1, , 3], c: { toString() { return "x"; } } });
console.log({ 1: 1, b: 2, 0: 0, "-1": 3, "01": 4 });
console.log(JSON.stringify({ a: [1, { b: 2 }], c: "é\u2028" }), JSON.stringify([undefined, () => {}]), JSON.stringify({ a: 1 }, null, 2));
