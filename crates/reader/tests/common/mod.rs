//! What the tests share: forms without their places.

use sx_base::Source;
use sx_reader::{FormFile, FormId};

/// A file as text: one line for each form in printing order. Equal for equal forms, whatever their layout.
pub(crate) fn skeleton(file: &FormFile) -> Vec<String> {
    let mut out = vec![];
    let mut stack: Vec<(usize, FormId)> = file.roots.iter().rev().map(|root| (0, *root)).collect();
    while let Some((depth, id)) = stack.pop() {
        out.push(format!("{depth} {:?}", file.forms.kind(id)));
        stack.extend(file.forms.kids(id).iter().rev().map(|kid| (depth + 1, *kid)));
    }
    out
}

/// The comments of a file, whitespace left out.
pub(crate) fn comments(file: &FormFile, source: &Source) -> Vec<String> {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    file.comments.iter().map(|comment| squeeze(comment.span.slice(&source.text))).collect()
}
