//! The `md2org` command from outside: what it reads, where it writes, and how it ends.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs `md2org` in `folder` with `arguments` and `input` on standard input.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_md2org"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that ends before it reads closes the pipe.
    let _ = child.stdin.take().expect("is piped").write_all(input);
    child.wait_with_output().expect("the command ends")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("is UTF-8")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn standard_input_becomes_standard_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(folder.path(), &[], b"\xef\xbb\xbf# a\r\n\r\nb\0\r\n");
    assert_eq!((out(&output).as_str(), output.status.code()), ("* a\n\nb\u{fffd}\n", Some(0)));
    let output = run(folder.path(), &["--from", "commonmark", "-"], b"/a/\n");
    assert_eq!(out(&output), "\\slash{}a/\n");
}

#[test]
fn a_file_goes_where_it_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::write(path.join("a.md"), "*a*\n").expect("writes");
    assert_eq!(out(&run(path, &["a.md"], b"")), "/a/\n");
    assert_eq!(run(path, &["a.md", "-o", "deep/b.org"], b"").status.code(), Some(0));
    assert_eq!(read(&path.join("deep/b.org")), "/a/\n");
    assert_eq!(run(path, &["a.md", "-w"], b"").status.code(), Some(0));
    assert_eq!(read(&path.join("a.org")), "/a/\n");
    assert_eq!(run(path, &["a.md", "-w", "-o", "x"], b"").status.code(), Some(2));
    assert_eq!(run(path, &["-w"], b"x").status.code(), Some(2));
    assert_eq!(run(path, &["missing.md"], b"").status.code(), Some(2));
    assert_eq!(run(path, &["--wrap", "0"], b"").status.code(), Some(2));
    assert_eq!(run(path, &["--help"], b"").status.code(), Some(0));
}

fn write_vault(path: &Path) {
    fs::create_dir_all(path.join("notes/img")).expect("a folder");
    fs::create_dir_all(path.join("node_modules")).expect("a folder");
    fs::write(path.join("index.md"), "[b](notes/b.md#part-two) [[b]] [[B#Part two|x]] ![[pic.png]] [[nowhere]]\n")
        .expect("writes");
    fs::write(path.join("notes/b.md"), "# Part one\n\n# Part two\n\n[[index]] [i](../index.md)\n").expect("writes");
    fs::write(path.join("notes/img/pic.png"), "image").expect("writes");
    fs::write(path.join("node_modules/c.md"), "no").expect("writes");
}

#[test]
fn a_vault_keeps_its_links() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    write_vault(path);
    let output = run(path, &[".", "-w", "-v"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(
        read(&path.join("index.org")),
        "[[file:notes/b.org::#part-two][b]] [[file:notes/b.org][b]] [[file:notes/b.org::*Part two][x]] \
         [[file:notes/img/pic.png]] [[file:nowhere.org][nowhere]]\n"
    );
    assert_eq!(
        read(&path.join("notes/b.org")),
        "* Part one\n\n* Part two\n:PROPERTIES:\n:CUSTOM_ID: part-two\n:END:\n\n[[file:../index.org][index]] [[file:../index.org][i]]\n"
    );
    assert!(!path.join("node_modules/c.org").exists());
    let time = |name: &str| fs::metadata(path.join(name)).and_then(|data| data.modified()).expect("has a time");
    let before = time("index.org");
    let output = run(path, &[".", "-w", "-v", "--jobs", "2"], b"");
    assert!(err(&output).contains("is unchanged"), "{}", err(&output));
    assert_eq!(time("index.org"), before);
    let output = run(path, &[".", "-o", "out", "--keep-md-links"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(read(&path.join("out/notes/b.org")).contains("[[file:../index.md][i]]"));
    assert_eq!(run(path, &["."], b"").status.code(), Some(2), "a directory needs a place for its output");
}

#[test]
fn a_bad_file_stops_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::write(path.join("bad.md"), b"ok\na \xff b\n").expect("writes");
    fs::write(path.join("good.md"), "good\n").expect("writes");
    let output = run(path, &[".", "-w"], b"");
    assert_eq!(output.status.code(), Some(1));
    let message = err(&output);
    assert!(message.contains("bad.md:2:3") && message.contains("MD0001") && message.contains("help:"), "{message}");
    assert!(path.join("good.org").exists() && !path.join("bad.org").exists());
}

#[test]
fn nesting_without_sense_is_refused_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("a\n\n{}b\n{}", "> ".repeat(20_000), "c\n".repeat(20_000));
    let output = run(folder.path(), &[], text.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("MD0002") && err(&output).contains("<stdin>:3:1"), "{}", err(&output));
}

#[test]
fn two_files_never_share_an_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::write(path.join("a.md"), "one\n").expect("writes");
    fs::write(path.join("a.markdown"), "two\n").expect("writes");
    let output = run(path, &[".", "-w"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("the same output"), "{}", err(&output));
}

#[test]
fn approximations_are_listed_or_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let markdown = b"text\n\n- # heading\n\n[a](b \"title\")\n";
    assert!(err(&run(path, &[], markdown)).is_empty(), "silent unless asked");
    let output = run(path, &["--report"], markdown);
    let message = err(&output);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        message.contains("<stdin>:3:3") && message.contains("MD1003") && message.contains("<stdin>:5:1"),
        "{message}"
    );
    assert!(!out(&output).is_empty());
    let output = run(path, &["--strict"], markdown);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).is_empty(), "nothing is written");
    let output = run(path, &["--report", "--diagnostics", "json"], markdown);
    let lines: Vec<serde_json::Value> =
        err(&output).lines().map(|line| serde_json::from_str(line).expect("is JSON")).collect();
    assert_eq!(lines[0]["code"], "MD1003");
    assert_eq!(lines[0]["range"]["start"]["line"], 2);
    assert_eq!(run(path, &["--strict"], b"*plain* text\n").status.code(), Some(0));
}
