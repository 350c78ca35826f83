// Packages that went through Lisp and back, at work: their own test suites, or a script that uses much of them.
//
//     npm ci && node scenarios.mjs [NAME]
//
// All packages are copied, and those of a scenario are rebuilt in the copy. The scenario runs with the originals and with
// the copy; what it prints must be the same. To add one: a file in scenarios/ that finds the packages in the folder
// `process.env.root`, and a row here.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { modules, rebuild } from "./rebuild.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const scenario = (name, ...args) => [join(here, "scenarios", `${name}.mjs`), ...args];
const tape = (...files) => (root) => [join(root, "tape/bin/tape"), ...files.map((file) => join(root, file))];

const scenarios = [
  { name: "qs: own tests", rebuilds: ["qs"], keep: (path) => path.startsWith("test"), command: tape("qs/test/*.js") },
  { name: "object-inspect: own tests", rebuilds: ["object-inspect"], keep: (path) => path.startsWith("test"), command: tape("object-inspect/test/*.js") },
  { name: "preact", rebuilds: ["preact", "preact-render-to-string"], command: () => scenario("preact") },
  { name: "react", rebuilds: ["react", "react-dom"], command: () => scenario("react", "development") },
  { name: "react, minified", rebuilds: [], command: () => scenario("react", "production") },
  { name: "express", rebuilds: ["express", "router", "body-parser", "send", "finalhandler"], command: () => scenario("express") },
  // Its other files are its library's declarations and copies of the compiler.
  { name: "typescript", rebuilds: ["typescript"], keep: (path) => path !== "lib/typescript.js", command: () => scenario("typescript") },
];

/** What the scenario prints with the packages in `root`. */
function output({ command }, root) {
  const done = spawnSync(process.execPath, ["--disable-warning=DEP0040", ...command(root)], {
    encoding: "utf8",
    env: { ...process.env, root },
    maxBuffer: 1 << 28,
    cwd: here,
  });
  if (done.error) throw done.error;
  // Where the packages are is not what they do.
  return `${done.stdout}\n${done.stderr}\nstatus ${done.status}`.replaceAll(root, "ROOT");
}

/** The first line in which the texts differ. */
function firstDifference(one, other) {
  const [a, b] = [one.split("\n"), other.split("\n")];
  const at = a.findIndex((line, n) => line !== b[n]);
  return `line ${at + 1}:\n  ${a[at]}\n  ${b[at]}`;
}

const only = process.argv[2];
const work = mkdtempSync(join(tmpdir(), "sx-scenarios-"));
let failed = false;
try {
  const copy = join(work, "out", "node_modules");
  cpSync(modules, copy, { recursive: true });
  for (const each of scenarios.filter(({ name }) => !only || name.startsWith(only))) {
    const files = each.rebuilds.reduce((sum, name) => sum + rebuild(name, work, copy, each.keep), 0);
    const [original, rebuilt] = [modules, copy].map((root) => output(each, root));
    const same = original === rebuilt;
    // A scenario that fails on both sides shows nothing.
    const works = /\nstatus 0$/.test(original);
    console.log(`${each.name.padEnd(28)}${String(files).padStart(6)} files ${String(original.split("\n").length).padStart(8)} lines  ${!works ? "DOES NOT RUN" : same ? "same" : "DIFFER"}`);
    if (!works) console.error(original.slice(-2000));
    else if (!same) console.error(firstDifference(original, rebuilt));
    failed ||= !works || !same;
  }
} finally {
  if (process.env.KEEP) console.log(`kept ${work}`);
  else rmSync(work, { recursive: true, force: true });
}
if (failed) process.exit(1);
