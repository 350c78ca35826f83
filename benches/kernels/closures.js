// Makes and calls closures: counters, partial application, composition.

function makeCounter(start, step) {
  let count = start;
  return () => {
    count = (count + step) & 0xFFFF;
    return count;
  };
}

function partial(f, a) {
  return (b) => f(a, b);
}

function compose(f, g) {
  return (x) => f(g(x));
}

function add(a, b) {
  return (a + b) & 0xFFFF;
}

function run(rounds) {
  let checksum = 0;
  for (let round = 0; round < rounds; round++) {
    const counter = makeCounter(round, 7);
    const step = compose(partial(add, round), partial(add, 3));
    let value = 1;
    for (let i = 0; i < 50; i++) {
      value = step(value + counter());
    }
    checksum = add(checksum, value);
  }
  return checksum;
}

console.log(`closures ${run(3000000)}`);
