// `when` expands to `begin`, which is a name of the program here.
if (x === undefined) { console.log(1); console.log(2) }
var x;
console.log(typeof begin);
