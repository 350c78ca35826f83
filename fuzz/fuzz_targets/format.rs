//! Formatting keeps forms and comments and is idempotent: `cargo +nightly fuzz run format`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sx_base::Source;
use sx_reader::{FormFile, FormatOptions, Origin, format, print_form, read};

fuzz_target!(|text: &str| {
    let source = Source::new("fuzz.lisp", text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let (file, diagnostics) = read(&source);
    if !diagnostics.is_empty() {
        return;
    }
    let options = FormatOptions::new(Origin::Lisp);
    let once = Source::new("once.lisp", format(&file, &source, &options));
    let (file_again, diagnostics) = read(&once);
    assert!(diagnostics.is_empty());
    assert_eq!(print_all(&file), print_all(&file_again));
    assert_eq!(file.comments.len(), file_again.comments.len());
    assert_eq!(format(&file_again, &once, &options), once.text);
});

fn print_all(file: &FormFile) -> Vec<String> {
    file.roots.iter().map(|root| print_form(&file.forms, *root)).collect()
}
