function plain() {}
const arrow = () => {};
console.log(plain, arrow, () => {}, function () {}, async function af() {}, async () => {}, function* g() {}, async function* ag() {});
class A {} class B extends A {} class C extends null {} const D = class {}; const E = class Named extends B {};
console.log(A, B, C, D, E, class {}, class extends A {});
console.log(Object.assign(function f() {}, { x: 1, y: "z" }), Object.assign(() => {}, { a: [1] }));
class S { static count = 3; static make() {} static #secret = 1; }
console.log(S, [S], { S }, [class {}, plain]);
console.log(Math.max, Array.prototype.map, console.log.name, parseInt, Object);
console.log({ method() {}, get g() { return 1; }, async am() {}, *gm() {}, ["computed" + 1]() {} });
console.log(plain.bind(null), Object.setPrototypeOf(function np() {}, null));
console.log(class /* comment ( */ X {}, class Y { constructor() {} });
const renamed = function () {}; Object.defineProperty(renamed, "name", { value: "given" }); console.log(renamed);
console.log(function () {}.prototype, A.prototype, B.prototype, Object.prototype, Function.prototype);
