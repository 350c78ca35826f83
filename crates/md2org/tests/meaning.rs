//! What Emacs and pandoc read in our Org, beside pulldown-cmark's own HTML of the same Markdown.
//!
//! Needs `emacs` (Org is part of it) and `pandoc` 3; without them the tests are skipped and say so. With
//! `SX_REQUIRE_EMACS=1` and `SX_REQUIRE_PANDOC=1` they fail instead. `SX_PANDOC` names the pandoc.

mod common;
#[path = "common/html.rs"]
mod html;

use common::{Case, has_tool, read_cases};
use html::meaning_of;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use sx_md2org::{Flavour, Options, convert, normalize};

/// Cases whose HTML by pulldown-cmark is not what the Markdown means to us: callouts, wikilinks, bare addresses,
/// captions, footnotes that lead to themselves, line breaks and emphasis where Org has none, text that it takes for definitions.
const OTHERWISE: [&str; 17] = [
    "alerts",
    "breaks",
    "definitions",
    "emphasis-conflicts",
    "flavour",
    "footnotes",
    "front-matter-toml",
    "front-matter-yaml",
    "html",
    "images",
    "links",
    "math",
    "nothing-is-executable",
    "rules-and-entities",
    "text-objects",
    "wiki-images",
    "wikilinks",
];

/// Cases that pandoc reads otherwise than Emacs, whatever is written: it takes one comma of two, ends a link's
/// description at the first bracket, a footnote at a list, and passes over a heading called Footnotes even behind a zero-width space.
const OTHERWISE_IN_PANDOC: [&str; 4] = ["code", "code-spans", "footnote-list", "headings"];

#[test]
fn emacs_reads_what_was_written() {
    if !has_tool("emacs", "SX_REQUIRE_EMACS") {
        return;
    }
    let cases = comparable(&[]);
    let orgs: Vec<String> = cases.iter().map(|case| convert(&normalize(&case.markdown), &case.options).org).collect();
    let read = read_with_emacs(&orgs);
    compare(&cases, &orgs, &read.into_iter().map(|(html, _)| html).collect::<Vec<_>>());
}

#[test]
fn pandoc_reads_what_was_written() {
    if !has_tool(&pandoc(), "SX_REQUIRE_PANDOC") || !is_new_pandoc() {
        return;
    }
    let cases = comparable(&OTHERWISE_IN_PANDOC);
    let orgs: Vec<String> = cases.iter().map(|case| convert(&normalize(&case.markdown), &case.options).org).collect();
    compare(&cases, &orgs, &orgs.iter().map(|org| read_with_pandoc(org)).collect::<Vec<_>>());
}

#[test]
fn emacs_has_no_structural_complaints() {
    if !has_tool("emacs", "SX_REQUIRE_EMACS") {
        return;
    }
    let mut markdown: Vec<String> = read_cases().into_iter().map(|case| case.markdown).collect();
    markdown.extend(random_markdown(200));
    let orgs: Vec<String> = markdown.iter().map(|text| convert(&normalize(text), &Options::default()).org).collect();
    let mut failures = vec![];
    for ((html, complaints), org) in read_with_emacs(&orgs).into_iter().zip(&orgs) {
        if html.starts_with("ERROR") || html.contains("BROKEN LINK: #") || !complaints.is_empty() {
            failures.push(format!("{complaints}\n{html}\n--- org\n{org}"));
        }
    }
    assert!(failures.is_empty(), "{} complaints:\n{}", failures.len(), failures.join("\n"));
}

/// Words, marks and lines thrown together by a fixed seed.
fn random_markdown(count: usize) -> Vec<String> {
    let piece = proptest::sample::select(vec![
        "word",
        " ",
        " ",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "| a | b |\n|---|---|\n",
        "[",
        "]",
        "(u)",
        "[^1]",
        "\n[^1]: ",
        "\\",
        "/x/",
        "=y=",
        "+z+",
        "~",
        "$",
        "#+begin_src\n",
        "* ",
        ":x:",
        "<b>",
        "</b>",
        "<!-- c -->",
        "    ",
        "---\n",
        "{{{m",
        "[fn:1]",
        "é",
        "中",
    ]);
    let text = proptest::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat());
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| text.new_tree(&mut runner).expect("the strategy has values").current()).collect()
}

/// The cases both sides mean the same by.
fn comparable(otherwise: &[&str]) -> Vec<Case> {
    let mut cases = read_cases();
    cases.retain(|case| {
        let name = case.path.file_stem().and_then(|name| name.to_str()).expect("has a name");
        !OTHERWISE.contains(&name) && !otherwise.contains(&name)
    });
    assert!(cases.len() > 8, "there is something to compare");
    cases
}

fn compare(cases: &[Case], orgs: &[String], read: &[String]) {
    let mut failures = vec![];
    for ((case, org), html) in cases.iter().zip(orgs).zip(read) {
        let reference = reference(&case.markdown, case.options.flavour);
        let (wanted, found) = (meaning_of(&reference), meaning_of(html));
        if wanted != found {
            let at = wanted.iter().zip(&found).take_while(|(a, b)| a == b).count();
            let near = |words: &[String]| words[at.saturating_sub(3)..words.len().min(at + 12)].join(" ");
            failures.push(format!(
                "{}\n  wanted {}\n  found  {}\n{org}",
                case.path.display(),
                near(&wanted),
                near(&found)
            ));
        }
    }
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
}

/// pulldown-cmark's HTML.
fn reference(markdown: &str, flavour: Flavour) -> String {
    use pulldown_cmark::Options as O;
    let mut options = O::empty();
    if flavour != Flavour::CommonMark {
        options |= O::ENABLE_TABLES
            | O::ENABLE_STRIKETHROUGH
            | O::ENABLE_TASKLISTS
            | O::ENABLE_FOOTNOTES
            | O::ENABLE_GFM
            | O::ENABLE_MATH;
    }
    if flavour == Flavour::Full {
        options |= O::ENABLE_HEADING_ATTRIBUTES | O::ENABLE_DEFINITION_LIST | O::ENABLE_WIKILINKS;
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(markdown, options));
    html
}

/// HTML and complaints for each text, by one Emacs.
fn read_with_emacs(orgs: &[String]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, output) = (folder.path().join("in.json"), folder.path().join("out.json"));
    std::fs::write(&input, serde_json::to_string(orgs).expect("is JSON")).expect("can be written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/emacs.el");
    let run = Command::new("emacs")
        .args(["-Q", "--batch", "-l"])
        .arg(script)
        .args([&input, &output])
        .output()
        .expect("emacs starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = std::fs::read_to_string(&output).expect("was written");
    serde_json::from_str(&text).expect("is JSON")
}

/// Debian's pandoc is too old to know a zero-width space; `SX_PANDOC` names another one.
fn pandoc() -> String {
    std::env::var("SX_PANDOC").unwrap_or_else(|_| "pandoc".to_owned())
}

/// Whether pandoc is version 3 or newer; else the test is skipped, or fails where pandoc is required.
fn is_new_pandoc() -> bool {
    let run = Command::new(pandoc()).arg("--version").output().expect("pandoc starts");
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    let version = text.split_whitespace().nth(1).unwrap_or("");
    let is_new = version.split('.').next().and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 3);
    if !is_new {
        assert!(
            std::env::var_os("SX_REQUIRE_PANDOC").is_none(),
            "pandoc {version} is too old; SX_PANDOC names another one"
        );
        let note = format!("note: skipped, pandoc {version} is too old\n");
        std::io::stderr().write_all(note.as_bytes()).expect("standard error is open");
    }
    is_new
}

fn read_with_pandoc(org: &str) -> String {
    let mut pandoc = Command::new(pandoc())
        .args(["-f", "org", "-t", "html", "--wrap=preserve", "--no-highlight"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("pandoc starts");
    pandoc.stdin.take().expect("is piped").write_all(org.as_bytes()).expect("pandoc reads");
    let run = pandoc.wait_with_output().expect("pandoc ends");
    assert!(run.status.success(), "pandoc failed");
    String::from_utf8(run.stdout).expect("is UTF-8")
}
