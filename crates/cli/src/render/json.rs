//! Diagnostics for programs: one JSON object a line. Ranges are those of LSP: 0-based, columns in UTF-16 units.

use super::position::Positions;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::Arc;
use sx_driver::{Diagnostic, Severity, Source, Span};

/// One diagnostic and a newline.
pub(super) fn to_line(positions: &Positions, source: &Arc<Source>, diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let of = label.source.as_ref().unwrap_or(source);
            json!({ "file": of.path, "range": range(positions, of, label.span), "message": label.message })
        })
        .collect();
    let fixes: Vec<Value> = diagnostic
        .fixes
        .iter()
        .map(|fix| json!({ "title": fix.title, "range": range(positions, source, fix.span), "newText": fix.text }))
        .collect();
    let expansion: Vec<Value> = diagnostic
        .expansion
        .iter()
        .map(|level| {
            let defined_in = level.source.as_ref().unwrap_or(source);
            let definition = (!level.definition.is_none())
                .then(|| json!({ "file": defined_in.path, "range": range(positions, defined_in, level.definition) }));
            json!({
                "macro": level.macro_name,
                "file": source.path,
                "range": range(positions, source, level.call),
                "definition": definition,
            })
        })
        .collect();
    let object = json!({
        "code": diagnostic.code,
        "severity": severity,
        "message": diagnostic.message,
        "file": source.path,
        "range": range(positions, source, diagnostic.span),
        "labels": labels,
        "notes": diagnostic.notes,
        "help": diagnostic.help,
        "fixes": fixes,
        "expansion": expansion,
    });
    line(&object)
}

/// A message without a place, in the same shape.
pub(super) fn plain_line(severity: &str, message: &str) -> String {
    let object = json!({
        "code": null,
        "severity": severity,
        "message": message,
        "file": null,
        "range": null,
        "labels": [],
        "notes": [],
        "help": [],
        "fixes": [],
        "expansion": [],
    });
    line(&object)
}

/// One line, in which no control character stands as it is: terminals do what those of U+0080 to U+009F say, too. They
/// stand in strings only.
fn line(object: &Value) -> String {
    let text = object.to_string();
    let mut line = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c.is_control() {
            let _ = write!(line, "\\u{:04x}", u32::from(c));
        } else {
            line.push(c);
        }
    }
    line.push('\n');
    line
}

fn range(positions: &Positions, source: &Source, span: Span) -> Value {
    let span = if span.is_none() { Span::at(0) } else { span };
    let position = |offset| {
        let position = positions.find(source, offset);
        json!({ "line": position.line, "character": position.utf16 })
    };
    json!({ "start": position(span.start), "end": position(span.end) })
}
