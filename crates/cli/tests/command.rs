//! The binary: exit statuses, files written and not written, standard input and output, and the same bytes always.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder to run `sx` in.
struct Folder(TempDir);

struct Run {
    status: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("writes");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    fn sx(&self, line: &str) -> Run {
        self.sx_with(line, b"")
    }

    fn sx_with(&self, line: &str, input: &[u8]) -> Run {
        let mut child = self.command(line).stdin(Stdio::piped()).spawn().expect("sx starts");
        // A command that reads nothing closes the pipe; that is its right.
        let _ = child.stdin.take().expect("is piped").write_all(input);
        let Output { status, stdout, stderr } = child.wait_with_output().expect("sx ends");
        let text = |bytes| String::from_utf8(bytes).expect("is UTF-8");
        Run { status: status.code().expect("no signal"), out: text(stdout), err: text(stderr) }
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sx"));
        command.args(line.split(' ').filter(|word| !word.is_empty())).current_dir(self.0.path());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).env_remove("NO_COLOR");
        command
    }
}

const GOOD: &str = "(def greeting \"hi\")\n(console.log greeting)\n";
const BAD: &str = "(def x\n";

#[test]
fn one_file_goes_to_standard_output_or_where_it_is_told() {
    let folder = Folder::new(&[("a.lisp", GOOD)]);
    let run = folder.sx("build a.lisp");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run.out, "const greeting = \"hi\";\nconsole.log(greeting);\n");
    let run = folder.sx("build a.lisp -o out/b.js");
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
    assert!(folder.read("out/b.js").ends_with("\n//# sourceMappingURL=b.js.map\n"));
    let map = folder.read("out/b.js.map");
    assert!(map.starts_with("{\"version\":3,\"file\":\"b.js\",\"sources\":[\"../a.lisp\"]"), "{map}");
    let run = folder.sx("build a.lisp -o out/");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(folder.has("out/a.js"));
}

#[test]
fn standard_input_is_compiled() {
    let folder = Folder::new(&[]);
    let run = folder.sx_with("build -", GOOD.as_bytes());
    assert_eq!((run.status, run.out.as_str()), (0, "const greeting = \"hi\";\nconsole.log(greeting);\n"));
    let run = folder.sx_with("build - -o x.js --source-map none", GOOD.as_bytes());
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(folder.has("x.js") && !folder.has("x.js.map"));
    let run = folder.sx_with("build -", BAD.as_bytes());
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("<stdin>:1:1"), "{}", run.err);
}

#[test]
fn source_maps_go_where_they_are_told() {
    let folder = Folder::new(&[("a b#.lisp", GOOD)]);
    let mut inline = folder.command("build --source-map inline");
    let output = inline.arg("a b#.lisp").output().expect("runs");
    let text = String::from_utf8(output.stdout).expect("is UTF-8");
    assert!(text.contains("\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,"), "{text}");
    let mut file = folder.command("build -o out/");
    assert!(file.arg("a b#.lisp").status().expect("runs").success());
    assert!(folder.read("out/a b#.js").ends_with("//# sourceMappingURL=a%20b%23.js.map\n"));
    assert_eq!(folder.sx("build --source-map file a").status, 2);
}

#[test]
fn a_directory_keeps_relative_paths_and_ignores_what_is_ignored() {
    let folder = Folder::new(&[
        ("src/a.lisp", GOOD),
        ("src/deep/b.sx", GOOD),
        ("src/skipped/c.lisp", BAD),
        ("src/node_modules/d.lisp", BAD),
        ("src/other.txt", "x"),
        ("src/.gitignore", "skipped/\n"),
    ]);
    let run = folder.sx("build src -o out");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let mut names: Vec<_> = walk(&folder.path("out")).into_iter().map(|(name, _)| name).collect();
    names.sort();
    assert_eq!(names, ["a.js", "a.js.map", "deep/b.js", "deep/b.js.map"]);
    let run = folder.sx("build src");
    assert_eq!(run.status, 2);
    assert!(run.err.contains("-o DIRECTORY"), "{}", run.err);
}

#[test]
fn one_bad_file_does_not_stop_the_others_and_keeps_its_old_output() {
    let folder =
        Folder::new(&[("src/bad.lisp", BAD), ("src/good.lisp", GOOD), ("src/latin.lisp", ""), ("out/bad.js", "old")]);
    folder.write("src/latin.lisp", b"(def s \"caf\xe9\")");
    let run = folder.sx("build src -o out");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("src/bad.lisp:1:1") && run.err.contains("src/latin.lisp:1:12"), "{}", run.err);
    assert_eq!(folder.read("out/bad.js"), "old");
    assert!(folder.has("out/good.js") && !folder.has("out/latin.js"));
}

#[test]
fn unchanged_outputs_keep_their_time() {
    let folder = Folder::new(&[("a.lisp", GOOD)]);
    folder.sx("build a.lisp -o a.js");
    let times = || {
        ["a.js", "a.js.map"].map(|name| fs::metadata(folder.path(name)).expect("is there").modified().expect("a time"))
    };
    let before = times();
    std::thread::sleep(std::time::Duration::from_millis(30));
    let run = folder.sx("build -v a.lisp -o a.js");
    assert!(run.err.contains("up to date"), "{}", run.err);
    assert_eq!(times(), before);
    let names = fs::read_dir(folder.0.path()).expect("is there").count();
    assert_eq!(names, 3, "nothing temporary is left");
}

#[test]
fn check_writes_nothing() {
    let folder = Folder::new(&[("a.lisp", GOOD)]);
    let run = folder.sx("build --check a.lisp -o a.js");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("`a.js` is not up to date") && !folder.has("a.js"), "{}", run.err);
    folder.sx("build a.lisp -o a.js");
    assert_eq!(folder.sx("build --check a.lisp -o a.js").status, 0);
}

#[test]
fn two_inputs_never_share_an_output() {
    let folder = Folder::new(&[("src/a.lisp", GOOD), ("src/a.sx", GOOD)]);
    let run = folder.sx("build src -o out");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("would both be written to `out/a.js`"), "{}", run.err);
    let run = folder.sx("build src/a.lisp -o src/a.lisp");
    assert_eq!(run.status, 2);
    assert_eq!(folder.read("src/a.lisp"), GOOD);
    let folder = Folder::new(&[("src/b.js", "b();"), ("src/B.mjs", "b();")]);
    let run = folder.sx("rev src -o out");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(folder.has("out/b.lisp") && folder.has("out/B.mjs.lisp"));
}

/// Names that differ in case only are one file on many systems; what is left out of a folder is said with `-v`.
#[test]
#[cfg(target_os = "linux")]
fn case_and_links_of_folders() {
    let code = "a();\n";
    let folder = Folder::new(&[("src/b.js", code), ("src/C.JS", code), ("src/sub/d.js", code)]);
    std::os::unix::fs::symlink("sub", folder.path("src/folder")).expect("links");
    std::os::unix::fs::symlink("nowhere.js", folder.path("src/e.js")).expect("links");
    let run = folder.sx("rev -v src -o out");
    assert_eq!(run.status, 0, "{}", run.err);
    for left_out in ["`src/C.JS` is left out", "`src/folder` is left out", "`src/e.js` is left out"] {
        assert!(run.err.contains(left_out), "{}", run.err);
    }
    assert_eq!(folder.sx("rev src -o out").err, "");
    folder.write("src/B.js", code.as_bytes());
    let run = folder.sx("rev src -o out");
    assert!(run.status == 1 && run.err.contains("`out/b.lisp` where case does not tell files apart"), "{}", run.err);
}

#[test]
fn faults_of_usage_and_surroundings_are_status_2() {
    let folder = Folder::new(&[("a.lisp", GOOD), ("c.cl", "(defun f ())")]);
    for line in [
        "",
        "build",
        "frobnicate",
        "build --no-such-flag a.lisp",
        "build missing.lisp",
        "check missing/",
        "build --watch a.lisp",
        "build --target ts a.lisp",
        "build --module cjs a.lisp",
        "build --dialect cl a.lisp",
        "repl",
        "mirror status",
        "check --diagnostics sarif a.lisp",
        "explain SX9999",
        "build -j 0 a.lisp",
        "run missing.lisp",
        "fmt missing.lisp",
    ] {
        let run = folder.sx(line);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{line}: {}", run.err);
        assert!(!run.err.is_empty(), "{line}");
    }
    let run = folder.sx("build c.cl");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("c.cl:1:1") && run.err.contains("SX0951"), "{}", run.err);
    // JavaScript is no Lisp, and has meaning all the same.
    let javascript = "var a = (b);\nfunction c() { return a; }\n";
    fs::write(folder.path("d.js"), javascript).expect("writes");
    for line in ["build d.js", "fmt d.js", "expand d.js"] {
        let run = folder.sx(line);
        assert!(run.status == 1 && run.err.contains("SX0953") && run.err.contains("sx rev d.js"), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(folder.path("d.js")).expect("is there"), javascript);
    // Lisp is no JavaScript, nor is anything else, unless the user says so.
    let run = folder.sx("rev a.lisp");
    assert!(run.status == 1 && run.err.contains("SX0954") && run.err.contains("sx build a.lisp"), "{}", run.err);
    fs::write(folder.path("d.txt"), javascript).expect("writes");
    let run = folder.sx("rev d.txt");
    assert!(run.status == 1 && run.err.contains("sx rev --from js d.txt"), "{}", run.err);
    assert_eq!(folder.sx("rev --from js d.txt").status, 0);
    let run = folder.sx("rev --globals a,1x d.js");
    assert!(run.status == 2 && run.err.contains("'1x'"), "{}", run.err);
    assert_eq!(folder.sx("rev d.js -o d.lisp").status, 0);
    let (of_javascript, of_lisp) = (folder.sx("hash d.js"), folder.sx("hash d.lisp"));
    assert!(of_javascript.status == 0 && of_javascript.out == of_lisp.out, "{}", of_javascript.err);
    assert_eq!(folder.sx("check d.js").status, 0);
    for line in ["--help", "--version", "build --help", "explain sx0004", "config"] {
        let run = folder.sx(line);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{line}");
        assert!(!run.out.is_empty(), "{line}");
    }
}

#[test]
fn diagnostics_are_text_or_json() {
    let folder = Folder::new(&[("a.lisp", "\n(def x (console.log \"é😀\" unbound-name))\n")]);
    let run = folder.sx("check a.lisp");
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("a.lisp:2:27") && run.err.contains("^^^^^^^^^^^^"), "{}", run.err);
    assert!(!run.err.contains('\u{1b}'), "no colour without a terminal");
    let run = folder.sx("check a.lisp --diagnostics json");
    let objects: Vec<serde_json::Value> =
        run.err.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    let found = objects.iter().find(|object| object["range"]["start"]["character"] == 26).expect("the unbound name");
    assert_eq!((found["file"].as_str(), found["severity"].as_str()), (Some("a.lisp"), Some("error")));
    for key in ["code", "message", "labels", "help", "fixes", "expansion"] {
        assert!(found.get(key).is_some(), "{key}");
    }
    // A terminal would do what a control character says.
    let folder = Folder::new(&[("b.lisp", "(f\u{85})\n(defmacro m () (error \"\u{9b}1m\"))\n(m)\n")]);
    let run = folder.sx("check b.lisp --diagnostics json");
    assert!(run.err.contains("\\u0085") && !run.err.chars().any(|c| c.is_control() && c != '\n'), "{:?}", run.err);
}

#[test]
fn a_program_runs_and_its_status_is_the_status() {
    let folder = Folder::new(&[
        (
            "main.lisp",
            "(import {add-all :default-name d} \"./lib.lisp\")\n(import j \"./plain.js\")\n(console.log (add-all 1 2) d j (process.argv.slice 2))\n",
        ),
        (
            "lib.lisp",
            "(export (defn add-all (...xs) (xs.reduce (fn (a b) (+ a b)) 0)))\n(export (def default-name \"d\"))\n",
        ),
        ("plain.js", "export default [1, 2];\n"),
        ("exit.lisp", "(console.log \"before\")\n(process.exit 3)\n(console.log \"after\")\n"),
        ("value.lisp", "(def a 20)\n{:sum (+ a 1) :list [a]}\n"),
        ("bad.lisp", BAD),
    ]);
    let run = folder.sx("run main.lisp --flag x");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run.out, "3 d [ 1, 2 ] [ '--flag', 'x' ]\n");
    let run = folder.sx("run exit.lisp");
    assert_eq!((run.status, run.out.as_str()), (3, "before\n"));
    let run = folder.sx("run --print value.lisp");
    assert_eq!((run.status, run.out.as_str()), (0, "{\"sum\":21,\"list\":[20]}\n"), "{}", run.err);
    let run = folder.sx_with("run --print -", b"(+ 1 2)");
    assert_eq!((run.status, run.out.as_str()), (0, "3\n"), "{}", run.err);
    let run = folder.sx("run bad.lisp");
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("bad.lisp:1:1"), "{}", run.err);
}

#[test]
fn stacks_lead_to_the_lisp() {
    let folder = Folder::new(&[
        ("main.lisp", "(import {fail-now} \"./lib.lisp\")\n\n(defn outer-call () (fail-now 1) 2)\n(outer-call)\n"),
        ("lib.lisp", "; first line\n(export (defn fail-now (x)\n  (throw (new TypeError \"no\"))))\n"),
    ]);
    let run = folder.sx("run main.lisp");
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.contains("Uncaught TypeError: no"), "{}", run.err);
    assert!(run.err.contains("at fail-now (lib.lisp:3:"), "{}", run.err);
    assert!(run.err.contains("at outer-call (main.lisp:3:"), "{}", run.err);
    assert!(run.err.contains("at main.lisp:4:"), "{}", run.err);
}

#[test]
fn formatting_is_in_place_and_idempotent() {
    let folder = Folder::new(&[("a.lisp", "(def   x   1)   ; c\n"), ("b.lisp", "(def y 2)\n"), ("bad.lisp", BAD)]);
    let run = folder.sx("fmt --check a.lisp b.lisp");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("`a.lisp` is not formatted") && !run.err.contains("b.lisp"), "{}", run.err);
    let run = folder.sx("fmt .");
    assert_eq!(run.status, 1, "one file is bad");
    assert_eq!(folder.read("bad.lisp"), BAD);
    let once = folder.read("a.lisp");
    assert!(once.starts_with("(def x 1)"), "{once}");
    assert_eq!(folder.sx("fmt --check a.lisp b.lisp").status, 0);
    let run = folder.sx_with("fmt -", b"(a  b)");
    assert_eq!((run.status, run.out.as_str()), (0, "(a b)\n"));
}

#[test]
fn views_are_printed() {
    let folder = Folder::new(&[("a.lisp", "(defn f (x) (when x 1))\n")]);
    for command in ["expand", "ir", "hash", "ir --json"] {
        let run = folder.sx(&format!("{command} a.lisp"));
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{command}");
        assert!(run.out.ends_with('\n') && run.out.contains('f'), "{command}: {}", run.out);
    }
    let hash = folder.sx("hash a.lisp").out;
    let (digits, name) = hash.trim_end().split_once("  ").expect("two columns");
    assert!(digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && name == "f", "{hash}");
}

#[test]
fn javascript_is_translated() {
    let folder = Folder::new(&[("js/a.mjs", "export const x = 1;\n"), ("js/b.ts", "let x: number;\n")]);
    let run = folder.sx("rev js -o lisp");
    assert_eq!(run.status, 1);
    assert!(run.err.contains("js/b.ts:1:1"), "{}", run.err);
    assert!(folder.read("lisp/a.lisp").contains("(const x 1)"));
    let run = folder.sx("build lisp -o back");
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(folder.read("back/a.mjs").starts_with("export const x = 1;\n"), "the extension comes back");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut files = vec![];
    for at in 0..40 {
        let text =
            format!("(defn f{at} (x)\n  (let ((y (+ x {at}))) (cond ((> y 3) y) (else (-> y inc)))))\n(oops-{at})\n");
        files.push((
            format!("src/m{at}.lisp"),
            if at % 5 == 0 { text } else { text.replace(&format!("(oops-{at})\n"), "") },
        ));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (here, there) = (Folder::new(&files), Folder::new(&files));
    let one = here.sx("build --jobs 1 src -o out");
    let mut many = there.command("build --jobs 8 src -o out");
    let many = many.env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Asia/Tokyo").output().expect("runs");
    assert_eq!((one.status, many.status.code()), (1, Some(1)));
    assert_eq!(one.err, String::from_utf8_lossy(&many.stderr));
    assert_eq!(one.err.matches("is not defined").count(), 8, "{}", one.err);
    let outputs = walk(&here.path("out"));
    assert_eq!(outputs.len(), 64);
    assert_eq!(outputs, walk(&there.path("out")));
}

#[test]
fn hostile_input_is_a_placed_error_or_output() {
    let deep = "(".repeat(100_000) + &")".repeat(100_000);
    let quotes = "'".repeat(100_000) + "x";
    let nul = "(def a \"x\u{0}y\")";
    let crlf = "\u{FEFF}(def a 1)\r\n(def b 2)\r\n";
    for (name, text) in [
        ("deep", deep.as_str()),
        ("open", &deep[..100_000]),
        ("close", &deep[100_000..]),
        ("quotes", &quotes),
        ("nul", nul),
        ("crlf", crlf),
    ] {
        let folder = Folder::new(&[]);
        let run = folder.sx_with("build -", text.as_bytes());
        assert!(
            run.status == 0 && run.err.is_empty() || run.status == 1 && run.err.contains("<stdin>:"),
            "{name}: {} {}",
            run.status,
            &run.err[..run.err.len().min(500)]
        );
    }
    let mut noise = vec![0_u8; 20_000];
    let mut state = 7_u32;
    for byte in &mut noise {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = state.to_be_bytes()[0];
    }
    let run = Folder::new(&[]).sx_with("build -", &noise);
    assert_eq!(run.status, 1);
    for byte in &mut noise {
        *byte &= 0x7f;
    }
    let run = Folder::new(&[]).sx_with("build -", &noise);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("<stdin>:") && !run.err.contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let text = "(console.log \"a line of output\")\n".repeat(20_000);
    let folder = Folder::new(&[("a.lisp", &text)]);
    for command in ["build a.lisp", "run a.lisp", "expand a.lisp"] {
        let mut child = folder.command(command).spawn().expect("starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        assert_eq!(
            (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
            (Some(0), ""),
            "{command}"
        );
    }
}

/// Names below `root` with contents, sorted.
fn walk(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = vec![];
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("is below").to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path).expect("reads")));
            }
        }
    }
    found.sort();
    found
}

/// As in Node: the nearest package.json, if it says what `.js` files are.
#[test]
fn a_package_says_what_its_files_are() {
    let code = "await\nmain();\n";
    let folder = Folder::new(&[
        ("m/package.json", r#"{"type": "module"}"#),
        ("m/src/a.js", code),
        ("m/src/sloppy.js", "with (a) b();\n"),
        ("m/src/s.cjs", code),
        ("m/node_modules/p/package.json", "{}"),
        ("m/node_modules/p/a.js", code),
        ("m/inner/package.json", r#"{"type": "commonjs"}"#),
        ("m/inner/a.js", code),
        ("a.js", code),
        ("b.js", "await main();\n"),
    ]);
    let module = "(declare-global main)\n(await (main))\n";
    let script = "(declare-global await main)\nawait\n(main)\n";
    assert_eq!(folder.sx("rev m/src/a.js").out, module);
    assert_eq!(folder.sx("rev b.js").out, module, "no script can have this");
    for path in ["m/node_modules/p/a.js", "m/inner/a.js", "a.js"] {
        assert_eq!(folder.sx(&format!("rev {path}")).out, format!("(file :goal script)\n{script}"), "{path}");
    }
    assert_eq!(folder.sx("rev m/src/s.cjs").out, format!("(file :ext \"cjs\" :goal script)\n{script}"));
    assert_eq!(folder.sx("rev --goal script m/src/a.js").out, format!("(file :goal script)\n{script}"));
    assert!(folder.sx("rev m/src/sloppy.js").out.starts_with("(file :goal script)\n"), "no module can have this");
    assert_eq!(folder.sx("hash m/src/a.js").out, folder.sx("hash b.js").out);
}
