// In sloppy code `let`, `yield` and others are names wherever the grammar has room for one.

var let = 12, a = 2, g = 3, yield = 0;

const same = let => let;
const next = (let => let + 1)(1);
const both = [let => let, { f: let => let * 2 }.f].map((each) => each(21));
console.log(same(3), next, both, (a, let => let)(4));
let /a/g, a
console.log(let /a/g, let
/ g);
for (yield of [1, 2]) console.log(yield);
for (l\u0065t of [5]) console.log(let);
let: for (;;) {
  for (;;) break let;
}
let: console.log(let++, let);
var async = () => "async", await = 1, of = [7];
for (of of of) console.log(of, async(), await);
