//! Diagnostics for people.

use super::excerpt::Excerpts;
use super::position::Positions;
use super::visible::visible;
use codespan_reporting::diagnostic::{Diagnostic as Report, Label as Mark, LabelStyle, Severity as Level};
use codespan_reporting::term::termcolor::{Buffer, Color, ColorSpec, WriteColor};
use codespan_reporting::term::{Config, Styles, StylesWriter, emit_to_write_style};
use std::io::Write;
use std::sync::Arc;
use sx_driver::{Diagnostic, Severity, Source, Span};

/// Levels of expansion shown without `--macro-backtrace`.
const SHOWN_LEVELS: usize = 5;

/// One diagnostic, an empty line at its end.
pub(super) fn render(
    buffer: &mut Buffer,
    positions: &Positions,
    source: &Arc<Source>,
    diagnostic: &Diagnostic,
    full_backtrace: bool,
) {
    let level = match diagnostic.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
    };
    let mut excerpts = Excerpts::default();
    let marks = make_marks(&mut excerpts, positions, source, diagnostic);
    let report = Report::new(level)
        .with_code(diagnostic.code)
        .with_message(visible(&diagnostic.message))
        .with_labels(marks)
        .with_notes(make_notes(positions, source, diagnostic, full_backtrace));
    let styles = Styles::default();
    let config = Config { tab_width: 2, ..Config::default() };
    let emitted = emit_to_write_style(&mut StylesWriter::new(&mut *buffer, &styles), &config, &excerpts, &report);
    if emitted.is_err() {
        // The excerpt is a help; the message must come through.
        let line = format!(
            "{}: error[{}]: {}\n",
            visible(&positions.place(source, diagnostic.span)),
            diagnostic.code,
            visible(&diagnostic.message)
        );
        let _ = buffer.write_all(line.as_bytes());
    }
}

/// `error: message`, for what has no place.
pub(super) fn render_plain(buffer: &mut Buffer, severity: &str, message: &str) {
    let color = match severity {
        "error" => Color::Red,
        "warning" => Color::Yellow,
        _ => Color::Green,
    };
    // Writing to a buffer does not fail.
    let _ = buffer.set_color(ColorSpec::new().set_fg(Some(color)).set_bold(true));
    let _ = write!(buffer, "{severity}");
    let _ = buffer.reset();
    let _ = writeln!(buffer, ": {}", visible(message));
}

/// The primary place, then the labels, each source one file.
fn make_marks(
    excerpts: &mut Excerpts,
    positions: &Positions,
    source: &Arc<Source>,
    diagnostic: &Diagnostic,
) -> Vec<Mark<usize>> {
    let mut sources: Vec<&Arc<Source>> = vec![source];
    let mut wanted: Vec<Vec<(Span, LabelStyle, &str)>> = vec![vec![(diagnostic.span, LabelStyle::Primary, "")]];
    for label in &diagnostic.labels {
        let of = label.source.as_ref().unwrap_or(source);
        let at = sources.iter().position(|known| Arc::ptr_eq(known, of)).unwrap_or_else(|| {
            sources.push(of);
            wanted.push(vec![]);
            sources.len() - 1
        });
        wanted[at].push((label.span, LabelStyle::Secondary, &label.message));
    }
    let mut marks = vec![];
    for (of, wanted) in sources.iter().zip(&wanted) {
        let spans: Vec<Span> = wanted.iter().map(|(span, _, _)| *span).collect();
        let (file, ranges) = excerpts.add(positions, of, &spans);
        for ((_, style, message), range) in wanted.iter().zip(ranges) {
            marks.push(Mark::new(*style, file, range).with_message(visible(message)));
        }
    }
    marks
}

fn make_notes(
    positions: &Positions,
    source: &Arc<Source>,
    diagnostic: &Diagnostic,
    full_backtrace: bool,
) -> Vec<String> {
    let mut notes: Vec<String> = diagnostic.notes.iter().map(|note| format!("note: {note}")).collect();
    notes.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    if diagnostic.help.is_empty() {
        notes.extend(diagnostic.fixes.iter().map(|fix| format!("help: {}: `{}`", fix.title, fix.text)));
    }
    let shown = if full_backtrace { usize::MAX } else { SHOWN_LEVELS };
    for level in diagnostic.expansion.iter().take(shown) {
        let defined_in = level.source.as_ref().unwrap_or(source);
        let definition = if level.definition.is_none() {
            String::new()
        } else {
            format!(", defined at {}", positions.place(defined_in, level.definition))
        };
        notes.push(format!(
            "in this expansion of `{}` at {}{definition}",
            level.macro_name,
            positions.place(source, level.call)
        ));
    }
    let hidden = diagnostic.expansion.len().saturating_sub(shown);
    if hidden > 0 {
        let (levels, them) = if hidden == 1 { ("level", "it") } else { ("levels", "them") };
        notes.push(format!("and {hidden} more {levels} of expansion; `--macro-backtrace` shows {them}"));
    }
    notes.into_iter().map(|note| visible(&note).into_owned()).collect()
}
