// The bars of the project, measured in one run and printed as ratios.
//
//     npm ci && node run.mjs [--quick]
//
// Times are shown and compared within the run; they never fail it. Wrong results do: an output that differs, other bytes
// from the same input, a program larger than what a person writes. SX_BIN names the binary, by default
// target/release/sx. How fast the reader is by itself: `cargo bench -p sx-reader`;
// JavaScript to Lisp and back beside swc: `cargo bench -p sx-driver`.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { cpuSeconds, median, observe, repeat, run, timeModule, wallMilliseconds } from "./measure.mjs";
import { countShape, countTokens } from "./shape.mjs";
import { macroKinds, makeExpansions, makeFunctions } from "./source.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const examples = join(here, "../examples");
const sx = resolve(process.env.SX_BIN ?? join(here, "../target/release/sx"));
const quick = process.argv.includes("--quick");
const folder = mkdtempSync(join(tmpdir(), "sx-bench-"));
const failures = [];

try {
  compareShapes();
  compareKernels();
  await measureManyFunctions();
  await measureExpansions();
  await measureLibraries();
  measureStart();
  measureMaps();
  compareBytes();
} finally {
  rmSync(folder, { recursive: true });
}
for (const failure of failures) console.error(`FAILED: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Everyday programs: nothing that a person would not write. */
function compareShapes() {
  const rows = [];
  for (const name of programsIn("everyday")) {
    const built = build(join(here, "everyday", `${name}.lisp`));
    const byHand = join(here, "everyday", `${name}.js`);
    const [ours, theirs] = [built, byHand].map((path) => countShape(readFileSync(path, "utf8")));
    const ratio = ours.nodes / theirs.nodes;
    const both = (key) => `${ours[key]} / ${theirs[key]}`;
    rows.push([name, both("nodes"), ratio.toFixed(3), both("functions"), both("bindings"), both("imports")]);
    check(ratio <= 1.1, `${name}: ${ratio.toFixed(3)} times the nodes`);
    for (const key of ["functions", "bindings", "imports"]) check(ours[key] <= theirs[key], `${name}: more ${key}`);
    check(run("node", [built]) === run("node", [byHand]), `${name}: prints something else than by hand`);
  }
  const head = ["everyday program", "nodes / by hand", "ratio (bar 1.10)", "functions", "bindings", "imports"];
  print(head, rows);
}

/** Run time of the output, in turns with what a person wrote: which goes first alternates, the median counts. */
function compareKernels() {
  const rows = [];
  for (const name of programsIn("kernels")) {
    const paths = [build(join(here, "kernels", `${name}.lisp`)), join(here, "kernels", `${name}.js`)];
    const [ours, theirs] = paths.map((path) => pathToFileURL(path).href);
    const pairs = repeat(quick ? 3 : 9, (round) => {
      const [first, second] = round % 2 === 0 ? [ours, theirs] : [theirs, ours];
      const times = [timeModule(first), timeModule(second)];
      return round % 2 === 0 ? times : times.reverse();
    });
    check(pairs.every(([a, b]) => a.printed === b.printed), `${name}: prints something else than by hand`);
    const ratio = median(pairs.map(([a, b]) => a.seconds / b.seconds));
    const [fastest, fastestByHand] = [0, 1].map((side) => Math.min(...pairs.map((pair) => pair[side].seconds)));
    const times = [fastest, fastestByHand].map((seconds) => `${(seconds * 1000).toFixed(0)} ms`);
    rows.push([name, ratio.toFixed(3), (fastest / fastestByHand).toFixed(3), ...times]);
  }
  print(["kernel in Node", "ratio (bar 1.05)", "of the fastest", "built", "by hand"], rows);
}

/** Many small functions: time, memory, and what twice as many cost. */
async function measureManyFunctions() {
  const rows = [];
  for (const kind of macroKinds) {
    const runs = [10_000, 20_000].map((count) => {
      const path = join(folder, `${kind}-${count}.lisp`);
      writeFileSync(path, makeFunctions(count, kind));
      return { size: readFileSync(path).length, args: ["build", path, "-o", join(folder, "many.mjs")] };
    });
    const pairs = repeat(quick ? 3 : 9, () => runs.map(({ args }) => cpuSeconds(sx, args)));
    const [once, twice] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
    const growth = median(pairs.map(([a, b]) => b / a));
    const peaks = [];
    for (let round = 0; round < 3; round += 1) peaks.push((await observe(sx, runs[0].args)).megabytes ?? NaN);
    const bytes = (runs[1].size - runs[0].size) / 1e6;
    const speed = `${(bytes / (twice - once)).toFixed(1)} MB/s`;
    rows.push([kind, `${once.toFixed(3)} s`, `${Math.max(...peaks).toFixed(0)} MB`, growth.toFixed(2), speed]);
  }
  const head = ["10,000 functions, one macro", "CPU (bar 0.3 s)", "peak (bar 100 MB)", "20,000 / 10,000", "slope"];
  print(head, rows);
}

/** A file whose work is expansion: 80,000 expansions in 1 MB. */
async function measureExpansions() {
  const path = join(folder, "expansions.lisp");
  writeFileSync(path, makeExpansions());
  const ways = { "sx expand (bar 0.1 s)": ["expand", path], "sx build (bar 0.3 s)": ["build", path, "-o", join(folder, "expansions.mjs")] };
  const rows = [];
  for (const [name, args] of Object.entries(ways)) {
    const times = repeat(quick ? 3 : 9, () => cpuSeconds(sx, args));
    const peak = (await observe(sx, args)).megabytes ?? NaN;
    rows.push([name, `${median(times).toFixed(3)} s`, `${Math.min(...times).toFixed(3)} s`, `${peak.toFixed(0)} MB`]);
  }
  print(["80,000 expansions in 1 MB", "CPU", "least", "peak"], rows);
}

/** Libraries to Lisp and back: time, and memory as multiples of the source. Speed beside swc: `cargo bench -p sx-driver`. */
async function measureLibraries() {
  const rows = [];
  for (const library of ["lodash/lodash.js", "d3/dist/d3.js", "d3/dist/d3.min.js", "typescript/lib/typescript.js"]) {
    const source = join(here, "node_modules", library);
    const megabytes = readFileSync(source).length / 1e6;
    const [lisp, rebuilt] = ["library.lisp", "library.js"].map((name) => join(folder, name));
    const cells = [];
    for (const args of [["rev", "-q", source, "-o", lisp], ["build", "-q", lisp, "-o", rebuilt]]) {
      const time = median(repeat(quick ? 3 : 9, () => cpuSeconds(sx, args)));
      const peak = (await observe(sx, args)).megabytes ?? NaN;
      cells.push(`${time.toFixed(3)} s`, `${(peak / megabytes).toFixed(1)} x`);
    }
    rows.push([basename(library), `${megabytes.toFixed(2)} MB`, ...cells]);
  }
  const peak = "peak (bar 30 x)";
  print(["JavaScript to Lisp and back", "source", "sx rev", peak, "sx build", peak], rows);
}

/** From the shell to the output of a one-line program, and the same for a program that does nothing. */
function measureStart() {
  const path = join(folder, "hello.lisp");
  writeFileSync(path, '(console.log "hello")\n');
  const args = ["build", path, "-o", join(folder, "hello.js")];
  const pairs = repeat(quick ? 11 : 51, () => [wallMilliseconds(sx, args), wallMilliseconds("true", [])]);
  const [ours, nothing] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
  const row = ["sx build hello.lisp", `${ours.toFixed(1)} ms`, `${nothing.toFixed(1)} ms`, (ours / nothing).toFixed(1)];
  print(["start", "wall (bar 10 ms)", "`true`", "ratio"], [row]);
}

/** Size of the source maps, what they carry of the source left out. */
function measureMaps() {
  const rows = [];
  const total = { bytes: 0, mappings: 0, tokens: 0 };
  for (const [name, source] of [["examples", examples], ["everyday", join(here, "everyday")]]) {
    const out = join(folder, `maps-${name}`);
    run(sx, ["build", source, "-o", out]);
    const sums = { bytes: 0, mappings: 0, tokens: 0 };
    for (const [path, content] of filesBelow(out)) {
      if (path.endsWith(".js")) sums.tokens += countTokens(content);
      if (!path.endsWith(".map")) continue;
      const { sourcesContent, ...map } = JSON.parse(content);
      check(sourcesContent?.every((text) => text !== null), `${path}: no source content`);
      sums.bytes += Buffer.byteLength(JSON.stringify(map));
      sums.mappings += map.mappings.length;
    }
    for (const key of Object.keys(total)) total[key] += sums[key];
    rows.push([name, sums]);
  }
  rows.push(["both", total]);
  const perToken = (bytes, tokens) => (bytes / tokens).toFixed(2);
  print(
    ["source maps", "tokens", "bytes per token (bar 12)", "mappings alone"],
    rows.map(([name, { bytes, mappings, tokens }]) => [name, tokens, perToken(bytes, tokens), perToken(mappings, tokens)]),
  );
}

/** The same input gives the same bytes: whatever the jobs, the folder, the language of the surroundings. */
function compareBytes() {
  const elsewhere = join(folder, "elsewhere/deep");
  mkdirSync(elsewhere, { recursive: true });
  const sources = ["original", "elsewhere/deep/copy"].map((name) => join(folder, name));
  for (const source of sources) {
    cpSync(examples, join(source, "in/examples"), { recursive: true });
    cpSync(join(here, "everyday"), join(source, "in/everyday"), { recursive: true });
  }
  const way = (jobs, cwd, variables) => ({ jobs, cwd, env: { ...process.env, ...variables } });
  const ways = {
    "--jobs 1": way(1, sources[0], {}),
    "--jobs 8": way(8, sources[0], {}),
    "another folder": way(2, sources[1], {}),
    "LC_ALL=tr_TR.UTF-8": way(2, sources[0], { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }),
    "LC_ALL=C, TZ=Asia/Tokyo": way(2, sources[0], { LANG: "C", LC_ALL: "C", TZ: "Asia/Tokyo" }),
  };
  let first = null;
  const rows = Object.entries(ways).map(([name, { jobs, cwd, env }]) => {
    rmSync(join(cwd, "out"), { recursive: true, force: true });
    run(sx, ["build", "in", "-o", "out", "--jobs", String(jobs)], { cwd, env });
    const files = JSON.stringify(filesBelow(join(cwd, "out")).map(([path, content]) => [path.slice(cwd.length), content]));
    first ??= files;
    check(files === first, `${name}: other bytes`);
    return [name, files.length, files === first ? "yes" : "NO"];
  });
  print(["bytes", "in all", "the same"], rows);
}

/** Names of the programs in a folder, which are there in Lisp and by hand. */
function programsIn(name) {
  const files = readdirSync(join(here, name)).filter((file) => file.endsWith(".lisp"));
  return files.map((file) => basename(file, ".lisp")).sort();
}

/** Builds one file as a module; its path comes back. */
function build(source) {
  const output = join(folder, `${basename(source, ".lisp")}.mjs`);
  run(sx, ["build", source, "-o", output]);
  return output;
}

/** Path and text of every file below a folder, in order of the path. */
function filesBelow(root) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return paths.map((path) => [path, readFileSync(path, "utf8")]);
}

function check(holds, failure) {
  if (!holds) failures.push(failure);
}

function print(head, rows) {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((row) => row[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]));
  for (const row of lines) console.log(row.map(pad).join("   ").trimEnd());
  console.log();
}
