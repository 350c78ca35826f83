// Source maps of whole programs, token by token, and the stack traces that Node makes of them.
//
//     npm ci && node run.mjs [CASE…]
//
// Each file of cases/ is built with a map. Every identifier, literal, operator, keyword and call of the output has to
// map to its token of the source (judge.mjs); the error that ends each program has to show the frames that the case
// lists (frames.mjs). The same maps shifted by a line must be found wrong, so that the judge is seen to judge.
// SX_BIN names the binary, by default target/release/sx.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { actualFrames, compareFrames, wantedFrames } from "./frames.mjs";
import { makeJudge } from "./judge.mjs";
import { macrosOf, readTokens } from "./lisp.mjs";
import { lineStarts, position, readSegments } from "./map.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const binary = resolve(process.env.SX_BIN ?? join(here, "../../target/release/sx"));
const cases = join(here, "cases");
const wanted = process.argv.slice(2);
/** Bytes of map, the copy of the source aside, that one token of the output may cost. */
const BYTES_PER_TOKEN = 12;

const preludeMacros = macrosOf(readTokens(readFileSync(join(here, "../../prelude/core.lisp"), "utf8")));

/** What `token` of acorn is: name, literal, template, operator, keyword or null for what needs no origin. */
function kindOf(token, text) {
  const { label, keyword, binop, isAssign, prefix } = token.type;
  if (label === "name" || label === "privateId") return "name";
  if (label === "template") return text === "" ? null : "template";
  if (["num", "string", "regexp", "bigint"].includes(label)) return "literal";
  if (keyword !== undefined) return "keyword";
  return binop !== null || isAssign || prefix || ["=>", "?", "??", "++/--", "..."].includes(label) ? "operator" : null;
}

/**
 * Offsets that V8 gives as the place of a call, a `new` or a `throw`, and of the blanks before statements that begin in
 * the middle of their form: a breakpoint in the line of `(set! x v)` has to come before `x = v`.
 */
function placesOf(ast, text) {
  const offsets = [];
  const stack = [ast];
  while (stack.length > 0) {
    const node = stack.pop();
    if (node.type === "CallExpression" && node.callee.type !== "Super") {
      offsets.push(node.callee.type === "MemberExpression" ? node.callee.property.start : node.callee.start);
    }
    const middle = /^(?:Assignment|Update)Expression$/.test(node.expression?.type ?? "");
    if (node.type === "ExpressionStatement" && middle && text[node.start - 1] === " ") offsets.push(node.start - 1);
    if (node.type === "NewExpression" || node.type === "ThrowStatement") offsets.push(node.start);
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type === "string") stack.push(child);
      }
    }
  }
  return offsets;
}

/** Judges the output at `path`. `shift`: lines by which the origins are moved. */
function judgeOutput(path, shift) {
  const text = readFileSync(path, "utf8");
  const mapText = readFileSync(`${path}.map`, "utf8");
  const map = JSON.parse(mapText);
  const [source] = map.sourcesContent;
  const tokens = [];
  const ast = parse(text, { ecmaVersion: "latest", sourceType: "module", onToken: tokens });
  const judge = makeJudge(readTokens(source), new Set([...preludeMacros, ...allMacros]));
  const [starts, sourceStarts] = [lineStarts(text), lineStarts(source)];
  const segments = new Map();
  const misses = [];
  const here = (offset) => {
    const { line, column } = position(starts, offset);
    return `${line + 1}:${column + 1}`;
  };
  for (const { line, column, origin } of readSegments(map)) {
    const offset = starts[line] + column;
    if (!(offset <= text.length)) misses.push(`a segment outside of the output, line ${line + 1}`);
    if (origin === null) continue;
    const from = (sourceStarts[origin.line + shift] ?? Infinity) + origin.column;
    segments.set(offset, { from, name: origin.name });
    judge.reach(from);
    if (shift === 0 && !judge.isStart(from)) misses.push(`${here(offset)} comes from no start of a token`);
  }
  const counted = tokens.filter((token) => token.start < token.end);
  const found = { tokens: counted.length, judged: 0, exact: 0, calls: 0, callsMapped: 0, misses };
  for (const token of counted) {
    const printed = text.slice(token.start, token.end);
    const kind = kindOf(token, printed);
    if (kind === null) continue;
    found.judged += 1;
    const segment = segments.get(token.start);
    const wrong = segment === undefined ? "no segment" : judge.judge(printed, kind, segment.from, segment.name);
    if (wrong === null) {
      found.exact += 1;
      continue;
    }
    const origin = segment && Number.isFinite(segment.from) ? ` from ${JSON.stringify(source.slice(segment.from, segment.from + 16))}` : "";
    misses.push(`${here(token.start)} ${kind} ${JSON.stringify(printed.slice(0, 24))}${origin}: ${wrong}`);
  }
  for (const offset of placesOf(ast, text)) {
    found.calls += 1;
    if (segments.has(offset)) found.callsMapped += 1;
    else misses.push(`${here(offset)} a call or statement without a segment`);
  }
  found.bytes = Buffer.byteLength(mapText) - Buffer.byteLength(JSON.stringify(source));
  found.wholeBytes = Buffer.byteLength(mapText);
  return found;
}

const sources = readdirSync(cases, { recursive: true })
  .map((name) => String(name).replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".lisp"))
  .sort();
const allMacros = sources.flatMap((name) => macrosOf(readTokens(readFileSync(join(cases, name), "utf8"))));

if (!existsSync(binary)) throw new Error(`${binary} is missing: build it, or set SX_BIN`);
const out = mkdtempSync(join(tmpdir(), "sx-sourcemaps-"));
writeFileSync(join(out, "package.json"), '{"type":"module"}');
const built = spawnSync(binary, ["build", cases, "-o", out, "--source-map", "file"], { encoding: "utf8" });
if (built.status !== 0) throw new Error(`the cases do not build:\n${built.stderr}`);

const sum = { tokens: 0, judged: 0, exact: 0, calls: 0, callsMapped: 0, bytes: 0, wholeBytes: 0 };
const shifted = { judged: 0, exact: 0 };
const frames = { wanted: 0, exact: 0 };
let failed = false;
for (const name of sources) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const js = join(out, name.replace(/lisp$/, "js"));
  const found = judgeOutput(js, 0);
  for (const key of Object.keys(sum)) sum[key] += found[key];
  const moved = judgeOutput(js, 1);
  for (const key of Object.keys(shifted)) shifted[key] += moved[key];
  const notes = found.misses;
  const list = wantedFrames(join(cases, name));
  if (list.length > 0) {
    const { frames: actual, status, output } = actualFrames(js);
    const wrong = compareFrames(list, actual).filter((note) => note !== null);
    frames.wanted += list.length;
    frames.exact += list.length - wrong.length;
    notes.push(...wrong);
    if (wrong.length > 0 || status !== 1) notes.push(`status ${status}, printed:\n${output}`);
  }
  for (const note of notes) console.log(`${relative(here, join(cases, name))}: ${note}`);
  failed ||= notes.length > 0;
}
rmSync(out, { recursive: true, force: true });

const percent = (part, whole) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);
const perToken = (sum.bytes / sum.tokens).toFixed(1);
console.log(
  `source maps: ${sum.exact} of ${sum.judged} tokens exact (${percent(sum.exact, sum.judged)}), ` +
    `${sum.callsMapped} of ${sum.calls} calls, ${frames.exact} of ${frames.wanted} frames, ` +
    `${perToken} bytes a token (${(sum.wholeBytes / sum.tokens).toFixed(1)} with the source); ` +
    `shifted by a line ${percent(shifted.exact, shifted.judged)}`,
);
if (shifted.exact * 4 > shifted.judged) {
  console.log("the judge takes shifted maps for exact");
  failed = true;
}
if (sum.bytes > BYTES_PER_TOKEN * sum.tokens) {
  console.log(`more than ${BYTES_PER_TOKEN} bytes a token`);
  failed = true;
}
process.exitCode = failed ? 1 : 0;
