// Parentheses end an optional chain; `super[k]()` keeps `this` wherever it stands in a chain.
const t=(f)=>{try{console.log(f())}catch(e){console.log(e.name)}};
var a; var k='k'; var b={c:{d:4, e(){return this.d}}, f(){return this.c}};
t(()=>(a?.b).c.d); t(()=>(a?.b)['c']); t(()=>(a?.b).c[0]); t(()=>(a?.b).c().d); t(()=>(a?.b).c.d()); t(()=>delete (a?.b).c.d); t(()=>{(a?.b).c.d = 1}); t(()=>({...((a?.b).p).q} = {}));
t(()=>(b?.c).d); t(()=>(b?.c).e()); t(()=>(b?.f)().d); t(()=>(b?.c)?.e()); t(()=>(a?.b)?.c); t(()=>(a?.b)[k]); t(()=>(b?.c)[k]);t(()=>(b?.c)['e']());t(()=>(b?.f().c)?.d);t(()=>(b?.c).d.toFixed(1));
t(()=>(a?.b).c /* why */()); t(()=>(a?.b).c // why
()); t(()=>(a?.b)[k] /* why */(1)); t(()=>(b?.c).e /* why */()); t(()=>(a?.b).c /* why */().d);
class P { #p; t(){ return (this?.#p).c /* why */() } u(){ return (this?.#p.q)[k] /* why */() } }
t(()=>new P().t()); t(()=>new P().u());
class Q { #q=1; t(o){ return (o?.b).#q } u(o){ return (o?.b).#q() } }
t(()=>new Q().t()); t(()=>new Q().u());
class B{k(){return this.v} get j(){ return {w: 9, k(){return this.w}, p:{k(){return 'pk'}}} } }
class A extends B{v=5; t(){return super['k']()} u(){return super[k]().toFixed(2)} w(){return super.j[k]()} x(){ return super['j']['k']()} y(){return super['j']?.p[k]()} z(){return super[k]?.()} a1(){return super['k']?.()} b1(){return super[k]?.x} c1(){return super['zz']?.()} d1(){return super.j.p?.k()} e1(){return super['j'].p?.k()} f1(){ return super['j']?.[k]() } }
for (const n of ['t','u','w','x','y','z','a1','b1','c1','d1','e1','f1']) t(()=>new A()[n]());
var o = { __proto__: {m(){return this.z}}, z: 3, q(){ return super[k]?.x }, r(){ return super['m']?.() }}; t(()=>o.q()); t(()=>o.r());
