//! Any bytes are read: `cargo +nightly fuzz run read`. Spans lie inside of the text, and the pieces of a text without
//! errors cover it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sx_base::Source;
use sx_reader::{FormId, decode, measure_depth, pieces, print_form, read};

fuzz_target!(|bytes: &[u8]| {
    let (text, is_text) = match decode(bytes.to_vec()) {
        Ok((text, _)) => (text, true),
        Err(error) => (error.text, false),
    };
    let source = Source::new("fuzz.lisp", text);
    let (file, diagnostics) = read(&source);
    for index in 0..file.forms.len() {
        let span = file.forms.span(FormId(index as u32));
        assert!(source.text.get(span.start as usize..span.end as usize).is_some());
    }
    for diagnostic in &diagnostics {
        let span = diagnostic.span;
        assert!(source.text.get(span.start as usize..span.end as usize).is_some());
    }
    assert_eq!(measure_depth(&file).0, file.depth);
    if diagnostics.is_empty() && is_text {
        let covered: usize = pieces(&file, &source).iter().map(|piece| piece.span.len() as usize).sum();
        assert_eq!(covered, source.text.len());
        for root in &file.roots {
            let again = Source::new("again.lisp", print_form(&file.forms, *root));
            assert!(read(&again).1.is_empty());
        }
    }
});
