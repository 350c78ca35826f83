// Ends of functions: what returns in every branch, what returns in some, and what is left otherwise.

function every(a) {
  if (a === 0) { return "zero"; } else if (a < 0) { return class Negative {}.name; } else { return (1, a); }
}

function some(a) {
  if (a) { return 1; } else { a = 2; }
}

function kept(a) {
  try { if (a) { return 1; } else { a = 2; } } finally { if (!a) return 3; }
}

function last(a) {
  try { return a.b; } catch { return "caught"; } finally { if (a === 1) { return "finally"; } else { a = 2; } }
}

function clauses(a) {
  switch (a) {
    case 1: if (a) break;
    case 2: return "two";
    default: throw a;
  }
}

function inner(a) {
  switch (a) {
    case 1: switch (a) { case 1: break; }
    default: return "inner";
  }
}

function left(a) {
  out: { if (a) break out; return "in"; }
}

const short = (a) => { if (a) { return { a }; } else return [a]; };
const block = () => { { return "block"; } };
const tried = async (a) => { try { return await a(); } catch (e) { return e.message; } };
const made = new (class { constructor() { if (this) { return { made: 1 }; } else { return { made: 2 }; } } })();
const got = { get a() { if (this) { return 1; } else { return 2; } }, set a(v) { if (v) { return 1; } else { return 2; } } };
function* steps(a) { if (a) { return yield 1; } else { return 2; } }

(async () => {
  const thrown = (() => { try { return clauses(3); } catch (e) { return e; } })();
  console.log(JSON.stringify([
    every(0), every(-1), every(5), some(1), some(0), kept(1), kept(0), last({ b: 4 }), last(), last(1), clauses(1), clauses(2), thrown,
    inner(1), left(0), left(1), short(1), short(0), block(), await tried(() => 6), await tried(null), made, got.a, [...steps(1)],
  ]));
})();
