// The language tests of the ECMAScript conformance suite, from a Debian source package.
//
// Leaving: where they are, and for each test its paths, its flags and what it expects. The package is that of
// SpiderMonkey, which carries the suite with two things added: a first line for its own runner, and `reportCompare(0, 0)`
// at the end of tests. `TEST262` names a folder that holds the suite already.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** The source package, which a stable release of Debian keeps as it is. */
const archive = {
  url: "http://deb.debian.org/debian/pool/main/m/mozjs128/mozjs128_128.14.0.orig.tar.xz",
  sha256: "41cca35149710ce45fbabc5fefcf86a01fdf833fdb783941964fca3a55fb72dd",
  folder: "firefox-128.14.0/js/src/tests/test262",
};

/** The parts of the suite that are about the language. */
const parts = ["language", "annexB/language"];

/** The folder of the suite; fetched if it is not here yet. */
export async function fetchSuite() {
  if (process.env.TEST262) return resolve(process.env.TEST262);
  const cache = join(here, "../../target/test262");
  const suite = join(cache, "test262");
  if (existsSync(suite)) return suite;
  mkdirSync(cache, { recursive: true });
  const file = join(cache, "archive.tar.xz");
  execFileSync("curl", ["-sSfL", "--retry", "3", "-o", file, archive.url], { stdio: "inherit" });
  const found = await digest(file);
  if (found !== archive.sha256) throw new Error(`${archive.url} has the digest ${found}, not ${archive.sha256}`);
  const unpacked = join(cache, "unpacked");
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked);
  const depth = archive.folder.split("/").length - 1;
  execFileSync("tar", ["-xJf", file, "-C", unpacked, `--strip-components=${depth}`, archive.folder], { stdio: "inherit" });
  renameSync(join(unpacked, "test262"), suite);
  rmSync(unpacked, { recursive: true });
  rmSync(file);
  return suite;
}

async function digest(file) {
  const hash = createHash("sha256");
  for await (const part of createReadStream(file)) hash.update(part);
  return hash.digest("hex");
}

/**
 * The tests of the suite: `{ path, text, flags, negative, isFixture }`, sorted by path. Fixtures are the modules that
 * tests import. The variants that the package adds for strict code are left out: a runner makes its own.
 */
export function readTests(suite) {
  const tests = [];
  for (const part of parts) {
    for (const entry of readdirSync(join(suite, part), { recursive: true })) {
      const path = join(part, entry);
      if (!path.endsWith(".js") || /(^|\/)(shell|browser)\.js$/.test(path)) continue;
      const text = readFileSync(join(suite, path), "utf8");
      if (path.endsWith("-strict.js") && existsSync(join(suite, path.replace("-strict.js", ".js")))) continue;
      tests.push({ path, text, isFixture: path.includes("_FIXTURE"), ...frontMatter(text) });
    }
  }
  return tests.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function frontMatter(text) {
  const matter = text.match(/\/\*---([^]*?)---\*\//)?.[1] ?? "";
  const list = matter.match(/^flags:\s*\[([^\]]*)\]/m)?.[1].split(",").map((flag) => flag.trim());
  const lines = matter.match(/^flags:\s*\n((?:\s*-.*\n)+)/m)?.[1].split("\n").map((line) => line.replace(/^\s*-/, "").trim());
  const phase = matter.match(/^negative:[^]*?phase:\s*(\w+)/m)?.[1];
  const type = matter.match(/^negative:[^]*?type:\s*(\w+)/m)?.[1];
  return { flags: new Set(list ?? lines ?? []), negative: phase && { phase, type } };
}
