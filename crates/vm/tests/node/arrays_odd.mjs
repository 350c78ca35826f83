console.log([, 1], [1, , 2], [1, , , , 2, , ], new Array(3), new Array(1), [, ,]);
const sparse = []; sparse[5] = 1; sparse[200] = 2; console.log(sparse);
console.log(Object.assign([1, 2], { extra: true, "-1": "x" }), Object.assign([], { only: 1 }));
class Stack extends Array { peek() { return this[this.length - 1]; } }
console.log(Stack.from([1, 2, 3]), new Stack(), Object.assign(new Stack(), { name: "s" }));
const noProto = [1, 2]; Object.setPrototypeOf(noProto, null); console.log(noProto);
console.log("ab".match(/(?<first>a)(b)?/), "x".match(/y/), [..."a1b2".matchAll(/[a-z](\d)/g)].length);
console.log("a-b-c".split("-"), [3, 1, 2].sort(), [1, [2, [3, [4]]]].flat(Infinity));
console.log((function () { return arguments; })(1, "two"), (function () { return arguments; })());
console.log(Object.keys("abc"), Object.entries({ a: 1, b: [2] }));
console.log([function named() {}, () => {}, class A {}, async () => {}, function* gen() {}]);
console.log([[]], [{}], [[], {}], [[[]]], [[[[]]]], [[[{}]]], [[[{ a: 1 }]]]);
const holes = new Array(120); holes[3] = 1; console.log(holes);
const many = Array.from({ length: 103 }, (_, i) => i); delete many[50]; console.log(many);
