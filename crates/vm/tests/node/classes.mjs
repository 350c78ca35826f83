class Point { constructor(x, y) { this.x = x; this.y = y; } get length() { return 1; } static origin = new Point(0, 0); }
class Point3 extends Point { #hidden = 1; z = 3; }
console.log(new Point(1, 2), [new Point3(1, 2)], { p: new Point(0, 0) }, Point);
class Empty {} console.log(new Empty(), [new Empty()], new (class {})(), new (class extends Empty {})());
const anonymous = new (class { a = 1; })(); console.log(anonymous);
console.log({ deep: { deeper: { deepest: new Point(1, 2) } } }, { a: { b: { c: new Empty() } } });
function Old(a) { this.a = a; } Old.prototype.m = function () {}; console.log(new Old(1), Object.create(Old.prototype));
class Node1 { constructor(v, next = null) { this.value = v; this.next = next; } }
console.log(new Node1(1, new Node1(2, new Node1(3, new Node1(4)))));
class WithCustom { [Symbol.for("nodejs.util.inspect.custom")](depth, options, inspect) { return `custom<${depth}>`; } }
console.log(new WithCustom(), { w: new WithCustom() }, [[[new WithCustom()]]]);
class CustomObject { [Symbol.for("nodejs.util.inspect.custom")]() { return { shown: true }; } } console.log(new CustomObject(), [new CustomObject()]);
class Acc { get value() { return 1; } set value(v) {} field = 2; } console.log(new Acc());
const proto = { inherited: 1 }; console.log(Object.create(proto, { own: { value: 1, enumerable: true } }));
const fake = { constructor: { name: "Fake" } }; console.log(fake);
const named = new (class Foo { constructor() { this.constructor = 1; } })(); console.log(named);
class Temp { toString() { return "temp!"; } } console.log(`${new Temp()}`, new Temp(), "" + new Temp());
