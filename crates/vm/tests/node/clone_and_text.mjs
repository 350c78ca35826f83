const source = { d: new Date(0), m: new Map([[1, { a: 1 }]]), s: new Set([1]), l: [1, , 3], u: undefined, n: null, r: /x/g, t: new Uint8Array([1, 2]), b: 1n }; source.self = source;
const copy = structuredClone(source); console.log(copy, copy !== source, copy.self === copy);
try { structuredClone(() => {}); } catch (error) { console.log(error.name); } try { structuredClone({ s: Symbol("x") }); } catch (error) { console.log(error.name, error.message); }
console.log(new TextEncoder().encode("aé€😀"), new TextDecoder().decode(new Uint8Array([97, 0xc3, 0xa9, 0xff, 0xe2, 0x82, 0xac])));
console.log(structuredClone(new (class A { x = 1; })()), structuredClone("s"), structuredClone([1, [2]]));
console.log(encodeURIComponent("a b&é"), decodeURIComponent("%C3%A9"), escape("é"), "ß".toUpperCase(), "İ".toLowerCase().length, "abc".at(-1), "a".localeCompare("b"));
console.log([1, 2, 3].at(-1), [3, 1, 2].toSorted(), [1, 2, 3].findLast((x) => x < 3), Object.hasOwn({ a: 1 }, "a"), "aXbX".replaceAll("X", "-"), [1, 2, 3].with(0, 9));
