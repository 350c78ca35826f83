//! Hostile input: the output is bounded by the input, and there is one.

use sx_md2org::{Options, convert};

const MANY: usize = 100_000;

/// Converts, and checks that the output is at most `factor` times the input.
fn check(name: &str, markdown: &str, factor: usize) -> String {
    let org = convert(markdown, &Options::default()).org;
    assert!(org.len() <= markdown.len() * factor + 1000, "{name}: {} bytes from {}", org.len(), markdown.len());
    org
}

#[test]
fn deep_nesting_is_written() {
    let quotes = check("quotes", &format!("{} x\n", ">".repeat(MANY)), 60);
    assert!(quotes.contains("#+begin_level100000-quote\nx\n#+end_level100000-quote\n"));
    // Indentation stops at 50 levels.
    check("lists", &format!("{}x\n", "- ".repeat(MANY)), 60);
    check("numbers", &format!("{}x\n", "1. ".repeat(MANY)), 60);
    check("both", &format!("{}x\n", "> - ".repeat(MANY)), 120);
}

#[test]
fn marks_without_end_are_written() {
    for piece in [
        "*", "_", "**a ", "[", "![", "[[", "<", "<b>", "<sub>", "`", "$", "$a ", "{{{a", "\\a", "src_", "@@a:", "a@",
        "www.", "http://", ":a", "~a ",
    ] {
        check(piece, &piece.repeat(MANY), 12);
        check(piece, &format!("# {}\n\n- {}\n", piece.repeat(1000), piece.repeat(1000)), 12);
    }
}

#[test]
fn a_long_cell_does_not_widen_a_long_table() {
    let table = format!("| a | b |\n|---|---|\n{}| {} | y |\n", "| a | b |\n".repeat(20_000), "x".repeat(200_000));
    check("table", &table, 15);
}

#[test]
fn nested_elements_are_written() {
    check("underlines", &format!("{}{}\n", "<u>".repeat(MANY), "</u>".repeat(MANY)), 6);
}
