// Stack traces: what Node prints of an error with --enable-source-maps, beside what the case wants.
//
// A case says in comments, innermost frame first, the name of each function and the place: a piece of the source that
// is there once, with ^ before the column. A file may stand before it.
//
//     ;; frames:
//     ;;   check-stock?         (^reject-order item missing)
//     ;;   make-square          geometry/shapes.lisp (^assert-size size)

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { lineStarts, position } from "./map.mjs";

/** The frames that the case `path` wants, each {name, file, line, column}, 1-based. */
export function wantedFrames(path) {
  const source = readFileSync(path, "utf8");
  const list = /^;; frames:\r?\n((?:;;   .*\r?\n)*)/m.exec(source)?.[1] ?? "";
  return list.split(/\r?\n/).filter(Boolean).map((line) => {
    const [, name, file, mark] = /^;;   (\S+)\s+(?:(\S+\.lisp) )?(.*)$/.exec(line);
    const from = file ? join(dirname(path), file) : path;
    return { name, file: basename(from), ...find(readFileSync(from, "utf8"), mark) };
  });
}

function find(source, mark) {
  const body = /^(?:;;.*\r?\n)*/.exec(source)[0].length;
  const [text, at] = [mark.replace("^", ""), mark.indexOf("^")];
  const found = source.indexOf(text, body);
  if (at < 0 || found < 0 || source.indexOf(text, found + 1) >= 0) throw new Error(`not there once: ${mark}`);
  const { line, column } = position(lineStarts(source), found + at);
  return { line: line + 1, column: column + 1 };
}

/** The frames in Lisp files of the error that leaves the program `path`, or what it printed when there is none. */
export function actualFrames(path) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--enable-source-maps", "--stack-trace-limit=50", path], { encoding: "utf8" });
  const frames = [];
  for (const line of stderr.split("\n")) {
    const match = /^ {4}at (?:async )?(?:(.*?) (?:\[as .*\] )?\()?([^()]*\.lisp):(\d+):(\d+)\)?$/.exec(line);
    if (match === null) continue;
    const name = match[1] === undefined || match[1] === "<anonymous>" ? "(anonymous)" : match[1];
    frames.push({ name, file: basename(match[2]), line: +match[3], column: +match[4] });
  }
  return { frames, status, output: stdout + stderr };
}

/** What is wrong with `actual` for each of the `wanted` frames: null or a message. */
export function compareFrames(wanted, actual) {
  const show = (frame) => (frame ? `${frame.name} ${frame.file}:${frame.line}:${frame.column}` : "nothing");
  return wanted.map((frame, at) => {
    const found = show(actual[at]);
    return show(frame) === found ? null : `frame ${at + 1}: wanted ${show(frame)}, found ${found}`;
  });
}
