function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

function flatten(tree) {
  if (Array.isArray(tree)) {
    return tree.flatMap(flatten);
  }
  if (tree === null) {
    return [];
  }
  return [tree];
}

console.log(fibonacci(20), flatten([1, [2, [3, null, [4]], 5]]).join(" "));
