//! Any text is a pattern or has a placed error: `cargo +nightly fuzz run regex`. The first byte chooses the flags.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sx_reader::check_regex;

fuzz_target!(|input: (u8, &str)| {
    let (choice, pattern) = input;
    let flags = ["", "u", "v", "gi"][usize::from(choice % 4)];
    if let Err(error) = check_regex(pattern, flags) {
        assert!(pattern.get(error.place).is_some());
    }
});
