//! Whole files: whatever the oracle reads must come back as the same tree, with every comment, and print the same
//! again. `JS_CORPUS=DIRECTORY cargo test -p sx-backends --test corpus -- --ignored` runs it over a directory.

mod common;

use common::{difference, parse};
use std::path::{Path, PathBuf};
use sx_backends::js::{PrintOptions, print};
use sx_base::CommentKind;
use sx_ir::Goal;

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(directory) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "js" || ext == "mjs" || ext == "cjs") {
            found.push(path);
        }
    }
}

/// What is wrong with the print of `text`, if anything.
fn check(text: &str, goal: Goal) -> Option<String> {
    let parsed = parse(text, goal).ok()?;
    let options = PrintOptions { map: true, ..PrintOptions::default() };
    let printed = print(&parsed.tree, &parsed.comments, &options).text;
    let again = match parse(&printed, goal) {
        Ok(again) => again,
        Err(error) => return Some(format!("{error} in\n{printed}")),
    };
    if let Some(difference) = difference(&parsed.tree, &again.tree) {
        return Some(format!("{difference}\n{printed}"));
    }
    let count = |comments: &[sx_base::Comment]| {
        comments.iter().filter(|comment| matches!(comment.kind, CommentKind::Line | CommentKind::Block)).count()
    };
    if count(&parsed.comments) != count(&again.comments) {
        return Some(format!("{} comments became {}", count(&parsed.comments), count(&again.comments)));
    }
    let twice = print(&again.tree, &again.comments, &options).text;
    if std::env::var("STABLE").is_ok() && twice != printed {
        let line = twice.lines().zip(printed.lines()).position(|(a, b)| a != b).unwrap_or(0);
        let at = |text: &str| text.lines().skip(line.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
        return Some(format!("unstable\n{}\n----\n{}", at(&printed), at(&twice)));
    }
    None
}

#[test]
#[ignore = "needs a directory of JavaScript in JS_CORPUS"]
fn files_come_back() {
    let directory = std::env::var("JS_CORPUS").expect("JS_CORPUS names a directory");
    let mut found = Vec::new();
    files(Path::new(&directory), &mut found);
    let worker = std::thread::Builder::new().stack_size(1 << 30).spawn(move || {
        let mut wrong = 0;
        for path in &found {
            let Ok(text) = std::fs::read_to_string(path) else { continue };
            let is_module = parse(&text, Goal::Script).is_err();
            let goal = if is_module { Goal::Module } else { Goal::Script };
            let why = std::panic::catch_unwind(|| check(&text, goal)).unwrap_or_else(|_| Some("panic".to_owned()));
            if let Some(why) = why {
                wrong += 1;
                if wrong <= 20 {
                    eprintln!("==== {}\n{}", path.display(), why.chars().take(1500).collect::<String>());
                }
            }
        }
        (found.len(), wrong)
    });
    let (count, wrong) = worker.expect("a thread").join().expect("no panic");
    assert_eq!(wrong, 0, "of {count} files");
}
