// Whole programs do the same after the way through Lisp.
//
//     node programs.mjs
//
// Each file of `programs/` is run by Node, translated by `sx rev`, compiled by `sx build` and run again; what it prints
// must be the same. A case is a file that prints something. SX_BIN or SX names the binary, by default
// target/release/sx.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sx } from "./rebuild.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "programs");

/** What Node prints when it runs `path`. */
function printed(path) {
  const done = spawnSync(process.execPath, [path], { encoding: "utf8" });
  if (done.error) throw done.error;
  return done.status === 0 ? done.stdout : `ended with ${done.status}\n${done.stderr}`;
}

const work = mkdtempSync(join(tmpdir(), "sx-programs-"));
let failed = false;
try {
  for (const name of readdirSync(folder).sort()) {
    const [original, lisp, rebuilt] = [join(folder, name), join(work, "a.lisp"), join(work, `a${extname(name)}`)];
    sx("rev", "-q", original, "-o", lisp);
    sx("build", "-q", lisp, "-o", rebuilt, "--source-map", "none");
    const [before, after] = [original, rebuilt].map(printed);
    const isSame = before === after && before.length > 0 && !before.startsWith("ended");
    console.log(`${name.padEnd(32)}${isSame ? "same" : "DIFFERS"}`);
    if (!isSame) console.error(before, after);
    failed ||= !isSame;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
if (failed) process.exit(1);
