// Running programs and measuring them: CPU seconds, peak memory, wall time.

import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Runs a command that must succeed; its standard output comes back. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.signal ?? done.status}\n${done.stderr}`);
  return done.stdout;
}

/** User and system seconds of a command, as the shell counts them (in milliseconds; /proc counts in ticks of ten). */
export function cpuSeconds(command, args) {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" 2>&1 >/dev/null';
  const done = spawnSync("bash", ["-c", script, "bash", command, ...args], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.status}\n${done.stderr}`);
  const [user, system] = done.stderr.trim().split(" ").map(Number);
  return user + system;
}

/**
 * Runs a command and watches it: {status, signal, milliseconds, megabytes, stderr}. The megabytes are the high-water mark
 * of its memory, read until it ends, or null where there is no /proc. `cwd` and `timeout` are those of Node's spawn.
 */
export function observe(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], ...options });
    let megabytes = null;
    let ended = false;
    const read = () => {
      try {
        const kilobytes = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "latin1"))?.[1];
        if (kilobytes) megabytes = (kilobytes * 1024) / 1e6;
      } catch {
        // The process has ended, or this system has no /proc.
      }
      if (!ended) setImmediate(read);
    };
    const stderr = [];
    child.stderr?.on("data", (part) => stderr.push(part));
    child.on("error", reject);
    child.on("exit", () => (ended = true));
    child.on("close", (status, signal) => {
      const milliseconds = performance.now() - start;
      resolve({ status, signal, milliseconds, megabytes, stderr: Buffer.concat(stderr).toString() });
    });
    read();
  });
}

/** Wall milliseconds of a command. */
export function wallMilliseconds(command, args) {
  const start = performance.now();
  run(command, args);
  return performance.now() - start;
}

const LOAD = `
  const start = process.cpuUsage();
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(start);
  process.stderr.write(String((user + system) / 1e6));
`;

/** CPU seconds that a fresh Node takes to load and run a module, its start aside; and what the module printed. */
export function timeModule(url) {
  const done = spawnSync(process.execPath, ["--input-type=module", "-e", LOAD, url], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${url}: ${done.signal ?? done.status}\n${done.stderr}`);
  return { seconds: Number(done.stderr), printed: done.stdout };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The results of `rounds` calls. */
export function repeat(rounds, measure) {
  return Array.from({ length: rounds }, (_, round) => measure(round));
}
