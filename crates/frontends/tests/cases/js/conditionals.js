// A chain of conditionals is `cond` where its value is used,
const a = b ? c : d ? e : f;
g(b ? c : (d ? e : f), b ? (c ? d : e ? f : h) : a);
// whatever its lines,
const i = b
  ? c
  : d
    ? e
    : f;
const j = k === "function" ? "something that is called" : k === "class" ? "something that is made" : null;
// nested `if` as the last form of a body, where `cond` would be statements; a `return` is written.
const l = (m) => m ? c : d ? e : f;
function n() {
  return b ? c : d ? e : f;
}
const o = function () {
  return b ? (c ? d : e ? f : a) : d;
};
// A class would be a declaration; comments have fewer places.
const p = b ? c : d ? class {} : e;
const q = b
  ? c // why
  : d ? e : f;
const r = b ? c : d ? () => { e(); /* in */ } : f;
b ? c() : d ? e() : f();
if (b) c(); else if (d) e(); else f();
