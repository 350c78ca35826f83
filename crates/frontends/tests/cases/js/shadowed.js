const not = null;
const plain = [(x) => x + 1, !plain];
function debounce(fn, ms) {
  let timer;
  return (...args) => {
    timer = setTimeout(() => fn(...args), ms);
  };
}
const after = (x) => x;
const own = function label(a) { b: for (;;) break b; return (or) => a || or; };
c: for (;;) break c;
const or = (a, b) => a || b;
class A { static fn() { return (x) => x; } get(set, method) { return { get a() { return set; }, b() { return method; } }; } }
