//! Any text gives forms or placed errors, never a panic: truncations and mutations of the cases, deep nesting.

use sx_base::Source;
use sx_frontends::js::{self, JsOptions};

/// Reads `text` on a thread as callers do; answers how many errors there are. Every error must have its place.
fn read(text: &str) -> usize {
    let source = Source::new("a.js", text);
    let reading = std::thread::Builder::new().stack_size(js::STACK_SIZE).spawn(move || {
        let (file, diagnostics) = js::read(&source, &JsOptions::default());
        for diagnostic in &diagnostics {
            let span = diagnostic.span;
            assert!(span.start <= span.end && span.end as usize <= source.text.len(), "{diagnostic:?}");
        }
        assert!(file.comments.is_sorted_by_key(|comment| comment.span));
        diagnostics.len()
    });
    reading.expect("a thread starts").join().expect("reading does not panic")
}

fn cases() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/js");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a case is readable")).collect()
}

#[test]
fn every_truncation_is_read() {
    for text in cases() {
        for (end, _) in text.char_indices() {
            read(&text[..end]);
        }
    }
}

#[test]
fn mutations_are_read() {
    // A linear congruential generator (Knuth, MMIX) keeps the test the same everywhere.
    let mut state = 1u64;
    let mut next = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    let pieces: Vec<char> = "(){}[];,.?:=>`'\"/*\\#@$+-!~&|<> \nax0né\u{2028}".chars().collect();
    for text in cases() {
        let chars: Vec<char> = text.chars().collect();
        for _ in 0..300 {
            let mut mutated = chars.clone();
            for _ in 0..=next(3) {
                let at = next(mutated.len());
                match next(3) {
                    0 => mutated[at] = pieces[next(pieces.len())],
                    1 => mutated.insert(at, pieces[next(pieces.len())]),
                    _ => drop(mutated.remove(at)),
                }
            }
            read(&mutated.iter().collect::<String>());
        }
    }
}

#[test]
fn deep_nesting_is_refused_and_long_runs_are_read() {
    for unit in
        ["(", "[", "{", "!", "a=>", "if(a)", "x={", "`${", "a?b:", "new ", "a=", "f(", "class A extends (", "-", "<a>"]
    {
        assert!(read(&unit.repeat(100_000)) > 0, "{unit}");
    }
    for unit in ["a+", "a.b.", "a&&", "a,", "f().", "a?.b?.", "x;", "{}", "a/a/", "a;b\n"] {
        assert_eq!(read(&format!("{}a", unit.repeat(100_000))), 0, "{unit}");
    }
    // As Lisp calls of calls nest.
    assert_eq!(read(&format!("{}a", "f()().".repeat(1_000))), 0);
    assert_eq!(read(&format!("{}a", "f()().".repeat(100_000))), 1);
    assert_eq!(read(&format!("x = {}1{}", "(".repeat(1_500), ")".repeat(1_500))), 0);
}

/// What the parser refuses at one place at a time is masked all together, whatever looks like it in between.
#[test]
fn files_may_need_thousands_of_masks() {
    let mixed = "f()=1; let=>1; yield=2; x='\\u{d83d}\\u{de00}'; x=class{[async x=>x](){}}; async(...a);
let
/a/ b; async (x) => x; ({let: 1, async() {}}); x.let; if (a) ++b; 'f()=1' // let=>1\n";
    let lines = [
        ("f()=1; // f()=1\n'f()=1'; /f()=1/; `f()=1 ${f()=1} f()=1`\n", 4_000),
        ("++f(1)\n--a.b()\nfor (f() of a);\n", 4_000),
        ("let=>1\n", 4_000),
        ("let=>1; 'let=>1' // let=>1\n({let:1}); x.let;\n", 4_000),
        ("a: let\n`b`;\n", 4_000),
        ("x=class {st\\u0061tic\na(){} [async x=>await x](){}}\n", 4_000),
        ("async(...a);async(...a)=1;async (x) => x\n", 4_000),
        ("for (let f = o => { return ('x')in o }; ; ); for (var k in o); 'a in b';\n", 1_000),
        ("[async x=>x];\n", 20_000),
        ("for(yield of x);\n", 10_000),
        ("for(f()of x);\n", 4_000),
        ("class A{[//\nasync x=>1]=1}\n", 1),
        (mixed, 1_000),
    ];
    for (line, count) in lines {
        assert_eq!(read(&line.repeat(count)), 0, "{line}");
        assert!(read(&format!("{}x y", line.repeat(count))) > 0, "{line}");
    }
}

#[test]
fn flat_files_of_elements_are_read() {
    let read_jsx = |text: String| {
        let (_, diagnostics) = js::read(&Source::new("a.jsx", text), &JsOptions::default());
        diagnostics.len()
    };
    for line in ["a = <b/>", "a = b", "!a", "if (a) a = <b c='d'>don't</b>", "a = <b\n  c=<d/>\n/>", "a = b << c"] {
        assert_eq!(read_jsx(format!("{line}\n").repeat(10_000)), 0, "{line}");
    }
    let yields = format!("function* f() {{\n{}}}", "yield <a>'</a>\n".repeat(10_000));
    assert_eq!(read_jsx(yields), 0);
    for unit in ["<a>", "<a\nb\nc=", "<a>\n{\n", "<a>'{("] {
        assert_eq!(read_jsx(unit.repeat(1_000_000)), 1, "{unit}");
    }
}
