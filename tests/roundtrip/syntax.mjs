// What the parser tests of the conformance suite say about syntax.
//
//     npm ci && node syntax.mjs
//
// Every file of `early/` and `fail/` must be refused with a place, and each file of `pass/` must have the hashes of its
// twin in `pass-explicit/`, which writes all parentheses, braces and semicolons. The suite is of 2017: the lists below
// name the files that are programs today, or whose twin is another program, and why.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, modules, sx } from "./rebuild.mjs";

const tests = join(modules, "test262-parser-tests");

/** Files of `fail/` and `early/` that are programs, by reason. */
const programs = {
  "`\\8` and `\\9` are escapes of sloppy code (ECMAScript 2021)": "0d5e450f1da8a92a 79f882da06f88c9f 92b6af54adef3624 748656edbfb2d0bb",
  "U+2028 and U+2029 may stand in strings (ECMAScript 2019)": "8af69d8f15295ed2 647e21f8f157c338",
  "fields of classes (ECMAScript 2022)": "ef81b93cf9bdb4ec 98204d734f8c72b3",
  "`for (var x = 1 in o)` (Annex B, ECMAScript 2017)": "e3fbcf63d7e43ead",
  "a letter of a later Unicode version": "c060a3014ad24dfd",
  "`var` of the name of a catch parameter in `for-of` (ECMAScript 2020)": "0f5f47108da5c34e",
  "a call as the target of an assignment in sloppy code (ECMAScript 2025)": "a8beb1480f385441",
  "two functions of one name in a sloppy block (Annex B)": "ec31fa5e521c5df4 be7329119eaa3d47 1aff49273f3e3a98 12a74c60f52a60de",
};

/** Files that are programs under another goal than the script of the suite, which a `.js` file may have. */
const otherGoals = new Set(
  "7fdf990c6f42edcd 80da22a7d2a15fc5 975d02f132c05a98 0f8806b7b4358487 4554c00dbb28cad8 7187f0675eb38279 8beaabe25ab7e0a8 7bfaaa1e80d6255f 02e5861a1ef10c42 d32d2f1285789b8e fc9cad7477872ddf".split(" "),
);

const isProgram = new Set(Object.values(programs).flatMap((names) => names.split(" ")));

/** A copy of `tests/folder` with the extension that says the goal: `.mjs` for modules. */
function copyTests(folder, target) {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(join(tests, folder))) {
    cpSync(join(tests, folder, name), join(target, name.replace(/\.module\.js$/, ".mjs")));
  }
}

function checkRefused(folder, work) {
  const input = join(work, folder);
  copyTests(folder, input);
  const done = spawnSync(binary, ["rev", "-q", input, "-o", join(work, "out", folder), "--diagnostics", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const accepted = readdirSync(join(work, "out", folder)).map((name) => name.replace(".lisp", ""));
  const wrong = accepted.filter((name) => !isProgram.has(name) && !otherGoals.has(name));
  const missing = [...isProgram].filter((name) => readdirSync(input).includes(`${name}.js`) && !accepted.includes(name));
  const count = readdirSync(input).length;
  console.log(`${folder.padEnd(16)}${String(count).padStart(8)} files  ${accepted.length} are programs today`);
  wrong.forEach((name) => console.error(`${folder}/${name} is accepted: ${readFileSync(join(input, `${name}.js`), "utf8").slice(0, 100)}`));
  missing.forEach((name) => console.error(`${folder}/${name} is a program and is refused`));
  return done.status === 1 && wrong.length === 0 && missing.length === 0;
}

/** Pairs of files whose programs differ: numbers or names were changed when the twin was written. */
const otherTwins = new Set(
  `
   0339fa95c78c11bd 0426f15dac46e92d 0b4d61559ccce0f9 0f88c334715d2489 1093d98f5fc0758d 15d9592709b947a0
   2179895ec5cc6276 247a3a57e8176ebd 441a92357939904a 47f974d6fc52e3e4 4e1a0da46ca45afe 5829d742ab805866
   589dc8ad3b9aa28f 598a5cedba92154d 72d79750e81ef03d 7788d3c1e1247da9 7b72d7b43bedc895 7dab6e55461806c9
   82c827ccaecbe22b 87a9b0d1d80812cc 8c80f7ee04352eba 96f5d93be9a54573 988e362ed9ddcac5 9bcae7c7f00b4e3c
   a8a03a88237c4e8f ad06370e34811a6a b0fdc038ee292aba b62c6dd890bef675 cb211fadccb029c7 ce968fcdf3a1987c
   db3c01738aaf0b92 e1387fe892984e2b e71c1d5f0b6b833c e8ea384458526db0
  `.trim().split(/\s+/),
);

function checkTwins(work) {
  for (const folder of ["pass", "pass-explicit"]) {
    copyTests(folder, join(work, folder));
    sx("rev", "-q", join(work, folder), "-o", join(work, "lisp", folder));
  }
  const names = readdirSync(join(work, "lisp", "pass"));
  const differs = names.filter((name) => {
    const [one, other] = ["pass", "pass-explicit"].map((folder) => sx("hash", join(work, "lisp", folder, name)));
    return one !== other;
  });
  const wrong = differs.filter((name) => !otherTwins.has(name.replace(".lisp", "")));
  console.log(`${"pass-explicit".padEnd(16)}${String(names.length).padStart(8)} files  ${differs.length} twins are other programs`);
  wrong.forEach((name) => console.error(`pass/${name} and pass-explicit/${name} have different hashes`));
  return wrong.length === 0;
}

const work = mkdtempSync(join(tmpdir(), "sx-syntax-"));
let holds = true;
try {
  for (const folder of ["fail", "early"]) holds = checkRefused(folder, work) && holds;
  holds = checkTwins(work) && holds;
} finally {
  rmSync(work, { recursive: true, force: true });
}
if (!holds) process.exit(1);
