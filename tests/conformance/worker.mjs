// Runs tests of the suite in Node on behalf of run.mjs: each in a new realm, or one in that of the process.
//
// Entering, one message each: `{ path, flags, negative, variant, which }`, the last `"original"` or `"rebuilt"`. Leaving:
// `null` where the test passes, else what it did.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeHost } from "./host.mjs";
import { variantText } from "./variants.mjs";

const [suite, work, realm] = process.argv.slice(2);
const isMain = realm === "main";
const run = makeHost(suite, isMain);

// What a test leaves behind must not end the run; tests reject promises that nobody waits for.
process.on("unhandledRejection", () => {});
process.on("uncaughtException", () => {});

const read = (path) => readFileSync(path, "utf8");
const readOriginal = (module) => read(join(suite, module));
const readRebuilt = (module) => {
  const built = join(work, "out/module", module);
  return existsSync(built) ? read(built) : readOriginal(module);
};

process.on("message", async ({ path, flags, negative, variant, which }) => {
  const test = { path, flags: new Set(flags), negative };
  if (which === "original") {
    process.send(await run(test, variantText(variant, readOriginal(path)), readOriginal));
  } else {
    const built = join(work, "out", variant, path);
    process.send(existsSync(built) ? await run(test, read(built), readRebuilt) : "is not built");
  }
  if (isMain) process.exit();
});
