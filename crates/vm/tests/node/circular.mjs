const a = { name: "a" }; a.self = a; console.log(a);
const list = [1]; list.push(list); console.log(list, [list]);
const x = {}, y = { x }; x.y = y; console.log(x, y, { x, y });
const m = new Map(); m.set("m", m); console.log(m); const s = new Set(); s.add(s); console.log(s);
const parent = { children: [] }; parent.children.push({ parent, name: "c1" }, { parent, name: "c2" }); console.log(parent);
const p = { q: { r: {} } }; p.q.r.p = p; p.q.r.q = p.q; console.log(p);
class Tree { constructor() { this.me = this; this.kids = [this]; } } console.log(new Tree());
function f() {} f.me = f; console.log(f);
const shared = { v: 1 }; console.log({ one: shared, two: shared }, [shared, shared]);
try { JSON.stringify(a); } catch (error) { console.log(error.name); }
