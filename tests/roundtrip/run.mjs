// The round trip JavaScript -> Lisp -> JavaScript over real programs.
//
//     npm ci && node run.mjs [--failures] [--only CORPUS]
//     node run.mjs --failures --folder DIR      any JavaScript; scores.txt is left alone
//
// Each file goes through `sx rev` and `sx build`; what comes back is compared with the original as acorn's tree,
// positions, parentheses and spelling of literals aside, and so are its comments and their places. A file is stable when
// `sx fmt` leaves its Lisp alone, and when going there and back once more gives the same JavaScript and the same hashes.
// It is expanded when what `sx expand` prints of its Lisp has the same hashes.
// The counts are printed and written to scores.txt; a count that is lower than the committed one fails the run. SX_BIN
// or SX names the binary, by default target/release/sx.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { commentCollector, commentDifference, difference } from "./compare.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const binary = resolve(process.env.SX_BIN ?? process.env.SX ?? join(here, "../../target/release/sx"));
const scoresFile = join(here, "scores.txt");
const showFailures = process.argv.includes("--failures");
const argument = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : null);
const only = argument("--only");
const folder = argument("--folder");

const corpora = folder ? [{ name: "folder", folders: [resolve(folder)] }] : [
  { name: "test262-parser-tests", folders: ["test262-parser-tests/pass"] },
  { name: "semver", folders: ["semver"] },
  { name: "underscore", folders: ["underscore"] },
  { name: "marked", folders: ["marked/lib", "marked/bin"] },
  { name: "d3-array", folders: ["d3-array/src", "d3-array/dist"] },
  { name: "preact", folders: ["preact"] },
  { name: "react", folders: ["react/cjs", "react-dom/cjs"] },
  { name: "express", folders: ["express", "qs/lib", "object-inspect"] },
  { name: "typescript", folders: ["typescript/lib"] },
];

/** Files below `folder` whose names fit, by default those that hold JavaScript. */
function filesBelow(folder, fits = /\.[cm]?js$/) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(path, fits));
    else if (fits.test(entry.name)) found.push(path);
  }
  return found;
}

/**
 * Copies a corpus to `target`, a folder for each extension, so that `a.cjs` and `a.mjs` do not meet in `a.lisp`. The
 * parser tests say `.module.js` for what is a module.
 */
function copyCorpus(corpus, target) {
  for (const folder of corpus.folders) {
    const root = resolve(here, "node_modules", folder);
    if (!existsSync(root)) throw new Error(`${root} is missing: run npm ci`);
    for (const path of filesBelow(root)) {
      const name = relative(root, path).replace(/\.module\.js$/, ".mjs");
      // sx passes over folders called node_modules.
      const place = join(isAbsolute(folder) ? "" : folder, name).replaceAll("node_modules", "modules");
      const copy = join(target, extname(name).slice(1), place);
      mkdirSync(dirname(copy), { recursive: true });
      cpSync(path, copy);
    }
  }
}

function run(...args) {
  const done = spawnSync(binary, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  if (done.signal || ![0, 1].includes(done.status)) {
    console.error(`sx ${args[0]} ended with ${done.signal ?? done.status}\n${done.stderr.slice(-2000)}`);
  }
  return done.stderr;
}

/** What `sx hash` says of `path`. */
function hashes(path) {
  return spawnSync(binary, ["hash", path], { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
}

/** Goes there and back once more; a function that says why a file is not stable, or null. */
function checkStability({ lisp, output }, work) {
  const again = { formatted: join(work, "formatted"), lisp: join(work, "lisp2"), output: join(work, "out2") };
  cpSync(lisp, again.formatted, { recursive: true });
  run("fmt", again.formatted);
  run("rev", output, "-o", again.lisp);
  run("build", again.lisp, "-o", again.output, "--source-map", "none");
  const isSame = hashes(lisp) === hashes(again.lisp);
  const differs = (one, other) => !existsSync(other) || readFileSync(one, "utf8") !== readFileSync(other, "utf8");
  return (path) => {
    const module = path.replace(/\.[cm]?js$/, ".lisp");
    if (differs(join(lisp, module), join(again.formatted, module))) return "sx fmt changes the Lisp of sx rev";
    if (differs(join(output, path), join(again.output, path))) return "the second round trip gives another text";
    if (!isSame && hashes(join(lisp, module)) !== hashes(join(again.lisp, module))) return "the hashes differ";
    return null;
  };
}

/** Expands the Lisp of all files; a function that says whether the expansion of a file is the same program. */
function checkExpansions(lisp, work) {
  const expanded = join(work, "expanded");
  const modules = filesBelow(lisp, /\.lisp$/).map((path) => relative(lisp, path));
  for (const module of modules) {
    const done = spawnSync(binary, ["expand", join(lisp, module)], { maxBuffer: 1 << 28 });
    mkdirSync(dirname(join(expanded, module)), { recursive: true });
    if (done.status === 0) writeFileSync(join(expanded, module), done.stdout);
  }
  const isSame = hashes(lisp) === hashes(expanded);
  return (path) => {
    const module = path.replace(/\.[cm]?js$/, ".lisp");
    return existsSync(join(expanded, module)) && (isSame || hashes(join(lisp, module)) === hashes(join(expanded, module)));
  };
}

/** The first message about `path` in the diagnostics of sx. */
function messageFor(path, stderr) {
  const lines = stderr.split("\n");
  const at = lines.findIndex((line) => line.includes(path));
  return at < 0 ? "no message" : lines.slice(Math.max(0, at - 1), at + 1).join(" ").trim();
}

/** The tree of a text and its comments. */
function parseWith(text, path) {
  const parseAs = (sourceType) => {
    const { options, finish } = commentCollector();
    const allowReturnOutsideFunction = sourceType === "script";
    const tree = parse(text, {
      ecmaVersion: "latest",
      allowHashBang: true,
      allowReturnOutsideFunction,
      sourceType,
      ...options,
    });
    return { tree, comments: finish() };
  };
  if (path.endsWith(".mjs")) return parseAs("module");
  try {
    return parseAs("script");
  } catch (error) {
    if (path.endsWith(".cjs")) throw error;
    return parseAs("module");
  }
}

/** What became of one file: how far it came, and why it stopped. */
function judge(path, folders, messages) {
  const original = join(folders.input, path);
  const lisp = join(folders.lisp, path.replace(/\.[cm]?js$/, ".lisp"));
  if (!existsSync(lisp)) return { reached: 0, reason: `rev: ${messageFor(path, messages.rev)}` };
  const rebuilt = join(folders.output, path);
  if (!existsSync(rebuilt)) {
    return { reached: 1, reason: `build: ${messageFor(path.replace(/\.[cm]?js$/, ".lisp"), messages.build)}` };
  }
  let expected, found;
  try {
    expected = parseWith(readFileSync(original, "utf8"), path);
  } catch {
    // Newer than acorn: the texts are compared, spaces aside.
    const [before, after] = [original, rebuilt].map((file) => readFileSync(file, "utf8").replace(/[\s;]+/g, ""));
    return before === after ? { reached: 4, reason: null } : { reached: 2, reason: "acorn cannot read the original" };
  }
  try {
    found = parseWith(readFileSync(rebuilt, "utf8"), path);
  } catch (error) {
    return { reached: 2, reason: `the output is no JavaScript: ${error.message}` };
  }
  const place = difference(expected.tree, found.tree);
  if (place) return { reached: 2, reason: `differs at ${place}` };
  const moved = commentDifference(expected.comments, found.comments);
  return moved ? { reached: 3, reason: moved } : { reached: 4, reason: null };
}

/** Runs one corpus; `{ files, convert, rebuild, equal, comments, stable, expanded }`. */
function runCorpus(corpus) {
  const work = mkdtempSync(join(tmpdir(), "sx-roundtrip-"));
  const folders = { input: join(work, "in"), lisp: join(work, "lisp"), output: join(work, "out") };
  const score = { files: 0, convert: 0, rebuild: 0, equal: 0, comments: 0, stable: 0, expanded: 0 };
  try {
    Object.values(folders).forEach((folder) => mkdirSync(folder));
    copyCorpus(corpus, folders.input);
    const messages = {
      rev: run("rev", folders.input, "-o", folders.lisp),
      build: run("build", folders.lisp, "-o", folders.output, "--source-map", "none"),
    };
    const instabilityOf = checkStability(folders, work);
    const isExpanded = checkExpansions(folders.lisp, work);
    for (const path of filesBelow(folders.input).map((path) => relative(folders.input, path))) {
      const { reached, reason } = judge(path, folders, messages);
      score.files += 1;
      score.convert += reached >= 1 ? 1 : 0;
      score.rebuild += reached >= 2 ? 1 : 0;
      score.equal += reached >= 3 ? 1 : 0;
      score.comments += reached >= 4 ? 1 : 0;
      const instability = reached >= 2 ? instabilityOf(path) : null;
      score.stable += reached >= 2 && !instability ? 1 : 0;
      const isSameExpanded = reached >= 1 && isExpanded(path);
      score.expanded += isSameExpanded ? 1 : 0;
      if (reached >= 1 && !isSameExpanded && showFailures) console.log(`${path}: sx expand gives another program`);
      if (instability && showFailures) console.log(`${path}: ${instability}`);
      if (reason && showFailures) console.log(`${path}: ${reason}`);
    }
  } finally {
    if (process.env.KEEP) console.log(`kept ${work}`);
    else rmSync(work, { recursive: true, force: true });
  }
  return score;
}

const columns = ["files", "convert", "rebuild", "equal", "comments", "stable", "expanded"];

function format(scores) {
  const head = ["corpus".padEnd(24), ...columns.map((column) => column.padStart(10))].join("");
  const rows = Object.entries(scores).map(([name, score]) =>
    [name.padEnd(24), ...columns.map((column) => String(score[column]).padStart(10))].join(""),
  );
  return [head, ...rows].join("\n") + "\n";
}

function readScores() {
  if (!existsSync(scoresFile)) return {};
  const rows = readFileSync(scoresFile, "utf8").trim().split("\n").slice(1);
  return Object.fromEntries(
    rows.map((row) => {
      const [name, ...counts] = row.trim().split(/\s+/);
      return [name, Object.fromEntries(columns.map((column, n) => [column, Number(counts[n] ?? 0)]))];
    }),
  );
}

if (!existsSync(binary) || !statSync(binary).isFile()) {
  console.error(`${binary} is missing: cargo build --release -p sx-cli`);
  process.exit(2);
}
const before = folder ? {} : readScores();
const scores = {};
for (const corpus of corpora) {
  scores[corpus.name] = only && corpus.name !== only ? before[corpus.name] : runCorpus(corpus);
  if (!scores[corpus.name]) delete scores[corpus.name];
}
process.stdout.write(format(scores));

const worse = Object.entries(before).flatMap(([name, old]) =>
  columns.filter((column) => (scores[name]?.[column] ?? 0) < old[column]).map((column) => `${name}: ${column} was ${old[column]}`),
);
if (worse.length > 0) {
  console.error(`worse than scores.txt:\n  ${worse.join("\n  ")}`);
  process.exit(1);
}
if (!folder) writeFileSync(scoresFile, format(scores));
if (!folder && !only) for (const group of ["syntax", "programs", "meaning", "scenarios", "readability", "crossover", "elements"]) await import(`./${group}.mjs`);
