console.log(new Number(3), new Number(-0), new String("abc"), new Boolean(false), Object(Symbol("s")), Object(10n));
console.log(Object.assign(new Number(3), { a: 1 }), Object.assign(new String("abc"), { a: 1 }), [new String("x")]);
console.log(new Date(0), [new Date(1e12)], { d: new Date(Date.UTC(2020, 1, 29, 12, 30, 15, 123)) }, new Date(NaN), [new Date(NaN)]);
console.log(Object.assign(new Date(0), { a: 1 }), new Date(0).toISOString(), JSON.stringify(new Date(0)));
console.log(/a+/gi, [/x/], { r: /[/]\//u }, Object.assign(/x/, { a: 1 }), new RegExp("a/b"), new RegExp(""));
class MyDate extends Date {} class MyRegExp extends RegExp {} console.log(new MyDate(0), new MyRegExp("a", "g"));
class MyString extends String {} class MyNumber extends Number {} console.log(new MyString("s"), new MyNumber(1));
console.log([Math, JSON, Reflect, globalThis === this, Atomics]);
console.log(Math, JSON, Reflect);
