//! Formatting forms that a front end made: spans and comments are those of JavaScript text.

use sx_base::{Comment, CommentKind, Source, Span};
use sx_reader::{CoreForm, FormFile, FormId, FormKind, FormatOptions, Origin, format, read};

/// Finds places of JavaScript text by what is written there.
struct Maker {
    source: Source,
    file: FormFile,
}

impl Maker {
    fn new(text: &str) -> Self {
        let mut maker = Self { source: Source::new("a.js", text), file: FormFile::default() };
        for (pattern, close, kind) in [("//", "\n", CommentKind::Line), ("/*", "*/", CommentKind::Block)] {
            for (start, _) in text.match_indices(pattern) {
                let len = text[start..].find(close).expect("the comment ends");
                let end = start + len + if kind == CommentKind::Block { 2 } else { 0 };
                maker.file.comments.push(Comment { span: Span::new(start as u32, end as u32), kind });
            }
        }
        maker.file.comments.sort_by_key(|comment| comment.span);
        maker
    }

    fn span(&self, text: &str) -> Span {
        let start = self.source.text.find(text).expect("the text is there") as u32;
        Span::new(start, start + text.len() as u32)
    }

    fn symbol(&mut self, name: &str, place: &str) -> FormId {
        let span = self.span(place);
        self.file.forms.symbol(name, span)
    }

    fn core(&mut self, core: CoreForm) -> FormId {
        self.file.forms.leaf(FormKind::Core(core), Span::NONE)
    }

    fn list(&mut self, kids: &[FormId], place: &str) -> FormId {
        let span = self.span(place);
        self.file.forms.list(kids, span)
    }

    fn finish(mut self, roots: &[FormId]) -> String {
        self.file.roots = roots.to_vec();
        let text = format(&self.file, &self.source, &FormatOptions::new(Origin::JavaScript));
        let again = Source::new("a.lisp", text.clone());
        let (file, diagnostics) = read(&again);
        assert!(diagnostics.is_empty(), "{diagnostics:?}\n{text}");
        assert_eq!(file.comments.len(), self.file.comments.len(), "{text}");
        assert_eq!(format(&file, &again, &FormatOptions::new(Origin::Lisp)), text);
        text
    }
}

#[test]
fn comments_and_blank_lines_are_carried_over() {
    let mut maker = Maker::new(
        "// header\n\n/**\n   * Adds.\n   * @return {number}\n   */\nfunction add(a, b) {\n  // why\n  return a /* first */ + b; // sum\n\n\n  done(/* |# */);\n  // end\n}\nadd(one,\n  two); //last\n// eof\n",
    );
    let plus_a = maker.symbol("a", "a /* first");
    let plus_b = maker.symbol("b", "b; // sum");
    let plus = maker.core(CoreForm::Add);
    let sum = maker.list(&[plus, plus_a, plus_b], "a /* first */ + b");
    let head = maker.core(CoreForm::Return);
    let returned = maker.list(&[head, sum], "return a /* first */ + b;");
    let done_name = maker.symbol("done", "done(");
    let done = maker.list(&[done_name], "done(/* |# */);");
    let (a, b) = (maker.symbol("a", "a, b"), maker.symbol("b", "b) {"));
    let params = maker.list(&[a, b], "(a, b)");
    let name = maker.symbol("add", "add(a");
    let defn = maker.core(CoreForm::DefnEffect);
    let function_text = maker.source.text[maker.source.text.find("function").expect("is there")..].to_owned();
    let function_text = function_text[..=function_text.rfind('}').expect("is there")].to_owned();
    let function = maker.list(&[defn, name, params, returned, done], &function_text);
    let (callee, one, two) = (maker.symbol("add", "add(one"), maker.symbol("one", "one,"), maker.symbol("two", "two)"));
    let call = maker.list(&[callee, one, two], "add(one,\n  two);");
    let expected = "; header

#|*
 * Adds.
 * @return {number}
 |#
(defn! add (a b)
  ; why
  (return (+ a #| first |# b)) ; sum

  (done #| |\\# |#)
  ; end
  )
(add one two) ;last
; eof
";
    assert_eq!(maker.finish(&[function, call]), expected);
}

#[test]
fn forms_without_a_place_are_printed_too() {
    let mut maker = Maker::new("");
    let head = maker.core(CoreForm::GetMember);
    let object = maker.file.forms.symbol("o", Span::NONE);
    let key = maker.file.forms.leaf(FormKind::Keyword("k".into()), Span::NONE);
    let call = maker.file.forms.list(&[head, object, key], Span::NONE);
    assert_eq!(maker.finish(&[call]), "(js/get o :k)\n");
}

#[test]
fn comments_pass_over_forms_that_a_front_end_added() {
    let mut maker = Maker::new("/* licence */\nf();\n");
    let head = maker.core(CoreForm::File);
    let file = maker.file.forms.list(&[head], Span::at(0));
    let name = maker.symbol("f", "f(");
    let call = maker.list(&[name], "f();");
    assert_eq!(maker.finish(&[file, call]), "(file)\n#| licence |#\n(f)\n");
}
