//! Where macro code failed, as a place that a person looks for. Entering: the byte of a Lisp text that the engine's
//! position maps to; leaving: the place to show, and what to say of it.
//!
//! The engine notes positions where it calls: what fails between two calls has the position of the last one, mostly of an
//! argument, and what fails before the first has that of the function. An argument is no failure; the call is that it is
//! evaluated for.

use sx_base::{Source, Span};
use sx_reader::{FormId, FormKind, Forms};

/// Heads of forms that fail by no means of their own: the failure is of what is around them, or in them.
const HARMLESS: [&str; 26] = [
    "+",
    "-",
    "*",
    "/",
    "%",
    "<",
    ">",
    "<=",
    ">=",
    "=",
    "not=",
    "and",
    "or",
    "not",
    "??",
    "if",
    "when",
    "unless",
    "cond",
    "let",
    "let*",
    "do",
    "begin",
    "str",
    "list",
    "quasiquote",
];

/// Heads of functions.
const FUNCTIONS: [&str; 9] =
    ["defmacro", "defn", "defn!", "defun", "fn", "fn!", "lambda", "function", "begin-for-syntax"];

/// The place to show for a failure at the byte `at`, and the words for it. Linear in the text.
pub(crate) fn raised_at(source: &Source, at: u32) -> (Span, &'static str) {
    let (file, _) = sx_reader::read(source);
    let path = path_to(&file.forms, &file.roots, at);
    let here = (Span::at(at), "raised here");
    let Some((&leaf, around)) = path.split_last() else { return here };
    let head = |list: FormId| match file.forms.kind(list) {
        FormKind::List => file.forms.kids(list).first().copied(),
        _ => None,
    };
    let head_text =
        |list: FormId| head(list).and_then(|head| file.forms.as_symbol(head)).map_or("", |name| name.as_str());
    let is_function = |list: FormId| FUNCTIONS.contains(&head_text(list));
    // The head of a form stands for the form.
    let named = match around.last() {
        Some(&list) if head(list) == Some(leaf) => list,
        _ => leaf,
    };
    if is_function(named) {
        return (Span::at(file.forms.span(named).start), "raised in this function");
    }
    if named != leaf || file.forms.kind(leaf).has_kids() {
        return here;
    }
    // An argument: the call that it is for.
    for &list in around.iter().rev() {
        if is_function(list) {
            break;
        }
        if head(list).is_some() && !HARMLESS.contains(&head_text(list)) {
            return (Span::at(file.forms.span(list).start), "raised here");
        }
    }
    here
}

/// The forms that hold the byte `at`, the outermost first.
fn path_to(forms: &Forms, roots: &[FormId], at: u32) -> Vec<FormId> {
    let (mut path, mut level) = (vec![], roots);
    while let Some(&form) = level.iter().find(|&&form| {
        let span = forms.span(form);
        (span.start..span.end).contains(&at)
    }) {
        path.push(form);
        level = forms.kids(form);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::raised_at;
    use sx_base::Source;

    /// The text from the place that is shown for the position of `needle`, and the words.
    fn shown(text: &str, needle: &str) -> (String, &'static str) {
        let at = text.rfind(needle).expect("is there") as u32;
        let (span, words) = raised_at(&Source::new("m.lisp", text), at);
        (text[span.start as usize..].chars().take(8).collect(), words)
    }

    #[test]
    fn arguments_stand_for_calls_and_functions_for_themselves() {
        let text = "(defmacro m (x)\n (throw\n (new Error (+ \"a\" (f\n x) \"b\"))) (error \"c\" x))";
        assert_eq!(shown(text, "\"b\"").0, "(new Err");
        assert_eq!(shown(text, "x))").0, "(error \"");
        assert_eq!(shown(text, "f\n").0, "f\n x) \"b");
        assert_eq!(shown(text, "(throw").0, "(throw\n ");
        let (place, words) = shown(text, "(defmacro");
        assert!(place == "(defmacr" && words.contains("this function"), "{place} {words}");
        assert_eq!(shown(text, "defmacro").0, "(defmacr");
        assert_eq!(shown("(defn f (x) (+ x 1))", "x 1").0, "x 1))");
    }
}
