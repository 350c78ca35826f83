// Sloppy code may assign to a call: an error when it runs, after the call and before the value.

const seen = [];
const f = (...args) => (seen.push(args), { m: () => seen.push("m") });

function attempt(run) {
  try {
    run();
    seen.push("no error");
  } catch (error) {
    seen.push(error.name);
  }
}

attempt(() => { f() = seen.push("value"); });
attempt(() => { f(1, (2, 3)) += seen.push("value"); });
attempt(() => { f(")")++; });
attempt(() => { --f(/* ) */).m(4); });
attempt(() => { ((f(5))) = 1; });
attempt(() => { f(...[11] || []) = seen.push("value"); });
attempt(() => { for (f(6) in { a: 1 }); });
attempt(() => { for (f(7) of [1]); });
attempt(() => { for (f(8) of []); });
attempt(() => { f(9)[f(10) = 1] = 2; });
attempt(() => { if (false) f() = 1; });
// A number that is called has no room for a dot.
attempt(() => { 1() = 2; });
attempt(() => { ++10(); });
attempt(() => { for (1() of [1]); });
// Nor has a call before a word.
attempt(() => { for(f()of [1]); });
attempt(() => { for(f(12)()of [1]); });
attempt(() => { for(this()of [1]); });
attempt(() => { for(null()in [1]); });
attempt(() => { "s"(f()=1)=1; });
console.log(JSON.stringify(seen));
