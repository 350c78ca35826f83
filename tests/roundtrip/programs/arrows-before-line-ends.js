// An arrow function is no operand: what comes on the next line is another statement.
var b = 1, x = "a", g = 0;
var a = () => {}
+b; console.log(typeof a)
a = () => {} // c
-b; console.log(typeof a)
a = () => {} /* c
*/ /re/g.test(x)
console.log(typeof a)
a = b ? () => { return () => {} } : () => {}
++b
console.log(b, typeof a, typeof a())
a = async () => {}
(1); console.log(typeof a)
a = () => {}
[1].map(String)
class A {
  c = () => {}
  in = 5
  d = () => {}
  instanceof = 4
}
console.log(Object.keys(new A()), typeof a)
