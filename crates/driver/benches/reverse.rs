//! Time and memory of JavaScript to Lisp and back, beside swc, which only parses and prints the same text.
//!
//! `cargo bench -p sx-driver [-- FILE.js]`; without a file a program of 500 KB is made. Every figure is a ratio of work
//! done in turns in one process; nothing is compared with figures of another machine. The bars are shown, not enforced:
//! times never fail.

#![expect(clippy::print_stdout, reason = "a bench shows its figures")]
#![expect(clippy::cast_precision_loss, reason = "figures have three digits")]

use std::hint::black_box;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;
use swc_common::input::StringInput;
use swc_common::{BytePos, sync::Lrc};
use swc_ecma_ast::EsVersion;
use swc_ecma_codegen::text_writer::JsWriter;
use swc_ecma_codegen::{Config, Emitter, Node};
use swc_ecma_parser::{EsSyntax, Lexer, Parser, Syntax};
use sx_driver::{CompileOptions, ModuleHost, ReverseOptions, Source, compile, reverse};

/// The program imports no macros.
struct NoModules;

impl ModuleHost for NoModules {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        Err(format!("no module {specifier}"))
    }
}

/// How often each is done; the fastest counts.
const ROUNDS: usize = 15;

/// The size of the program that is made, in bytes.
const SIZE: usize = 500_000;

fn main() {
    // Both parsers recurse.
    let bench = std::thread::Builder::new().stack_size(256 << 20).spawn(measure);
    bench.expect("a thread").join().expect("the bench ends");
}

fn measure() {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let part = if arguments.first().is_some_and(|first| first == "--peak") {
        arguments.remove(0);
        Some(arguments.remove(0))
    } else {
        None
    };
    let text = match arguments.first() {
        Some(path) => std::fs::read_to_string(path).expect("a file of JavaScript"),
        None => program(),
    };
    if let Some(part) = part {
        return show_peak(&part, &text);
    }
    let lisp = to_lisp(&text);
    let [mut rev, mut build, mut swc] = [f64::INFINITY; 3];
    for _ in 0..ROUNDS {
        rev = rev.min(seconds(|| to_lisp(&text).len()));
        build = build.min(seconds(|| to_javascript(&lisp)));
        swc = swc.min(seconds(|| through_swc(&text)));
    }
    let megabytes = text.len() as f64 / 1e6;
    println!(
        "{megabytes:.2} MB  rev {:.1} ms, build {:.1} ms, swc {:.1} ms ({:.0} MB/s): {:.2} x (bar 4)",
        rev * 1e3,
        build * 1e3,
        swc * 1e3,
        megabytes / swc,
        (rev + build) / swc
    );
    for part in ["rev", "build", "swc"] {
        let of_source = peak(part, &arguments).map_or(0.0, |peak| peak as f64 * 1024.0 / text.len() as f64);
        println!("peak memory of {part}: {of_source:.1} x the source (bar 30)");
    }
}

fn to_lisp(text: &str) -> String {
    reverse(&Source::new("bench.js", text), &ReverseOptions::default()).text.expect("the program converts")
}

fn to_javascript(lisp: &str) -> usize {
    let source = Arc::new(Source::new("bench.lisp", lisp));
    compile(&source, &CompileOptions::default(), &NoModules).text.expect("the Lisp compiles").len()
}

fn through_swc(text: &str) -> usize {
    let input = StringInput::new(text, BytePos(1), BytePos(text.len() as u32 + 1));
    let lexer = Lexer::new(Syntax::Es(EsSyntax::default()), EsVersion::latest(), input, None);
    let program = Parser::new_from(lexer).parse_program().expect("swc parses the program");
    let map: Lrc<swc_common::SourceMap> = Lrc::default();
    let mut out = Vec::with_capacity(text.len());
    let writer = JsWriter::new(map.clone(), "\n", &mut out, None);
    let mut emitter = Emitter { cfg: Config::default(), cm: map, comments: None, wr: writer };
    program.emit_with(&mut emitter).expect("swc prints the program");
    out.len()
}

fn seconds(run: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64()
}

/// The peak of a process of its own, in KB; only Linux tells.
fn peak(part: &str, arguments: &[String]) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let run = Command::new(program).args(["--peak", part]).args(arguments).output().ok()?;
    String::from_utf8(run.stdout).ok()?.trim().parse().ok()
}

fn show_peak(part: &str, text: &str) {
    match part {
        "rev" => black_box(to_lisp(text).len()),
        "build" => {
            // What making the Lisp needed is not to count.
            let lisp = to_lisp(text);
            std::fs::write("/proc/self/clear_refs", "5").ok();
            black_box(to_javascript(&lisp))
        }
        _ => black_box(through_swc(text)),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.and_then(|line| line.split_whitespace().next()).unwrap_or(""));
}

/// An ordinary program: functions, classes, objects, comments.
fn program() -> String {
    let mut text = String::with_capacity(SIZE + 2_000);
    let mut number = 0;
    while text.len() < SIZE {
        number += 1;
        text.push_str(&UNIT.replace("NUMBER", &number.to_string()));
    }
    text
}

const UNIT: &str = r#"/**
 * Counts what `keep` accepts, at most NUMBER of them.
 *
 * @param {Array} items
 */
function countNUMBER(items, keep) {
  var result = 0, index = -1;
  const length = items == null ? 0 : items.length;
  while (++index < length) {
    // Holes are skipped.
    if (index in items && keep(items[index], index, items)) {
      result += 1;
    } else if (result > NUMBER) {
      return { result, index, done: true };
    }
  }
  return { result, index: index + 1, done: false };
}

class QueueNUMBER extends Base {
  #items = [];

  get size() {
    return this.#items.length;
  }

  push(item, { first = false, ...rest } = {}) {
    if (!item) throw new TypeError(`no item: ${item} of ${this.size}`);
    first ? this.#items.unshift(item) : this.#items.push({ item, rest });
    return this;
  }

  async *drain(signal) {
    for (const { item } of this.#items.splice(0)) {
      if (signal?.aborted) break;
      yield await item;
    }
  }
}

Base.prototype.nameNUMBER = function (options) {
  const names = Object.keys(options || {}).filter((name) => name !== "NUMBER").map((name) => name.trim());
  switch (names.length) {
    case 0:
      return null;
    case 1:
      return names[0];
    default:
      try {
        return names.join(", ") + /[a-z]+NUMBER/g.exec(names[1])[0];
      } catch (error) {
        console.error("name", error && error.message);
      }
  }
};

"#;
