//! What people see besides the output: diagnostics, faults, notes; and the exit status that follows from them.
//!
//! Everything goes to standard error in one piece each, so that lines of different threads do not mix. A terminal that
//! is gone is no error.

use crate::args::{DiagnosticsFormat, Global};
use crate::render::{Renderer, Style};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use sx_driver::{Diagnostic, Severity, Source};

/// Diagnostics of one file that are shown. Whoever has more has one cause.
const SHOWN_PER_FILE: usize = 100;

/// How the command ended; the worst that happened wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Status {
    /// 0.
    Success,
    /// 1: the input is at fault.
    Input,
    /// 2: wrong usage, or a fault of the surroundings.
    Fault,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Success => Self::SUCCESS,
            Status::Input => Self::from(1),
            Status::Fault => Self::from(2),
        }
    }
}

/// Says things on standard error and remembers how bad they were.
pub(crate) struct Console {
    renderer: Renderer,
    is_json: bool,
    is_quiet: bool,
    is_verbose: bool,
    status: Cell<Status>,
    /// The status of a program that was run.
    program_status: Cell<Option<u8>>,
    errors: Cell<usize>,
    warnings: Cell<usize>,
    files: Cell<usize>,
    /// What was shown that is wrong with several files.
    shared: RefCell<HashSet<(&'static str, String)>>,
}

impl Console {
    pub(crate) fn new(global: &Global) -> Self {
        let is_json = global.diagnostics == DiagnosticsFormat::Json;
        let is_coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        let style = match (is_json, is_coloured) {
            (true, _) => Style::Json,
            (false, true) => Style::Coloured,
            (false, false) => Style::Plain,
        };
        Self {
            renderer: Renderer::new(style, global.macro_backtrace),
            is_json,
            is_quiet: global.quiet,
            is_verbose: global.verbose,
            status: Cell::new(Status::Success),
            program_status: Cell::new(None),
            errors: Cell::new(0),
            warnings: Cell::new(0),
            files: Cell::new(0),
            shared: RefCell::default(),
        }
    }

    /// Whether a progress bar may be shown.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.is_quiet && !self.is_json && std::io::stderr().is_terminal()
    }

    /// Shows the diagnostics of one file.
    pub(crate) fn report(&self, source: &Arc<Source>, diagnostics: &[Diagnostic]) {
        if diagnostics.is_empty() {
            return;
        }
        if let Some(others) = self.without_shown(diagnostics) {
            // An error of this file too, which an earlier one has told.
            self.raise(Status::Input);
            return self.report(source, &others);
        }
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => {
                    self.errors.set(self.errors.get() + 1);
                    self.raise(Status::Input);
                }
                Severity::Warning => self.warnings.set(self.warnings.get() + 1),
            }
        }
        self.files.set(self.files.get() + 1);
        write_stderr(&self.renderer.render(source, &diagnostics[..diagnostics.len().min(SHOWN_PER_FILE)]));
        if let Some(hidden) = diagnostics.len().checked_sub(SHOWN_PER_FILE + 1) {
            let message = format!("{}: and {} more, which are not shown", source.path, hidden + 1);
            write_stderr(&self.renderer.render_plain("note", &message));
        }
    }

    /// The diagnostics without errors that were shown for another file; nothing when there are none.
    fn without_shown(&self, diagnostics: &[Diagnostic]) -> Option<Vec<Diagnostic>> {
        let shown = self.shared.borrow();
        let is_shown = |diagnostic: &Diagnostic| match &diagnostic.shared {
            Some(shared) => shown.contains(&(diagnostic.code, shared.clone())),
            None => false,
        };
        if diagnostics.iter().any(is_shown) {
            return Some(diagnostics.iter().filter(|diagnostic| !is_shown(diagnostic)).cloned().collect());
        }
        drop(shown);
        let shared = diagnostics.iter().filter_map(|diagnostic| Some((diagnostic.code, diagnostic.shared.clone()?)));
        self.shared.borrow_mut().extend(shared);
        None
    }

    /// A fault of usage or of the surroundings: status 2.
    pub(crate) fn fault(&self, message: &str) {
        self.raise(Status::Fault);
        write_stderr(&self.renderer.render_plain("error", message));
    }

    /// An error of the input that has no place: status 1.
    pub(crate) fn input_error(&self, message: &str) {
        self.raise(Status::Input);
        write_stderr(&self.renderer.render_plain("error", message));
    }

    /// A bug of ours that showed on `what`: status 1.
    pub(crate) fn internal_error(&self, what: &str, message: &str) {
        self.input_error(&format!("internal error on `{what}`: {message}; this is a bug in sx"));
    }

    /// Something to know that is no error.
    pub(crate) fn warn(&self, message: &str) {
        if !self.is_quiet {
            write_stderr(&self.renderer.render_plain("warning", message));
        }
    }

    /// Something to know for those who asked for it with `-v`.
    pub(crate) fn note(&self, message: &str) {
        if self.is_verbose {
            write_stderr(&self.renderer.render_plain("note", message));
        }
    }

    /// The status of a program that was run is the status of the command.
    pub(crate) fn set_program_status(&self, code: u8) {
        self.program_status.set(Some(code));
    }

    /// Sums up, and gives the status of the command.
    pub(crate) fn finish(&self) -> ExitStatus {
        if !self.is_quiet && !self.is_json && self.errors.get() + self.warnings.get() > 1 {
            let count = |number: usize, what: &str| match number {
                0 => None,
                1 => Some(format!("1 {what}")),
                _ => Some(format!("{number} {what}s")),
            };
            let counts: Vec<_> = [count(self.errors.get(), "error"), count(self.warnings.get(), "warning")]
                .into_iter()
                .flatten()
                .collect();
            let files = if self.files.get() == 1 { "1 file".to_owned() } else { format!("{} files", self.files.get()) };
            write_stderr(format!("{} in {files}\n", counts.join(", ")).as_bytes());
        }
        match (self.status.get(), self.program_status.get()) {
            (Status::Success, Some(code)) => ExitStatus::Program(code),
            (status, _) => ExitStatus::Own(status),
        }
    }

    fn raise(&self, status: Status) {
        self.status.set(self.status.get().max(status));
    }
}

/// The status of the command.
pub(crate) enum ExitStatus {
    /// What the command itself found.
    Own(Status),
    /// What the program that was run said.
    Program(u8),
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Own(status) => status.into(),
            ExitStatus::Program(code) => Self::from(code),
        }
    }
}

/// Writes to standard error; when it is closed nobody is left to be told.
pub(crate) fn write_stderr(bytes: &[u8]) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(bytes);
    let _ = stderr.flush();
}
