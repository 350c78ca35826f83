// Hostile input: every command ends soon, with status 0, 1 or 2, with bounded memory, and says where an error is.
//
//     node run.mjs [--all] [--only TEXT]
//
// Prints what was slowest and largest, and what failed. By default inputs go through `sx build`; with --all through the
// other commands too, which takes several minutes. SX_BIN names the binary, by default target/release/sx.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { observe } from "../../benches/measure.mjs";
import { allCases } from "./cases.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const sx = resolve(process.env.SX_BIN ?? join(here, "../../target/release/sx"));
const all = process.argv.includes("--all");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : "";

/** Seconds, and megabytes: what any command may use, and what it may use for each megabyte of input. */
const LIMITS = { seconds: 10, megabytes: 500, times: 100 };
/** A command that has not ended after so many milliseconds is killed. */
const PATIENCE = 30_000;
/** Diagnostics of one file are limited, whatever is wrong with it. */
const LONGEST_REPORT = 1_000_000;

const folder = mkdtempSync(join(tmpdir(), "sx-robust-"));
const results = [];

try {
  for (const { name, extension, content } of allCases()) {
    if (!name.includes(only)) continue;
    const path = join(folder, `input.${extension}`);
    const data = content();
    writeFileSync(path, data);
    for (const command of commandsFor(extension)) await probe(name, command, path, data.length / 1e6);
  }
  if (only === "") await probeFiles();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report();

function commandsFor(extension) {
  if (extension === "js") return [["rev"]];
  const others = [["fmt", "--check"], ["expand"], ["ir"], ["hash"], ["check", "--diagnostics", "json"]];
  return [["build", "-o", join(folder, "output.js")], ...(all ? others : [])];
}

/** Runs one command on one input, and keeps what is to be said about it. */
async function probe(name, command, path, size, statuses = [0, 1]) {
  const run = await observe(sx, [...command, path], { timeout: PATIENCE, killSignal: "SIGKILL", cwd: folder });
  const faults = [];
  if (!statuses.includes(run.status)) faults.push(`status ${run.signal ?? run.status}`);
  if (run.milliseconds > LIMITS.seconds * 1000) faults.push("slow");
  if (run.megabytes > LIMITS.megabytes + LIMITS.times * size) faults.push("memory");
  if (run.stderr.length > LONGEST_REPORT) faults.push(`${run.stderr.length} bytes of diagnostics`);
  if (run.status === 1 && command[0] !== "run" && !/:\d+:\d+|"range"|is not formatted/.test(run.stderr)) faults.push("no place");
  if (run.status === 0 && / error\b/.test(run.stderr)) faults.push("an error, but status 0");
  if (/panicked|internal error|invariant/.test(run.stderr)) faults.push("panic");
  const [milliseconds, megabytes] = [Math.round(run.milliseconds), Math.round(run.megabytes ?? 0)];
  results.push({ name, command: command[0], status: run.status, milliseconds, megabytes, size, faults, stderr: run.stderr });
}

/** Paths that are no ordinary files, and programs that misbehave in the embedded engine. */
async function probeFiles() {
  const at = (name) => join(folder, name);
  mkdirSync(at("folder.lisp"));
  mkdirSync(at("loop"));
  symlinkSync(at("loop"), at("loop/again"));
  symlinkSync(at("nowhere"), at("dangling.lisp"));
  writeFileSync(at("five-gigabytes.lisp"), "");
  truncateSync(at("five-gigabytes.lisp"), 5_000_000_000);
  writeFileSync(at("good.lisp"), "(def a 1)\n");
  writeFileSync(at("self.lisp"), '(import-macros {m} "./self.lisp")(m)\n');
  writeFileSync(at("one.lisp"), '(import-macros {m} "./two.lisp")(define-syntax n (syntax-rules () ((_) (m))))(n)\n');
  writeFileSync(at("two.lisp"), '(import-macros {n} "./one.lisp")(define-syntax m (syntax-rules () ((_) (n))))(m)\n');
  const build = (...options) => ["build", ...options];
  const out = ["-o", at("out")];
  await probe("a folder named as a file", build(...out), at("folder.lisp"), 0, [0, 2]);
  await probe("a folder that holds itself", build(...out), at("loop"), 0, [0, 2]);
  await probe("a link to nowhere", build(), at("dangling.lisp"), 0, [2]);
  await probe("a file that is not there", build(), at("not-there.lisp"), 0, [2]);
  await probe("five gigabytes", build("-o", at("out.js")), at("five-gigabytes.lisp"), 0, [2]);
  await probe("an output that cannot be", build("-o", "/proc/nothing/out.js"), at("good.lisp"), 0, [2]);
  await probe("an output below a file", build("-o", at("good.lisp/out.js")), at("good.lisp"), 0, [2]);
  // As much is read as of any stream, 1 GiB, and a buffer that grows is there twice.
  await probe("a device without end", build(), "/dev/zero", 16, [2]);
  await probe("a file that imports its own macros", build(), at("self.lisp"), 0, [1]);
  await probe("macros in a circle", build(), at("one.lisp"), 0, [1]);
  const programs = {
    "a program that recurses": "(defn f () (+ 1 (f)))(f)",
    "a program that nests data": "(let a []) (for ((let i 0) (< i 1000000) (++ i)) (set! a [a])) (console.log (JSON.stringify a))",
    "a program that prints nested data": "(let a []) (for ((let i 0) (< i 1000000) (++ i)) (set! a [a])) (console.log a)",
    "a program that reads nested data": '(console.log (JSON.parse (+ (.repeat "[" 1000000) (.repeat "]" 1000000))))',
    "a program with a huge array": "(.fill (new Array 4294967295) 1)",
    "a program that throws what cannot be shown": "(throw {:to-string (fn () (throw 1))})",
    "a program that throws nothing": "(throw undefined)",
    // Node's status 13 says that the program ended while it still waited.
    "a program that never keeps a promise": "(await (new Promise (fn () 1)))",
    "a program that asks itself": '(import "./input.lisp")',
  };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(at("input.lisp"), text);
    await probe(name, ["run"], at("input.lisp"), 30, [0, 1, 13]);
  }
}

function report() {
  const line = ({ name, command, status, milliseconds, megabytes, size }) =>
    `${String(milliseconds).padStart(6)} ms ${String(megabytes).padStart(6)} MB   status ${status}   ${command} ${name}` +
    (size >= 1 ? ` (${Math.round(size)} MB)` : "");
  const most = (key) => results.toSorted((a, b) => b[key] - a[key]).slice(0, 8);
  console.log(`${results.length} runs; the slowest:\n${most("milliseconds").map(line).join("\n")}`);
  console.log(`the largest:\n${most("megabytes").map(line).join("\n")}`);
  const failed = results.filter(({ faults }) => faults.length > 0);
  for (const result of failed) {
    const message = result.stderr.slice(0, 300).trim().split("\n").slice(0, 4).join("\n    ");
    console.log(`FAILED (${result.faults.join(", ")}): ${line(result).trim()}\n    ${message}`);
  }
  process.exitCode = failed.length > 0 ? 1 : 0;
}
