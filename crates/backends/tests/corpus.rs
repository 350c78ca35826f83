//! Whole files: whatever the oracle reads must come back as the same tree, with every comment, and print the same
//! again. `JS_CORPUS=DIRECTORY cargo test -p sx-backends --test corpus` runs it over a directory.

mod common;

use common::{difference, essence, oracle_print, parse};
use std::path::{Path, PathBuf};
use sx_backends::js::{PrintOptions, print};
use sx_base::CommentKind;
use sx_ir::Goal;

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(directory) else { return };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        // Programs that must be refused are in folders of these names.
        let is_refused = path.ends_with("fail") || path.ends_with("early");
        if path.is_dir() && !is_refused {
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
    let bare = print(&parsed.tree, &[], &options).text;
    if let Ok(oracle) = std::panic::catch_unwind(|| essence(&oracle_print(&bare, goal)))
        && oracle != essence(&bare)
    {
        let at = oracle.chars().zip(essence(&bare).chars()).take_while(|(a, b)| a == b).count();
        let part = |text: &str| text.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
        return Some(format!("the oracle prints\n{}\nfor\n{}", part(&oracle), part(&essence(&bare))));
    }
    let twice = print(&again.tree, &again.comments, &options).text;
    // Where a line is as wide as the page, measured widths may differ from printed ones; few files have such a line.
    if std::env::var("JS_STABLE").is_ok() && twice != printed {
        let line = twice.lines().zip(printed.lines()).position(|(a, b)| a != b).unwrap_or(0);
        let at = |text: &str| text.lines().skip(line.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
        return Some(format!("unstable\n{}\n----\n{}", at(&printed), at(&twice)));
    }
    None
}

/// Runs `work` over the files of the directory, with room for the oracle, which recurses.
fn over_files<T: Send + 'static>(work: impl FnOnce(Vec<PathBuf>) -> T + Send + 'static) -> T {
    let directory = std::env::var("JS_CORPUS").expect("JS_CORPUS names a directory");
    let mut found = Vec::new();
    files(Path::new(&directory), &mut found);
    let worker = std::thread::Builder::new().stack_size(1 << 30).spawn(move || work(found));
    worker.expect("a thread").join().expect("no panic")
}

fn goal_of(text: &str) -> Goal {
    if parse(text, Goal::Script).is_err() { Goal::Module } else { Goal::Script }
}

#[test]
fn files_come_back() {
    // The corpus is development data that CI fetches; without it there is nothing to read.
    if std::env::var_os("JS_CORPUS").is_none() {
        return;
    }
    let (count, wrong) = over_files(|found| {
        let mut wrong = Vec::new();
        for path in &found {
            let Ok(text) = std::fs::read_to_string(path) else { continue };
            // The oracle panics on some texts that it should refuse; those are not the printer's business.
            let Ok(goal) = std::panic::catch_unwind(|| goal_of(&text)) else { continue };
            let why = std::panic::catch_unwind(|| check(&text, goal)).unwrap_or_else(|_| Some("panic".to_owned()));
            if let Some(why) = why {
                wrong.push(format!("==== {}\n{}", path.display(), why.chars().take(1500).collect::<String>()));
            }
        }
        (found.len(), wrong)
    });
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {count} files\n{shown}", wrong.len());
}
