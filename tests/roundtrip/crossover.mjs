// Programs that nobody wrote: pieces of the parser tests in each other's places, there and back.
//
//     npm ci && node crossover.mjs [--seed N] [--count N]
//
// An expression, statement, pattern or member of one program takes the place of one of another, a few times over; what
// acorn reads goes through `sx rev` and `sx build`, and the tree must be the same. The seed makes the programs.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "acorn";
import { difference } from "./compare.mjs";
import { binary, modules } from "./rebuild.mjs";

const argument = (name, otherwise) => Number(process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const count = argument("--count", 3000);
let state = argument("--seed", 7);
const choose = (limit) => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((state / 0x80000000) * limit);
};

const parseAs = (text, sourceType) => parse(text, { ecmaVersion: "latest", sourceType });

/** What may stand where a node of this type stands. */
function slotOf(type) {
  if (/Declaration$|Statement$/.test(type)) return "statement";
  if (/Pattern$|RestElement/.test(type)) return "pattern";
  if (/Definition$|StaticBlock/.test(type)) return "member";
  return /Expression$|Literal$|^Identifier$/.test(type) ? "expression" : null;
}

/** The pieces of a tree that can be taken out or replaced. */
function piecesOf(tree, text) {
  const pieces = [];
  const pending = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    const slot = slotOf(node.type);
    if (slot && node.end > node.start) pieces.push({ slot, start: node.start, end: node.end, text: text.slice(node.start, node.end) });
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (child && typeof child.type === "string") pending.push(child);
    }
  }
  return pieces;
}

const folder = join(modules, "test262-parser-tests/pass");
const programs = [];
for (const name of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, name), "utf8");
  const goal = name.endsWith(".module.js") ? "module" : "script";
  try {
    const pieces = piecesOf(parseAs(text, goal), text);
    if (text.length < 400 && pieces.length > 0) programs.push({ text, goal, pieces });
  } catch {
    // Newer or older than acorn.
  }
}
const extra = [
  "async function* g({ a = await1, ...b } = {}, [c, , d = 1, ...e]) { for await (const x of y) yield* x; return await z; }",
  "class A extends (B, C) { #p = 1; static #q; static { this.#q ??= 2; } get [k]() { return super.x?.[y]; } set #s(v) { #p in v; } async *[m]() {} constructor() { super(...a); new.target; } }",
  "label: for (let i = 0, j; i < 1; i++, j--) { if (a) continue label; else if (b) break label; switch (c) { case 1: default: { } case d, e: } }",
  "x = a?.b?.(c)[d]?.e.f; h.i`t${g}u`; (a?.b).c; delete a?.b; new (a())(b); new (a.b().c)(); (0, a.b)(); (async () => {})(); !(() => {})();",
  "var { a: { b: [c = 1] } = {}, [d]: e, ...f } = g; ({ a: h.i, b: [j[k]] } = l); [m.n = 1, ...o] = p; for ({ q } of r); for (s.t in u);",
  "a ||= b; c &&= d; e ??= f; g **= h; (i, j) ? k : l ? m : n; o = p = q; (-s) ** t; typeof void !u; v in w; x instanceof y;",
  "if (a) ; else { } do x(); while (y) try { } catch { } finally { } with (z) { } throw (a, b); debugger; { function f() { } } var yield_ = `${`${a}`}`;",
  "o = { a, b: 1, 'c-d': 2, 3: 4, [e]: 5, get f() { return 1 }, set f(v) { }, async g() { }, *h() { }, async *i() { }, __proto__: j, ...k, 'l'() { } };",
];
for (const text of extra) {
  try {
    programs.push({ text, goal: "script", pieces: piecesOf(parseAs(text, "script"), text) });
  } catch (error) {
    throw new Error(`${error.message}: ${text}`);
  }
}

/**
 * Whether a function gets no name because it is assigned to a name in parentheses: it comes back as `(0, function…)`,
 * which means the same.
 */
const isUnnamed = (text) => /\([\s(]*\w+[\s)]*\)\s*(\?\?|&&|\|\|)?=\s*[(]*\s*(async|function|class|\(|\w+\s*=>)/.test(text);

/** A program made of two or more, or null when it is none. */
function cross() {
  let { text, goal, pieces } = programs[choose(programs.length)];
  for (let step = choose(3); step >= 0; step -= 1) {
    const target = pieces[choose(pieces.length)];
    const donors = programs[choose(programs.length)].pieces.filter(({ slot }) => slot === target.slot);
    if (donors.length === 0) continue;
    const donor = donors[choose(donors.length)];
    const inner = target.slot === "expression" && choose(2) === 0 ? `(${donor.text})` : donor.text;
    const next = text.slice(0, target.start) + inner + text.slice(target.end);
    try {
      pieces = piecesOf(parseAs(next, goal), next);
      text = next;
    } catch {
      return null;
    }
  }
  return { text, goal };
}

const work = mkdtempSync(join(tmpdir(), "sx-crossover-"));
let failed = 0;
try {
  const made = new Map();
  for (let tries = 0; made.size < count && tries < count * 20; tries += 1) {
    const program = cross();
    if (program && !isUnnamed(program.text)) made.set(program.text, program.goal);
  }
  mkdirSync(join(work, "in"));
  const files = [...made].map(([text, goal], n) => ({ text, goal, name: `p${n}`, file: `p${n}.${goal === "module" ? "mjs" : "cjs"}` }));
  for (const { file, text } of files) writeFileSync(join(work, "in", file), text);
  const run = (...args) => spawnSync(binary, args, { encoding: "utf8", maxBuffer: 1 << 28 }).stderr;
  const stderr = run("rev", "-q", join(work, "in"), "-o", join(work, "lisp")) + run("build", "-q", join(work, "lisp"), "-o", join(work, "out"), "--source-map", "none");
  const show = (program, why) => {
    failed += 1;
    if (failed <= 40) console.error(`${why}\n    ${program.text.replace(/\n/g, "\n    ")}`);
  };
  for (const program of files) {
    const output = join(work, "out", program.file);
    if (!existsSync(output)) {
      const lines = stderr.split("\n");
      const at = lines.findIndex((line) => line.includes(`${program.name}.`));
      show(program, `refused: ${lines.slice(Math.max(0, at - 1), at + 5).join("\n  ")}`);
      continue;
    }
    try {
      const place = difference(parseAs(program.text, program.goal), parseAs(readFileSync(output, "utf8"), program.goal));
      if (place) show(program, `differs at ${place}, came back as\n${readFileSync(output, "utf8")}\nfrom`);
    } catch (error) {
      show(program, `the output is no JavaScript: ${error.message}\n${readFileSync(output, "utf8")}\nfrom`);
    }
  }
  console.log(`crossover       ${String(files.length).padStart(8)} programs  ${failed === 0 ? "same" : `${failed} FAIL`}`);
} finally {
  if (process.env.KEEP) console.log(`kept ${work}`);
  else rmSync(work, { recursive: true, force: true });
}
if (failed > 0) process.exit(1);
