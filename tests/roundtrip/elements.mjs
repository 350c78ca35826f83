// Elements of JSX that nobody wrote, there and back: what they render must be the same, and their layout must stay.
//
//     npm ci && node elements.mjs [--seed N] [--count N]
//
// Words, white space, line ends, braces and elements are put together at random; TypeScript compiles the original and
// what comes back through `sx rev` and `sx build` to calls, and both are run. The seed makes the programs.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, modules } from "./rebuild.mjs";

const typescript = createRequire(join(modules, "x.js"))("typescript");
const argument = (name, otherwise) => Number(process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const count = argument("--count", 400);
let state = argument("--seed", 7);
const choose = (limit) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 0x100000000) * limit);
};
const pick = (list) => list[choose(list.length)];

const words = ["a", "the", "word", "&nbsp;", "&amp;", "x.y", "(", ")", "!", "über", "-", "//", "/*", "it's", '"q"', "supercalifragilistic"];
const blanks = [" ", " ", " ", "  ", "\n", "\n   ", "", "\t", " \n "];

function text() {
  let made = pick(blanks);
  for (let left = choose(12); left >= 0; left--) made += pick(words) + pick(blanks);
  return made;
}

/** An expression with elements up to `depth` levels deep in it. */
function value(depth) {
  const inner = (otherwise) => (depth > 0 ? element(depth - 1) : otherwise);
  switch (choose(12)) {
    case 0: return "1";
    case 1: return '"s"';
    case 2: return '" "';
    case 3: return "f(v, 1)";
    case 4: return `c ? ${inner("v")} : ${inner("null")}`;
    case 5: return `c ? null : c ? ${inner("v")} : v`;
    case 6: return `c && ${inner("v")}`;
    case 7: return `l.map((i) => ${inner("i")})`;
    case 8: return "`a\n b`";
    case 9: return inner("null");
    default: return "v";
  }
}

function attribute(depth) {
  switch (choose(9)) {
    case 0: return 'b="x y"';
    case 1: return `c={${value(depth)}}`;
    case 2: return "{...o}";
    case 3: return "on={() => { f(v); }}";
    case 4: return `e={${depth > 0 ? element(depth - 1) : 1}}`;
    case 5: return "f={/* c */ 1}";
    case 6: return "/* c */ g={2}";
    case 7: return "// c\nh";
    default: return "a";
  }
}

function element(depth) {
  const tag = pick(["A", "b", "C", ""]);
  let attributes = "";
  if (tag) for (let left = choose(4); left > 0; left--) attributes += ` ${attribute(depth)}`;
  let children = "";
  for (let left = depth > 0 ? choose(5) : choose(2); left > 0; left--) {
    switch (choose(8)) {
      case 0: case 1: children += text(); break;
      case 2: case 3: children += `{${value(depth)}}`; break;
      case 4: children += "{/* c */}"; break;
      case 5: children += '{" "}'; break;
      case 6: children += depth > 0 ? pick(blanks) + element(depth - 1) + pick(blanks) : pick(blanks); break;
      default: children += pick(blanks);
    }
  }
  return !children && tag && choose(2) ? `<${tag}${attributes} />` : `<${tag}${attributes}>${children}</${tag}>`;
}

const React = { Fragment: "", createElement: (tag, properties, ...children) => ({ tag: tag.name ?? tag, properties, children }) };

/** What the program renders, with functions by their text. TypeScript takes `//` in text for a comment it may keep. */
function render(program) {
  const { outputText } = typescript.transpileModule(program, { compilerOptions: { jsx: "react", module: "commonjs", target: "esnext", removeComments: true }, fileName: "x.jsx" });
  const module = { exports: {} };
  new Function("exports", "React", outputText)(module.exports, React);
  const parts = [function A() {}, function C() {}, "V", (x) => `${x}!`];
  const plain = (key, part) => (typeof part === "function" ? part.toString().replace(/\s+/g, "") : part);
  return JSON.stringify([true, false].map((c) => module.exports.default(...parts, c, [1, 2], { q: 1 })), plain);
}

const work = mkdtempSync(join(tmpdir(), "sx-elements-"));
const originals = Array.from({ length: count }, () => `export default (A, C, v, f, c, l, o) => ${element(4)};\n`);
mkdirSync(join(work, "js"));
originals.forEach((program, nth) => writeFileSync(join(work, "js", `${nth}.jsx`), program));
const steps = [["rev", "js", "lisp"], ["build", "lisp", "once"], ["rev", "once", "again"], ["build", "again", "twice"]];
let failed = 0;
for (const [command, from, to] of steps) {
  const flags = command === "build" ? ["--source-map", "none"] : [];
  const run = spawnSync(binary, [command, from, "-o", to, "-q", ...flags], { cwd: work, encoding: "utf8" });
  if (run.status !== 0) {
    failed += 1;
    console.log(`sx ${command} ${from}: ${run.stderr.slice(0, 2000)}`);
  }
}
if (failed === 0) {
  originals.forEach((program, nth) => {
    const [once, twice] = ["once", "twice"].map((folder) => readFileSync(join(work, folder, `${nth}.jsx`), "utf8"));
    const wanted = render(program);
    let got;
    try {
      got = render(once);
    } catch (error) {
      got = String(error);
    }
    if (wanted === got && once === twice) return;
    failed += 1;
    console.log(`FAIL --- original\n${program}--- came back as\n${once}${wanted === got ? `--- and then as\n${twice}` : ""}`);
  });
}
rmSync(work, { recursive: true });
console.log(`elements        ${String(count).padStart(8)} programs  ${failed === 0 ? "same" : `${failed} FAIL`}`);
if (failed > 0) process.exitCode = 1;
