#!/usr/bin/env node
"use strict";
// A comment.
if (a) b(); else c();
if (a) { b() }
if (a) { b(); c() } else { d() }
if (a) { b() } else if (c) { d() } else { e() }
if (a) return1(); else if (b) c();
for (let i = 0, n = 5; i < n; i++) f(i);
for (;;) {}
for (const x of xs) { f(x) }
for (let x in xs) f(x);
for (x of xs);
for (o.p in xs) {}
while (a) { b(); break }
do { a() } while (b);
outer: for (;;) { continue outer }
switch (x) { case 1: case 2: f(); break; default: g() }
try { a() } catch (e) { b(e) } finally { c() }
try { a() } catch { }
throw new Error("x");
var v, w = 1, [p, q] = w; let l; const { k } = v;
{ let inner = 1; f(inner) }
;
debugger;
"not a directive";
function f(n) { if (n < 2) return 1; return n * f(n - 1) }
function g() { f() }
async function h(a = 1, ...r) { await a; return r }
class A extends B {
  #p = 1; static q; static { this.q = 2 } constructor(a) { super(a); this.#p = a }
  get x() { return this.#p } get y() { if (a) return 1 } set x(v) { this.#p = v } static async *m() {} "str"() { return super.m() } [key]() { return #p in this }
  ;
}
