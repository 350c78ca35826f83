// The language tests of the conformance suite before and after JavaScript -> Lisp -> JavaScript.
//
//     node run.mjs [--once] [--only WORDS] [--unknown] [--keep] [--no-sugar]
//
// What Node passes natively must pass rebuilt, and what is a syntax error must be refused with a place. Each test runs
// in a realm of its own, as sloppy and as strict code unless its flags say otherwise; with `--once` every second test
// only as the one, the others as the other. `--only` takes tests whose paths
// hold the words, `--unknown` lists what Node does not pass, `--keep` leaves what was written, `--no-sugar` has only
// special forms written. `TEST262` names a folder that holds the suite; otherwise it is fetched (suite.mjs).

import { fork, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fetchSuite, readTests } from "./suite.mjs";
import { variantText, variantsOf } from "./variants.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const binary = resolve(process.env.SX_BIN ?? join(here, "../../target/release/sx"));
const option = (name) => process.argv.includes(name);

const suite = await fetchSuite();
const only = option("--only") && process.argv[process.argv.indexOf("--only") + 1];
const tests = readTests(suite).filter(({ path, isFixture }) => !only || isFixture || path.includes(only));
const work = mkdtempSync(join(tmpdir(), "sx-conformance-"));
const variants = ["sloppy", "strict", "module"];

/** Syntax errors of the suite that are programs for us, by reason. */
const programsToday = {
  "a call as the target of an assignment in sloppy code fails when it runs (ECMAScript 2025)": [
    "sloppy/language/expressions/assignmenttargettype/direct-callexpression-arguments.js",
    "sloppy/language/expressions/assignmenttargettype/parenthesized-callexpression-arguments.js",
  ],
  "the error is in a JSON module": [
    "module/language/import/import-assertions/json-invalid.js",
    "module/language/import/import-assertions/json-named-bindings.js",
    "module/language/import/import-attributes/json-invalid.js",
    "module/language/import/import-attributes/json-named-bindings.js",
  ],
};

/** What a whole run must at least have seen, so that a suite that is not there is no success. */
const least = option("--once") ? { programs: 19_000, errors: 4_000 } : { programs: 36_000, errors: 7_500 };

tests.forEach((test, index) => {
  const variants = test.isFixture ? ["module"] : variantsOf(test);
  test.variants = option("--once") ? [variants[index % variants.length]] : variants;
});

/** Writes each test in its variants; fixtures are modules. */
function writeInputs() {
  for (const test of tests) {
    for (const variant of test.variants) {
      const target = join(work, "in", variant, test.path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, variantText(variant, test.text));
    }
  }
}

/** Runs `sx` on a folder; answers with its diagnostics by file, and throws if it fails as a program. */
function sx(...args) {
  const done = spawnSync(binary, [...args, "-q", "--diagnostics", "json"], { encoding: "utf8", maxBuffer: 1 << 30 });
  if (done.error || done.signal || done.status > 1) throw new Error(`sx ${args[0]}: ${done.error ?? done.signal ?? done.stderr.slice(0, 2000)}`);
  const found = new Map();
  for (const line of done.stderr.split("\n").filter((line) => line.startsWith("{"))) {
    const diagnostic = JSON.parse(line);
    if (diagnostic.severity !== "error") continue;
    found.set(diagnostic.file, [...(found.get(diagnostic.file) ?? []), diagnostic]);
  }
  return found;
}

const refused = new Map();
const failed = new Map();
function convert() {
  for (const variant of variants) {
    const [input, lisp, out] = ["in", "lisp", "out"].map((stage) => join(work, stage, variant));
    if (!existsSync(input)) continue;
    const goal = variant === "module" ? "module" : "script";
    for (const [file, found] of sx("rev", ...(option("--no-sugar") ? ["--no-sugar"] : []), "--goal", goal, input, "-o", lisp)) {
      refused.set(`${variant}/${file.slice(input.length + 1)}`, found);
    }
    for (const [file, found] of sx("build", lisp, "-o", out, "--source-map", "none")) {
      failed.set(`${variant}/${file.slice(lisp.length + 1).replace(/\.lisp$/, ".js")}`, found);
    }
  }
}

/** How many tests a worker runs before another takes its place: Node keeps much of what a realm was. */
const workerLife = 400;

/** Sets `each[which]` for `cases` to what comes of running that text; `realm` is `"main"` for a process for each. */
async function runAll(cases, which, realm = "new") {
  let next = 0;
  const start = () =>
    fork(join(here, "worker.mjs"), [suite, work, realm], {
      execArgv: ["--no-warnings", "--experimental-vm-modules"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
  /** What comes of `each` on `worker`; `undefined` if that is lost. */
  const ask = (worker, { test, variant }) =>
    new Promise((resolve) => {
      const lost = () => resolve(undefined);
      worker.once("exit", lost);
      worker.once("message", (result) => {
        worker.off("exit", lost);
        resolve(result);
      });
      worker.send({ path: test.path, flags: [...test.flags], negative: test.negative, variant, which }, (error) => error && lost());
    });
  const drive = async () => {
    let worker;
    let age = 0;
    while (next < cases.length) {
      const each = cases[next++];
      // A worker may be ended by what an earlier test left behind.
      for (let attempt = 0; attempt < 2 && each[which] === undefined; attempt++) {
        worker ??= start();
        each[which] = await ask(worker, each);
        const isSpent = each[which] === undefined || realm === "main" || ++age % workerLife === 0;
        if (isSpent) {
          worker.kill();
          worker = undefined;
        }
      }
      if (each[which] === undefined) each[which] = "ends the process";
    }
    worker?.kill();
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, drive));
}

const clock = Date.now();
const seconds = () => `${((Date.now() - clock) / 1000).toFixed(0)} s`;
writeInputs();
console.error(`written: ${seconds()}`);
convert();
console.error(`converted: ${seconds()}`);

const cases = tests.filter((test) => !test.isFixture).flatMap((test) => test.variants.map((variant) => ({ test, variant })));
const isError = ({ test }) => test.negative?.phase === "parse";
const errors = cases.filter(isError);
const programs = cases.filter((each) => !isError(each));
await runAll(programs, "rebuilt");
// What fails is run again in the realm of a process, as it is and then rebuilt.
const failing = programs.filter((each) => each.rebuilt !== null);
await runAll(failing, "original", "main");
const notNative = failing.filter((each) => each.original !== null);
const again = failing.filter((each) => each.original === null);
again.forEach((each) => delete each.rebuilt);
await runAll(again, "rebuilt", "main");
console.error(`run: ${seconds()}`);

const keyOf = ({ test, variant }) => `${variant}/${test.path}`;
const isPlaced = ({ range }) => range?.start.line >= 0 && range.start.character >= 0;
const isProgram = new Set(Object.values(programsToday).flat());
const accepted = errors.map(keyOf).filter((key) => !refused.get(key)?.every(isPlaced) && !isProgram.has(key));
const stale = errors.map(keyOf).filter((key) => isProgram.has(key) && refused.has(key));
const changed = failing.filter(({ original, rebuilt }) => original === null && rebuilt !== null);
const reason = (key) => (refused.get(key) ?? failed.get(key))?.[0].message;
const complaints = [
  ...accepted.map((key) => `accepted  ${key}`),
  ...stale.map((key) => `refused   ${key} is listed as a program`),
  ...changed.map((each) => `changed   ${keyOf(each)}  ${reason(keyOf(each)) ?? each.rebuilt}`),
];
const count = programs.length - notNative.length;
console.log(`${count - changed.length} of ${count} programs that Node passes pass rebuilt; ${notNative.length} it does not pass`);
const today = errors.filter((each) => isProgram.has(keyOf(each))).length;
console.log(`${errors.length - today - accepted.length} of ${errors.length - today} syntax errors are refused with a place; ${today} are programs today`);
if (option("--unknown")) {
  for (const each of notNative) console.log(`unknown   ${keyOf(each)}  ${each.original}`);
}
if (!only && (count < least.programs || errors.length < least.errors)) complaints.push("the suite is not whole");
complaints.forEach((line) => console.log(line));
if (option("--keep")) console.log(work);
else rmSync(work, { recursive: true });
process.exit(complaints.length > 0 ? 1 : 0);
