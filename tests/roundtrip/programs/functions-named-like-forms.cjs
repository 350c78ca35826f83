// A function that is the whole body of a label or branch is a name there, which forms of Lisp are not.
const seen = [];
x: function not(a, b = !a) { return [!a, b]; }
seen.push(not(0), !1);
if (1) function or(a, b) { return a || b; }
else function and(a, b) { return a && b; }
seen.push(or(0, 2));
if (0); else function comma(a) { return (seen.push(a), 7); }
seen.push(comma(3));
function f(a) {
  y: z: function cond(b) { if (b > 2) { return "big"; } else if (b > 1) { return "some"; } else { return "none"; } }
  if (a) function begin(b) { if (b) { seen.push("begun"); } else { seen.push("not begun"); } }
  if (a) begin(1);
  return [cond(3), cond(2), cond(1)];
}
seen.push(f(1));
w: function let(i) { let fn = i + 1; return () => fn; }
seen.push(let(4)());
v: function js() { return "js"; }
class A { [async when => { if (when) { seen.push(when); } }]() {} }
console.log(JSON.stringify(seen), Object.getOwnPropertyNames(A.prototype).length);

// An array that calls `hole` has no empty slot for it.
const holes = (hole) => [hole(), , hole(2)];
console.log(holes((x) => x ?? 9), [hole()].length);
function hole() {
  return 7;
}
