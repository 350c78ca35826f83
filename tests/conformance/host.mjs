// The host of the conformance suite in Node: runs one test in a realm of its own.
//
// Entering: the kind of a test and a way to read files. Leaving: what it did; `null` for as the test wants it.
// The harness is the one that the package has for SpiderMonkey, without that engine's own part.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import vm from "node:vm";

/** How long a test may take, in milliseconds. */
const patience = 10_000;

/**
 * A host for the suite in `folder`. `isMain`: tests run in the realm of the process, which can be done once. The global
 * object of any other realm that Node makes is not quite that of the language.
 */
export function makeHost(folder, isMain = false) {
  const root = readFileSync(join(folder, "shell.js"), "utf8");
  const harness = new vm.Script(root.slice(0, root.indexOf("// file: test262-host.js")), { filename: "harness" });
  const shells = new Map();

  const shellOf = (directory) => {
    if (!shells.has(directory)) {
      const path = join(folder, directory, "shell.js");
      const text = existsSync(path) ? readFileSync(path, "utf8") : "";
      shells.set(directory, text.trim() === "" ? null : new vm.Script(text, { filename: path }));
    }
    return shells.get(directory);
  };

  /** A realm with the harness for tests in `directory`; `done` hears of the end of asynchronous tests. */
  const makeRealm = (directory, done) => {
    const context = isMain && directory !== null ? undefined : vm.createContext({});
    const runIn = (script, options) => (context ? script.runInContext(context, options) : script.runInThisContext(options));
    const global = runIn(new vm.Script("globalThis"));
    global.$262 = {
      global,
      createRealm: () => makeRealm(null, done).global.$262,
      evalScript: (text) => runIn(new vm.Script(text)),
      detachArrayBuffer: (buffer) => structuredClone(buffer, { transfer: [buffer] }),
      gc: () => {},
      agent: {},
    };
    global.print = () => {};
    global.reportCompare = () => {};
    global.$DONE = done;
    if (directory !== null) {
      runIn(harness);
      const steps = directory.split("/");
      for (let length = 1; length <= steps.length; length++) {
        const shell = shellOf(steps.slice(0, length).join("/"));
        if (shell) runIn(shell);
      }
    }
    return { context, global, runIn };
  };

  /**
   * Runs `test`, whose text is `text` and whose modules `load(path)` gives. Answers `null` where it does what it is to
   * do, or says what it did.
   */
  return async function run(test, text, load) {
    let done;
    const ended = new Promise((resolve) => (done = (failure) => resolve(failure ? { thrown: failure } : {})));
    const { context, runIn } = makeRealm(dirname(test.path), done);
    const modules = new Map();
    const moduleAt = (path) => {
      if (!modules.has(path)) {
        const options = { context, identifier: path, importModuleDynamically: importFrom };
        modules.set(path, new vm.SourceTextModule(load(path), options));
      }
      return modules.get(path);
    };
    const resolveFrom = (specifier, from) => join(dirname(from), specifier);
    const link = (specifier, referrer) => moduleAt(resolveFrom(specifier, referrer.identifier));
    const importFrom = async (specifier, referrer) => {
      const from = referrer.identifier ?? test.path;
      const module = moduleAt(resolveFrom(specifier, from));
      if (module.status === "unlinked") await module.link(link);
      await module.evaluate();
      return module;
    };
    let phase = "parse";
    let outcome;
    try {
      if (test.flags.has("module")) {
        const module = new vm.SourceTextModule(text, { context, identifier: test.path, importModuleDynamically: importFrom });
        modules.set(test.path, module);
        phase = "resolution";
        await module.link(link);
        phase = "runtime";
        await within(module.evaluate({ timeout: patience }));
      } else {
        const script = new vm.Script(text, { filename: test.path, importModuleDynamically: importFrom });
        phase = "runtime";
        runIn(script, { timeout: patience });
      }
      if (test.flags.has("async")) outcome = await within(ended);
    } catch (thrown) {
      outcome = { thrown };
    }
    if (!test.negative) return outcome && "thrown" in outcome ? `${phase}: ${describe(outcome.thrown)}` : null;
    if (!outcome || !("thrown" in outcome)) return "ends without an error";
    const name = outcome.thrown?.constructor?.name;
    return name === test.negative.type && phase === test.negative.phase ? null : `${phase}: ${describe(outcome.thrown)}`;
  };
}

/** `promise`, or an error when it takes too long. */
function within(promise) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("takes too long")), patience)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function describe(thrown) {
  try {
    return `${thrown?.constructor?.name ?? typeof thrown}: ${thrown?.message ?? String(thrown)}`.slice(0, 300);
  } catch {
    return "a value that cannot be shown";
  }
}
