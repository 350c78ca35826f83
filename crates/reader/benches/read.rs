//! Throughput of the reader on about 10 MB of ordinary code, beside a mere count of the line ends of the same text.
//!
//! Timings of one run are compared with each other only: `cargo bench -p sx-reader`.

#![expect(clippy::print_stdout, reason = "a bench shows its figures")]
#![expect(clippy::cast_precision_loss, reason = "figures have three digits")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;
use sx_base::Source;
use sx_reader::{FormatOptions, Origin, format, read};

/// So many bytes are read.
const SIZE: usize = 10_000_000;

fn main() {
    let source = Source::new("bench.lisp", text());
    let megabytes = source.text.len() as f64 / 1e6;
    let count = best_of(5, || source.text.bytes().filter(|byte| *byte == b'\n').count());
    let reading = best_of(5, || read(&source).0.forms.len());
    let (file, diagnostics) = read(&source);
    assert!(diagnostics.is_empty(), "the text is well-formed");
    let options = FormatOptions::new(Origin::Lisp);
    let formatting = best_of(3, || format(&file, &source, &options).len());
    println!("text     {megabytes:8.1} MB, {} forms", file.forms.len());
    println!("count    {:8.0} MB/s", megabytes / count);
    println!("read     {:8.0} MB/s, {:.1} x count", megabytes / reading, reading / count);
    println!("format   {:8.0} MB/s, {:.1} x read", megabytes / formatting, formatting / reading);
}

/// Seconds of the fastest of `rounds` runs.
fn best_of<T>(rounds: usize, mut run: impl FnMut() -> T) -> f64 {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64()
    };
    (0..rounds).map(time).fold(f64::INFINITY, f64::min)
}

fn text() -> String {
    let mut text = String::with_capacity(SIZE + 1000);
    for number in 0.. {
        if text.len() >= SIZE {
            break;
        }
        write!(
            text,
            "; Handles request {number} and tells the caller what came of it.\n\
             (defn handle-request-{number} (request (= options {{:retries 3 :verbose? false}}) ...rest)\n\
             \x20 \"Answers the request, or throws.\"\n\
             \x20 (let ((user request.session.user)\n\
             \x20       (total (reduce + 0 (map (fn (item) (* item.price item.count)) request.items))))\n\
             \x20   (cond ((null? user) (throw (new Error \"no user\")))\n\
             \x20         ((> total {number}.5) (console.log #`too much: ${{total}}`) [user total {{:code 402}}])\n\
             \x20         (else (-> request (.then (fn (x) (save! x 1000))) (merge options ...rest))))))\n\n"
        )
        .expect("invariant: writing to a string does not fail");
    }
    text
}
