// A `var` of an accessor or of a static block is none of the function around it.
var c = 1; (function(){ var o = { get y(){ var c = 2; return c }, set y(v) { for (var d of [1]); } }; console.log(o.y, c) })();
var d = 1; (()=>{ var o={get y(){var d=2}}; d=5 })(); console.log(d);
function f(){ return class { static { var e = 1 } static m(){ return typeof e } } } var e = {}; console.log(f().m());
