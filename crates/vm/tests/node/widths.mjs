for (let n = 1; n < 40; n += 1) console.log(Array.from({ length: n }, (_, i) => "é日".repeat((i * 7) % 5)));
for (let n = 5; n < 40; n += 4) console.log({ key: Array.from({ length: n }, (_, i) => i * 37 % 101) });
for (let n = 60; n < 80; n += 1) console.log(["a".repeat(n)], ["a".repeat(n - 30), "b".repeat(20)], { k: "a".repeat(n) });
for (let n = 10; n < 30; n += 1) console.log({ outer: { inner: { text: "x".repeat(n), more: "y".repeat(n) } } });
for (let n = 1; n < 12; n += 1) console.log(new Map(Array.from({ length: n }, (_, i) => [i, "v".repeat(i)])), new Set(Array.from({ length: n }, (_, i) => "v".repeat(i))));
for (let n = 1; n < 9; n += 1) console.log(Array.from({ length: n }, (_, i) => ({ id: i, name: `name ${i}`, on: i % 2 === 0 })));
console.log([["row", 1, true], ["longer row", 22, false], ["x", 333, null]], [[[1, 2, [3, 4]], 5], 6], [{ a: [{ b: [{ c: 1 }] }] }]);
