// How much of a program's text is the same after it went through Lisp and back, both formatted by prettier.
//
//     npm ci && node readability.mjs [FOLDER...]      by default packages written by people
//
// Printed: the part of the lines that are the same (twice the common lines by the lines of both), with and without
// comments, and the number of lines against the original's. The means of a package must be at least 0.95 with comments,
// 0.99 without, and the line counts within 2 %.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import * as prettier from "prettier";
import { parse } from "acorn";
import { filesBelow, modules, sx } from "./rebuild.mjs";

const folders = process.argv.length > 2 ? process.argv.slice(2).map((path) => resolve(path)) : ["semver", "underscore/modules", "d3-array/src", "marked/bin", "preact/src", "express", "qs/lib", "object-inspect", "react/cjs"].map((path) => join(modules, path));

/** Lines in common, by Hunt and Szymanski's greedy of patience: exact for texts that differ little. */
function commonLines(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const places = new Map();
  right.forEach((line, at) => (places.get(line) ?? places.set(line, []).get(line)).unshift(at));
  // The longest increasing sequence of places.
  const tails = [];
  for (const line of left) {
    for (const place of places.get(line) ?? []) {
      let [low, high] = [0, tails.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (tails[middle] < place) low = middle + 1;
        else high = middle;
      }
      tails[low] = place;
    }
  }
  return start + end + tails.length;
}

const similarity = (a, b) => (a.length + b.length === 0 ? 1 : (2 * commonLines(a, b)) / (a.length + b.length));

/** The text without its comments. */
function withoutComments(text, path) {
  const comments = [];
  const options = { ecmaVersion: "latest", allowHashBang: true, allowReturnOutsideFunction: true, onComment: comments };
  try {
    parse(text, { ...options, sourceType: "module" });
  } catch {
    comments.length = 0;
    parse(text, { ...options, sourceType: "script", path });
  }
  let out = "";
  let at = 0;
  for (const { start, end } of comments) {
    out += text.slice(at, start);
    at = end;
  }
  return out + text.slice(at);
}

const lines = async (text) => (await prettier.format(text, { parser: "babel", printWidth: 100 })).split("\n").filter((line) => line.trim() !== "");

let holds = true;
for (const folder of folders) {
  const work = mkdtempSync(join(tmpdir(), "sx-readability-"));
  const sums = { files: 0, full: 0, bare: 0, before: 0, after: 0 };
  const worst = [];
  try {
    for (const extension of [".js", ".cjs", ".mjs"]) {
      const paths = filesBelow(folder).filter((path) => extname(path) === extension && !/(^|\/)(test|dist)\//.test(path));
      if (paths.length === 0) continue;
      const [input, lisp, output] = ["in", "lisp", "out"].map((stage) => join(work, stage, extension));
      for (const path of paths) {
        mkdirSync(dirname(join(input, path)), { recursive: true });
        cpSync(join(folder, path), join(input, path));
      }
      sx("rev", "-q", input, "-o", lisp);
      sx("build", "-q", lisp, "-o", output, "--source-map", "none");
      for (const path of paths) {
        const [before, after] = [input, output].map((stage) => readFileSync(join(stage, path), "utf8"));
        const [a, b] = [await lines(before), await lines(after)];
        const [bareA, bareB] = [await lines(withoutComments(before, path)), await lines(withoutComments(after, path))];
        const [full, bare] = [similarity(a, b), similarity(bareA, bareB)];
        if (bare < 0.99 || full < 0.95) worst.push(`${path}: ${full.toFixed(3)} ${bare.toFixed(3)}`);
        sums.files += 1;
        sums.full += full;
        sums.bare += bare;
        sums.before += a.length;
        sums.after += b.length;
      }
    }
  } finally {
    if (process.env.KEEP) console.log(`kept ${work}`);
    else rmSync(work, { recursive: true, force: true });
  }
  const [full, bare, ratio] = [sums.full / sums.files, sums.bare / sums.files, sums.after / sums.before];
  const isGood = full >= 0.95 && bare >= 0.99 && Math.abs(ratio - 1) <= 0.02;
  console.log(`${folder.replace(`${modules}/`, "").padEnd(24)}${String(sums.files).padStart(6)} files  with comments ${full.toFixed(4)}  without ${bare.toFixed(4)}  lines ${ratio.toFixed(4)}${isGood ? "" : "  TOO LITTLE"}`);
  if (!isGood || process.env.VERBOSE) worst.forEach((line) => console.log(`    ${line}`));
  holds &&= isGood;
}
if (!holds) process.exit(1);
