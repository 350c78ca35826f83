function makeCounter(step = 1) {
  let count = 0;
  return {
    next() {
      count += step;
      return count;
    },
    reset() {
      count = 0;
      return count;
    },
  };
}

const words = ["to", "be", "or", "not", "to", "be"];
const seen = new Map();
for (const word of words) {
  if (!seen.has(word)) {
    seen.set(word, makeCounter());
  }
  seen.get(word).next();
}

for (const [word, counter] of seen) {
  console.log(`${word}: ${counter.next() - 1}`);
}
