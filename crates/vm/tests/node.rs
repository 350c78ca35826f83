//! Programs print here what they print in Node: each file of `tests/node/` runs in both, and output and status agree.
//!
//! Without `node` the group is skipped with a note; with `SX_REQUIRE_NODE=1` a missing `node` is a failure.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::time::{Duration, Instant};
use sx_vm::run::{Exit, Host, Loaded, LoadedKind, RunOptions, Stream, THREAD_STACK_BYTES, run_program};

struct FileHost {
    out: RefCell<String>,
    err: RefCell<String>,
    start: Instant,
}

impl Host for FileHost {
    fn resolve(&self, from: &str, specifier: &str) -> Result<String, String> {
        let path = Path::new(from).parent().expect("a file has a folder").join(specifier.trim_start_matches("./"));
        Ok(path.to_string_lossy().into_owned())
    }
    fn load(&self, module: &str) -> Result<Loaded, String> {
        let text = std::fs::read_to_string(module).map_err(|error| error.to_string())?;
        Ok(Loaded { text, kind: LoadedKind::Module })
    }
    fn print(&self, stream: Stream, text: &str) {
        match stream {
            Stream::Output => self.out.borrow_mut().push_str(text),
            Stream::Error => self.err.borrow_mut().push_str(text),
        }
    }
    fn now_ms(&self) -> f64 {
        1e12 + self.elapsed_ms()
    }
    fn elapsed_ms(&self) -> f64 {
        self.start.elapsed().as_secs_f64() * 1000.0
    }
    fn sleep_ms(&self, milliseconds: f64) {
        std::thread::sleep(Duration::from_secs_f64(milliseconds / 1000.0));
    }
}

fn run_here(path: &Path) -> (String, String, Exit) {
    let entry = path.to_string_lossy().into_owned();
    let run = move || {
        let host = Rc::new(FileHost { out: RefCell::default(), err: RefCell::default(), start: Instant::now() });
        let options = RunOptions { argv: vec!["node".to_owned(), entry.clone()], ..RunOptions::default() };
        let exit = run_program(&entry, Rc::clone(&host) as Rc<dyn Host>, &options);
        (host.out.take(), host.err.take(), exit)
    };
    let thread = std::thread::Builder::new().stack_size(THREAD_STACK_BYTES);
    thread.spawn(run).expect("a thread starts").join().expect("the program does not panic")
}

fn first_difference(ours: &str, node: &str) -> String {
    let (mut ours_lines, mut node_lines) = (ours.lines(), node.lines());
    for line in 1.. {
        let pair = (ours_lines.next(), node_lines.next());
        if pair == (None, None) {
            break;
        }
        if pair.0 != pair.1 {
            return format!(
                "line {line}\n  here: {}\n  node: {}",
                pair.0.unwrap_or("<end>"),
                pair.1.unwrap_or("<end>")
            );
        }
    }
    "the last newline".to_owned()
}

#[test]
fn programs_print_what_they_print_in_node() {
    let is_present = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_present {
        assert!(std::env::var_os("SX_REQUIRE_NODE").is_none(), "SX_REQUIRE_NODE is set and there is no `node`");
        let note = "note: no `node` here, the comparison with Node is skipped\n";
        std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes()).expect("standard error is open");
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node");
    let entries = std::fs::read_dir(&folder).expect("the folder of cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    assert!(cases.len() >= 20, "only {} cases", cases.len());
    let mut failures = vec![];
    for case in cases {
        let output = Command::new("node").arg(&case).output().expect("node runs");
        let (node, status) = (String::from_utf8_lossy(&output.stdout), output.status.code());
        let (ours, errors, exit) = run_here(&case);
        let name = case.file_name().expect("a file").to_string_lossy().into_owned();
        if ours != node {
            failures.push(format!("{name}: {}\n{errors}", first_difference(&ours, &node)));
        } else if status != Some(i32::from(exit.code)) {
            failures.push(format!("{name}: status {} here, {status:?} in node\n{errors}", exit.code));
        }
    }
    assert!(failures.is_empty(), "{} cases differ\n{}", failures.len(), failures.join("\n"));
}
