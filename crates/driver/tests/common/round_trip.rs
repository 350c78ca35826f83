//! JavaScript through `reverse` to Lisp and through `compile` to JavaScript again.

use super::stack::with_stack;
use std::sync::Arc;
use sx_driver::{CompileOptions, ModuleHost, ReverseOptions, Source, compile, format_text, reverse};

pub(crate) struct NoModules;

impl ModuleHost for NoModules {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        Err(format!("no module {specifier}"))
    }
}

/// What `javascript`, the file called `name`, comes back as, with the Lisp in between.
pub(crate) fn round_trip(name: &str, javascript: &str) -> (String, String) {
    let view = reverse(&Source::new(name, javascript), &ReverseOptions::default());
    let lisp = view.text.unwrap_or_else(|| panic!("rev of\n{javascript}\n{:#?}", view.diagnostics));
    let source = Arc::new(Source::new("case.lisp", lisp.clone()));
    let compiled = compile(&source, &CompileOptions::default(), &NoModules);
    let text = compiled.text.unwrap_or_else(|| panic!("build of\n{lisp}\n{:#?}", compiled.diagnostics));
    (lisp, text)
}

/// Checks each case and reports all that differ.
pub(crate) fn check(name: &'static str, cases: &'static [&'static str]) {
    let run = move || {
        let mut wrong = String::new();
        for case in cases {
            let (lisp, text) = round_trip(name, case);
            let formatted = format_text(&Source::new("case.lisp", lisp.clone())).text;
            assert_eq!(formatted.as_deref(), Some(lisp.as_str()), "the formatter leaves what rev writes alone");
            if text != format!("{case}\n") {
                wrong.extend(["--- JavaScript\n", case, "\n--- Lisp\n", &lisp, "--- came back as\n", &text]);
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    };
    with_stack(run);
}
