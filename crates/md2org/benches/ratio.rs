//! Time and memory beside pulldown-cmark's own HTML of the same Markdown, at 100 KB and 10 MB.
//!
//! `cargo bench -p sx-md2org`. Every figure is a ratio of processes that ran in turns; nothing is compared with figures
//! of another machine. The bars are shown, not enforced: times never fail.

#![expect(clippy::print_stdout, reason = "a bench shows its figures")]
#![expect(clippy::cast_precision_loss, reason = "figures have three digits")]

use pulldown_cmark::{Options as Markdown, Parser, html};
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;
use sx_md2org::{Options, convert};

/// Rounds for each size; the fastest counts.
const SIZES: [(usize, usize); 2] = [(100_000, 200), (10_000_000, 7)];

fn main() {
    let mut arguments = std::env::args().skip(1);
    if let (Some("--peak"), Some(what)) = (arguments.next().as_deref(), arguments.next()) {
        return show_peak(&what);
    }
    for (size, rounds) in SIZES {
        let text = markdown(size);
        let (mut ours, mut theirs) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..rounds {
            ours = ours.min(seconds(|| to_org(&text)));
            theirs = theirs.min(seconds(|| to_html(&text)));
        }
        let megabytes = text.len() as f64 / 1e6;
        println!(
            "{megabytes:5.1} MB  Org {:4.0} MB/s, HTML {:4.0} MB/s, {:.2} x (bar 1.5)",
            megabytes / ours,
            megabytes / theirs,
            ours / theirs
        );
    }
    if let (Some(ours), Some(theirs)) = (peak("org"), peak("html")) {
        println!(
            "peak memory at 10 MB  Org {ours} KB, HTML {theirs} KB, {:.2} x (bar 1.5)",
            ours as f64 / theirs as f64
        );
    }
}

fn to_org(text: &str) -> usize {
    convert(text, &Options::default()).org.len()
}

fn to_html(text: &str) -> usize {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, Parser::new_ext(text, Markdown::all() & !Markdown::ENABLE_OLD_FOOTNOTES));
    out.len()
}

fn seconds(run: impl FnOnce() -> usize) -> f64 {
    let start = Instant::now();
    black_box(run());
    start.elapsed().as_secs_f64()
}

/// The peak of a process of its own; only Linux tells.
fn peak(what: &str) -> Option<u64> {
    let run = Command::new(std::env::current_exe().ok()?).args(["--peak", what]).output().ok()?;
    String::from_utf8(run.stdout).ok()?.trim().parse().ok()
}

fn show_peak(what: &str) {
    let text = markdown(10_000_000);
    black_box(if what == "org" { to_org(&text) } else { to_html(&text) });
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.and_then(|line| line.split_whitespace().next()).unwrap_or(""));
}

/// Ordinary Markdown: prose, lists, code, tables, links.
fn markdown(size: usize) -> String {
    let mut text = String::with_capacity(size + 2000);
    let mut number = 0;
    while text.len() < size {
        number += 1;
        text.push_str(&SECTION.replace("NUMBER", &number.to_string()));
    }
    text
}

const SECTION: &str = "## Section NUMBER

Some *ordinary* prose about `code_spans` and [links](https://example.org/page/NUMBER), which goes on for
a **few** lines -- as prose does -- and mentions /usr/bin/ and a file.md. It is read (once) by someone.
The second paragraph's lines are as long as people write them, with names like snake_case and 10 % of signs.

- an item with a [reference][ref]
- another one
  - nested, with **strong words**
- [x] done NUMBER

1. first
2. second

```rust
fn main() {
    let answer = NUMBER * 2; // #hash
    println!(\"{answer}\");
}
```

| name | value | note |
|------|------:|------|
| a    | NUMBER | x \\| y |
| b    | 2     | ![i](i.png) |

> A quote with https://example.org/bare and a footnote[^NUMBER].

[^NUMBER]: The note.

[ref]: https://example.org/ref \"Title\"

";
