// A constant called `arguments` around functions that have their own.
const arguments = 7;
function assigned() {
  arguments = 2;
  return arguments;
}
function counted() {
  [arguments[0]] = [arguments.length];
  return arguments[0]++;
}
function patterned() {
  [arguments] = [3];
  for (arguments of [4, 5]);
  return arguments;
}
const outer = () => arguments;
function shadowed(arguments) {
  arguments = 9;
  return arguments;
}
let thrown = "";
try {
  arguments = 1;
} catch (error) {
  thrown = error.name;
}
console.log(assigned(1), counted(1, 2), patterned(), outer(), shadowed(1), thrown);
