function findPair(ns, target) {
  for (let i = 0; i < ns.length; i++) {
    for (let j = i + 1; j < ns.length; j++) {
      if (ns[i] + ns[j] === target) {
        return [i, j];
      }
    }
  }
  return null;
}

function firstWordLongerThan(limit, text) {
  let longest = null;
  for (const word of text.split(" ")) {
    if (word === "") {
      continue;
    }
    if (word.length > limit) {
      longest = word;
      break;
    }
  }
  return longest;
}

console.log(findPair([3, 9, 4, 8, 7], 12).join(" "));
console.log(findPair([1, 2, 3], 100));
console.log(firstWordLongerThan(4, "a  loop that ends early is common"));
