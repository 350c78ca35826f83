// Packages that went through Lisp and back still do the same.
//
//     npm ci && node meaning.mjs
//
// Each package is translated by `sx rev`, compiled by `sx build` and loaded beside its original. Every exported function
// is called with many arguments on both sides; results, errors and what the arguments have become must be the same. The
// arguments come from a fixed pool and a fixed sequence of choices. SX_BIN or SX names the binary, by default
// target/release/sx.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { modules, rebuild } from "./rebuild.mjs";

const callsPerFunction = 120;

const numbers = () => [3, 1, 2, 5, 4, 1, NaN, 10];
const people = () => [
  { name: "ada", age: 36, tags: ["a", "b"] },
  { name: "bob", age: 25, tags: [] },
  { name: "cy", age: 36, tags: ["c"] },
];
const readme = (name) => () => readFileSync(join(modules, name, "README.md"), "utf8");

const packages = [
  {
    name: "semver",
    entry: "index.js",
    skip: [],
    pool: [
      ...["1.2.3", "1.2.3-beta.4", "v2.0.0+build", "0.0.1", "10.20.30", "1.2", "not one", ">=1.2.3 <2", "^1.2.3 || ~3.1"],
      ...["1.x", "*", "~0.0.1", "1.0.0 - 2.0.0", ">1", "major", "minor", "patch", "prerelease", "<", ">", "=", "beta"],
      () => ["1.2.3", "1.3.0", "0.9.9", "2.0.0-rc.1"],
      () => ({ loose: true, includePrerelease: true }),
      ...[true, null, undefined, 1],
    ],
  },
  {
    name: "underscore",
    entry: "modules/index-all.js",
    skip: ["random", "shuffle", "sample", "now", "uniqueId", "delay", "defer", "debounce", "throttle", "mixin"],
    pool: [
      numbers,
      people,
      () => [[1, [2]], [3, [[4]]]],
      () => ({ a: 1, b: { c: [1, 2] }, d: null }),
      () => (x) => x,
      () => (x) => x?.age ?? x > 2,
      () => (a, b) => a + b,
      () => function () { return this?.age; },
      ...["age", "name", "a.b", "<b>&amp;</b>", "hello <%= a %> <% if (b) { %>yes<% } %>", 0, 1, 3, -1, null, undefined, true],
      () => new Map([["k", 1]]),
      () => new Date(0),
      () => /re/g,
    ],
  },
  {
    name: "d3-array",
    entry: "src/index.js",
    skip: ["shuffle", "shuffler"],
    needs: ["internmap"],
    pool: [
      numbers,
      people,
      () => [2, 4, 4, 4, 5, 5, 7, 9],
      () => [[1, 2], [3, 4]],
      () => new Float64Array([0.1, 0.2, 0.3]),
      () => new Set([1, 2, 3]),
      () => (d) => d.age,
      () => (d) => d?.name,
      () => (a, b) => a - b,
      () => (a, b) => b - a,
      ...[0, 1, 2, 10, -3, 0.5, 100, NaN, "b", undefined, null],
    ],
  },
  {
    name: "marked",
    entry: "lib/marked.esm.js",
    // They change the one instance that all calls share.
    skip: ["use", "setOptions", "options"],
    pool: [
      ...["semver", "underscore", "d3-array", "marked", "acorn"].map(readme),
      "# a\n\n- b\n  1. c\n\n> *d* **e** `f` ~~g~~\n\n| h | i |\n|---|:-:|\n| j | k |\n",
      "```js\nlet a = 1;\n```\n\n[l](m \"n\") ![o](p) <q@r.s> https://t.u\n\n---\n\n    v\n",
      "a  \nb\\\nc &amp; <d>\n\n[e]: f\n\n[e] ***g*** _h_",
      () => ({ gfm: false, breaks: true, pedantic: false }),
      () => ({ pedantic: true }),
      undefined,
    ],
  },
];

/** Numbers below `limit`, always the same ones. */
function choices() {
  let state = 42;
  return (limit) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
}

/** What one call gave, as text. */
function outcome(callee, args) {
  let result;
  try {
    result = { returned: callee(...args) };
    if (typeof result.returned?.next === "function") result.yielded = [...result.returned].slice(0, 100);
  } catch (error) {
    result = { thrown: `${error?.name}: ${error?.message}` };
  }
  return inspect({ ...result, args }, { depth: 8, maxArrayLength: 200, maxStringLength: null, showHidden: true });
}

/** Calls every function of both sides; gives the number of calls and the differences. */
function compare(original, rebuilt, { skip, pool }) {
  const differences = [];
  let calls = 0;
  const names = Object.keys(original).sort();
  if (inspect(names) !== inspect(Object.keys(rebuilt).sort())) differences.push("the exported names differ");
  for (const name of names) {
    if (typeof original[name] !== "function" || skip.includes(name)) {
      if (typeof original[name] !== typeof rebuilt[name]) differences.push(`${name}: the types differ`);
      continue;
    }
    const choose = choices();
    for (let n = 0; n < callsPerFunction; n += 1) {
      const chosen = Array.from({ length: choose(4) }, () => pool[choose(pool.length)]);
      const fresh = () => chosen.map((entry) => (typeof entry === "function" ? entry() : entry));
      const [a, b] = [original, rebuilt].map((side) => outcome(side[name], fresh()));
      calls += 1;
      if (a !== b && differences.length < 10) differences.push(`${name}(${inspect(fresh())}):\n  ${a}\n  ${b}`);
    }
  }
  return { calls, differences };
}

async function load(folder, name, entry) {
  const path = join(folder, name, entry);
  if (name === "semver") return createRequire(path)(path);
  return import(pathToFileURL(path));
}

const work = mkdtempSync(join(tmpdir(), "sx-meaning-"));
let failed = false;
try {
  const target = join(work, "out", "node_modules");
  for (const each of packages) {
    for (const name of [each.name, ...(each.needs ?? [])]) rebuild(name, work, target);
    const original = await load(modules, each.name, each.entry);
    const rebuilt = await load(target, each.name, each.entry);
    const { calls, differences } = compare(original, rebuilt, each);
    console.log(`${each.name.padEnd(16)}${String(calls).padStart(8)} calls  ${differences.length === 0 ? "same" : "DIFFER"}`);
    for (const difference of differences) console.error(difference);
    failed ||= differences.length > 0;
  }
} finally {
  if (process.env.KEEP) console.log(`kept ${work}`);
  else rmSync(work, { recursive: true, force: true });
}
if (failed) process.exit(1);
