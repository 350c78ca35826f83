// What a JavaScript program is made of, counted on acorn's tree and tokens.

import { parse, tokenizer } from "acorn";

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
const IMPORTS = new Set(["ImportDeclaration", "ImportExpression"]);

/** The numbers of nodes, functions, bindings and imports in `text`. */
export function countShape(text) {
  const counts = { nodes: 0, functions: 0, bindings: 0, imports: 0 };
  const waiting = [parse(text, { ecmaVersion: "latest", sourceType: "module" })];
  while (waiting.length > 0) {
    const node = waiting.pop();
    counts.nodes += 1;
    counts.functions += FUNCTIONS.has(node.type) ? 1 : 0;
    counts.imports += IMPORTS.has(node.type) ? 1 : 0;
    counts.bindings += boundBy(node);
    waiting.push(...childrenOf(node));
  }
  return counts;
}

/** The number of tokens in `text`, comments left out. */
export function countTokens(text) {
  let count = 0;
  for (const _ of tokenizer(text, { ecmaVersion: "latest", sourceType: "module" })) count += 1;
  return count;
}

function childrenOf(node) {
  return Object.values(node)
    .flat()
    .filter((value) => typeof value?.type === "string");
}

/** How many names `node` itself binds: declarators, parameters, functions, classes, imports, caught values. */
function boundBy(node) {
  if (node.type === "VariableDeclarator") return namesIn(node.id);
  if (node.type === "CatchClause") return namesIn(node.param);
  if (node.type === "ClassDeclaration" || node.type === "ClassExpression") return namesIn(node.id);
  if (node.type.startsWith("Import") && node.local) return 1;
  if (FUNCTIONS.has(node.type)) return [node.id, ...node.params].reduce((sum, pattern) => sum + namesIn(pattern), 0);
  return 0;
}

function namesIn(pattern) {
  switch (pattern?.type) {
    case "Identifier":
      return 1;
    case "ArrayPattern":
      return pattern.elements.reduce((sum, element) => sum + namesIn(element), 0);
    case "ObjectPattern":
      return pattern.properties.reduce((sum, property) => sum + namesIn(property.value ?? property), 0);
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return 0;
  }
}
