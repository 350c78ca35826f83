a.b.c; a?.b.c; a?.[k]; a?.b(x); a.b?.(x); f?.(x); a?.b?.[c]?.(d).e;
f(x); a.b(x); f()(x); f().m(x); f().p; f().then(g).catch(h); a[k]; a[k](x); a.b[i].c(d); a["b"]; a["b-c"]; this.x; class P { #p; m() { return this.#p; } }
(0, a.b)(); (a?.b).c; (a?.b)(x); (a?.b.c)?.d; 1(x); (function () {})(); (() => 1)(); new X; new X(1, ...y); new (f())(x).y; new a.b.C();
a + b + c; a + (b + c); a - b - c; a && b && c; a || b && c; a ?? b; -1; - -1; +x; !x; (-x) ** 2 || 1; typeof x; void 0; delete a.b; "x" in y;
x = 1; o.p = 1; o[k] = 1; f().p = 1; o["k"] = 2; x += 1; o[k] ??= 1; [a, b] = c; ({ a, b: c, d = 1, ...e } = f);
i++; ++i; x = i++; x = ++i; (i++, --j);
c ? a : b; x = c ? a : b; x = c ? a : d ? e : f;
`a${b}c`; f`x${y}`; /re+/gi; 'it\'s "x"'; 017; 10n; "\u{1F600}"; null; true; undefined;
[1, , 2, ...x]; ({ a, b: c, "d": 1, 2: 3, [e]: 4, ...f, m() { return 1 }, get p() { return 2 }, set p(v) {}, async *g() {}, true() {} });
(class A {}); (class {}); x = class B extends C {};
import("x"); async () => await x; function* g() { yield; yield* x; const y = yield z }
x => x; (x, { y, z: [w] = [] }, ...r) => { return x }; async x => { await x; return x }; () => {}; () => { f() }; () => ({ a: 1 });

// A method called with a function, and a method of what it gives.
a.then((x) => f(x)).catch(g);
this.map((x) => x.id).join(",");
a.map(f).join(",");
a.map((x) => x)?.join(",");
