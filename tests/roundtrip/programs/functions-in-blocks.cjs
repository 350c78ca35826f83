// The function of a block is a variable of the function around it, unless that would clash (ECMA-262, B.3.2).

{ function hoisted() { return "hoisted"; } }
{ function hidden() { return "hidden"; } }
let hidden = "let";
console.log(hoisted(), hidden);

function inner() {
  if (true) function x() { return "function"; }
  const seen = [typeof x];
  {
    let x = "inner let";
    seen.push(x);
  }
  for (let y of [1]) if (y) function z() { return "z"; }
  var z2 = typeof z;
  return [...seen, z2];
}
console.log(inner());

function shadowed() {
  const before = typeof x;
  { function x() {} }
  return before;
  var x;
}
console.log(shadowed());
for (let w of [1]) if (w) function w() {}
var w = "var";
console.log(w);

function initialised() {
  for (var key = "nothing" in {});
  for (var other = ("a" in { a: 1 }) in { b: 2 }) for (var third = 3 in { c: 4 });
  return [key, other, third];
}
console.log(initialised());
for (var test = () => { return "a" in { a: 1 }; }; test(); test = () => false) console.log("once");
(function () {
  let stored;
  for (var a = 0 in stored = a, {});
  for (var b = (1, 2) in { c: 3 });
  console.log(stored, a, b);
})();
