// A package with all its JavaScript gone through Lisp and back.
//
// SX_BIN or SX names the binary, by default target/release/sx.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

/** The command under test. */
export const binary = resolve(process.env.SX_BIN ?? process.env.SX ?? join(here, "../../target/release/sx"));

/** Where `npm ci` put the packages. */
export const modules = join(here, "node_modules");

/** Runs `sx` with `args`; what it complains of is thrown. */
export function sx(...args) {
  const done = spawnSync(binary, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`sx ${args[0]} ended with ${done.status}\n${done.stderr.slice(0, 2000)}`);
  return done.stdout;
}

/** The files below `folder`, as paths in it, packages within packages left out. */
export function filesBelow(folder, prefix = "") {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = join(prefix, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === "node_modules" ? [] : filesBelow(folder, path);
  });
}

/**
 * Puts the package `name`, with its JavaScript rebuilt, below `target`; `work` is a folder for what comes between.
 * `keep` says which paths stay as they are.
 */
export function rebuild(name, work, target, keep = () => false) {
  const origin = join(modules, name);
  const isRebuilt = (path) => /\.[cm]?js$/.test(path) && !keep(path);
  cpSync(origin, join(target, name), {
    recursive: true,
    filter: (path) => !/\.[cm]?js\.map$/.test(path) && !isRebuilt(path.slice(origin.length + 1)),
  });
  let count = 0;
  // One extension after the other: `a.cjs` and `a.mjs` would meet in `a.lisp`.
  for (const extension of [".js", ".cjs", ".mjs"]) {
    const paths = filesBelow(origin).filter((path) => extname(path) === extension && isRebuilt(path));
    if (paths.length === 0) continue;
    const [input, lisp] = ["in", "lisp"].map((stage) => join(work, stage, name, extension));
    for (const path of paths) {
      mkdirSync(dirname(join(input, path)), { recursive: true });
      cpSync(join(origin, path), join(input, path));
    }
    sx("rev", "-q", input, "-o", lisp);
    sx("build", "-q", lisp, "-o", join(target, name), "--source-map", "none");
    count += paths.length;
  }
  return count;
}
