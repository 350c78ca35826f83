// A `var` in a `catch` of its name declares the variable of the function, whatever is called so outside of it (B.3.4).

let x = 1;
const e = 5;

function past() { try { throw 1; } catch (x) { var x = 2; } return x; }

function closed() {
  const get = () => x;
  try { throw 1; } catch (x) { var x = 2; }
  x = 7;
  return [get(), x];
}

function looped() {
  try { throw 4; } catch (e) { var e = 6; for (var e = 1; e < 3; e++); }
  return e;
}

function inner() {
  const get = function () { return e; };
  try { throw 4; } catch (e) { if (e) { var e = 6; } }
  return get();
}

console.log(JSON.stringify([past() === undefined, closed(), looped() === undefined, inner() === undefined, x, e]));
