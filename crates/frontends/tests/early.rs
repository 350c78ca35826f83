//! What is a program and what is none: a line of `early/accepted.txt` must be read without a complaint, a line of
//! `early/refused.txt` must get an error with a place. `\n` in a line is a line end, `\\` a backslash, `\u2028`,
//! `\u{85}` and `\u{200B}` those characters. The lines are `CommonJS` text, those of `early/modules.txt` modules that
//! must be read and those of `early/refused_modules.txt` none; engines agree about each of them.

use sx_base::Source;
use sx_frontends::js;

/// The escapes of a line but for the backslash.
fn unescape_part(part: &str) -> String {
    let escapes = [("\\n", "\n"), ("\\u2028", "\u{2028}"), ("\\u{200B}", "\u{200B}"), ("\\u{85}", "\u{85}")];
    escapes.iter().fold(part.to_owned(), |text, (escape, character)| text.replace(escape, character))
}

fn programs(file: &str) -> Vec<String> {
    let path = format!("{}/tests/early/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let unescape = |line: &str| {
        let parts: Vec<String> = line.split("\\\\").map(unescape_part).collect();
        parts.join("\\")
    };
    text.lines().map(unescape).collect()
}

fn read_as(path: &str, text: &str) -> Vec<sx_base::Diagnostic> {
    js::read(&Source::new(path, text), &js::JsOptions::default()).1
}

fn read(text: &str) -> Vec<sx_base::Diagnostic> {
    read_as("case.cjs", text)
}

#[test]
fn programs_are_accepted() {
    let programs = programs("accepted.txt");
    assert!(programs.len() > 100, "the list is complete");
    let wrong: Vec<String> = programs
        .iter()
        .filter_map(|text| read(text).first().map(|error| format!("{text}\n    {}", error.message)))
        .collect();
    assert!(wrong.is_empty(), "refused although they are programs:\n{}", wrong.join("\n"));
}

#[test]
fn modules_are_accepted() {
    let wrong: Vec<String> =
        programs("modules.txt").into_iter().filter(|text| !read_as("case.mjs", text).is_empty()).collect();
    assert!(wrong.is_empty(), "refused although they are modules:\n{}", wrong.join("\n"));
}

#[test]
fn a_file_that_says_nothing_of_its_goal_is_read_by_the_one_it_has() {
    for text in ["{ await using x = y; }", "for await (const x of y);", "await x;", "with (a) b;", "import.meta;"] {
        assert!(read_as("case.js", text).is_empty(), "{text}");
    }
    for text in ["let a; var a;", "{ await using x = y; } with (a) b;"] {
        assert!(!read_as("case.js", text).is_empty(), "{text}");
    }
}

#[test]
fn no_modules_are_refused() {
    let wrong: Vec<String> =
        programs("refused_modules.txt").into_iter().filter(|text| read_as("case.mjs", text).is_empty()).collect();
    assert!(wrong.is_empty(), "accepted although they are no modules:\n{}", wrong.join("\n"));
}

#[test]
fn errors_are_refused_with_a_place() {
    let programs = programs("refused.txt");
    assert!(programs.len() > 100, "the list is complete");
    let is_placed = |text: &str| {
        let errors = read(text);
        errors.iter().any(sx_base::Diagnostic::is_error)
            && errors.iter().all(|error| error.span.end as usize <= text.len() && !error.message.is_empty())
    };
    let wrong: Vec<&String> = programs.iter().filter(|text| !is_placed(text)).collect();
    assert!(wrong.is_empty(), "accepted although they are no programs:\n{wrong:#?}");
}

#[test]
fn messages_have_the_names_of_the_program() {
    for text in ["let: let: ;", "l\\u0065t: { let: ; }", "(let, let) => 1"] {
        let errors = read(text);
        let labels = errors.iter().flat_map(|error| &error.labels).map(|label| &label.message);
        let said: Vec<&String> = errors.iter().map(|error| &error.message).chain(labels).collect();
        assert!(said.iter().any(|said| said.contains("`let`")), "{text}: {said:?}");
        assert!(said.iter().all(|said| !said.contains('`') || said.contains("`let`")), "{text}: {said:?}");
    }
}
