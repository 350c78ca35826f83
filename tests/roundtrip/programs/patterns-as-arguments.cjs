// V8 refuses `f([1], [a] = [2])` and `for (a.async of b)`, which are programs: the output needs parentheses there.
let a, b;
const o = { list: [] };
const count = (...items) => items.length;
class Pair { constructor(x, y) { this.x = x; this.y = y; } }
console.log(count([1], ([a] = [2])), a);
console.log(count({ a: 1 }, ({ a } = { a: 3 }), ([b] = [4])), a, b);
console.log(new Pair([1].concat([2]), ([a] = [5])).y, a);
console.log(count(a += 1, ({ ...b } = { c: 1 })), a, b);
console.log(count([a] = [6], [b] = [7]), a, b);
for ((o.async) of [8, 9]) o.list.push(o.async);
console.log(o.list);
