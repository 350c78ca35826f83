console.log(Promise.resolve(1), Promise.resolve({ a: [1] }), new Promise(() => {}), [Promise.resolve("x")]);
const rejected = Promise.reject(new RangeError("r")); rejected.catch(() => {}); const r2 = Promise.reject(3); r2.catch(() => {}); console.log(r2);
class P extends Promise {} console.log(P.resolve(1), Object.assign(Promise.resolve(1), { tag: "t" }));
console.log(await Promise.allSettled([1, Promise.reject("no")]), await Promise.all([1, 2]), await Promise.race([5]), await Promise.any([6]));
console.log((async () => {})(), (async () => 3)());
const { promise } = (() => { let resolve; const promise = new Promise((r) => { resolve = r; }); return { promise, resolve }; })(); console.log({ promise });
console.log({ then: 1 }, [Promise.resolve([1, 2, 3])], { a: { b: Promise.resolve({ c: { d: 1 } }) } });
