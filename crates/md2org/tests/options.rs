//! What each option changes.

use std::collections::BTreeSet;
use std::sync::Arc;
use sx_md2org::{Approximation, HeadingIds, Options, ResolveName, Wrap, convert, heading_slug, linked_headings};

fn org(markdown: &str, options: &Options) -> String {
    convert(markdown, options).org
}

#[test]
fn wrapping() {
    let text =
        "one two\nthree *four five* six seven 1. eight [[http://a.b][c d]] nine\n\n- item with some\n  more words\n";
    assert!(
        org(text, &Options { wrap: Wrap::None, ..Options::default() }).starts_with("one two three /four five/ six")
    );
    let filled = org(
        "aaa bbb ccc *ddd eee* fff 1. ggg -\nhhh\n\n- aaa bbb ccc ddd\n",
        &Options { wrap: Wrap::Columns(12), ..Options::default() },
    );
    assert_eq!(filled, "aaa bbb ccc\n/ddd eee/\nfff 1. ggg -\nhhh\n\n- aaa bbb\n  ccc ddd\n");
    assert!(org(text, &Options::default()).starts_with("one two\nthree"));
}

#[test]
fn heading_ids() {
    let text = "# A b\n\n## C\n\n[x](#c)\n";
    let with = |heading_ids| org(text, &Options { heading_ids, ..Options::default() });
    assert_eq!(with(HeadingIds::Auto), "* A b\n\n** C\n:PROPERTIES:\n:CUSTOM_ID: c\n:END:\n\n[[#c][x]]\n");
    assert_eq!(with(HeadingIds::Always).matches(":CUSTOM_ID:").count(), 2);
    assert!(!with(HeadingIds::Never).contains(":CUSTOM_ID:"));
    let wanted_ids = BTreeSet::from(["a-b".to_owned()]);
    assert_eq!(org(text, &Options { wanted_ids, ..Options::default() }).matches(":CUSTOM_ID:").count(), 2);
    assert_eq!(heading_slug("A b, `c`!"), "a-b-c");
    assert_eq!(
        linked_headings("[x](a/b.md#c%20d) [y](http://e.org/f.md#g)\n", &Options::default()),
        [("a/b.md".to_owned(), "c d".to_owned())]
    );
}

#[test]
fn tasks_become_headings() {
    let text = "# Plan\n\n- [ ] first\n  - detail\n- [x] second\n- plain\n";
    let options = Options { todo: true, ..Options::default() };
    assert_eq!(org(text, &options), "* Plan\n\n** TODO first\n- detail\n** DONE second\n- plain\n");
    assert!(org(text, &Options::default()).contains("- [ ] first"));
}

#[test]
fn levels_move_and_contents_are_asked_for() {
    let options = Options { shift_headings: 2, toc: true, ..Options::default() };
    assert_eq!(org("# a\n\n## b\n", &options), "#+OPTIONS: H:4\n#+TOC: headlines\n\n*** a\n\n**** b\n");
    assert_eq!(org("## b\n", &Options { shift_headings: -5, ..Options::default() }), "* b\n");
}

#[test]
fn links_can_stay() {
    let options = Options { keep_md_links: true, ..Options::default() };
    assert_eq!(org("[a](b.md#c) [[D]]\n", &options), "[[file:b.md::#c][a]] [[file:D.md][D]]\n");
}

struct Names;

impl ResolveName for Names {
    fn resolve(&self, name: &str) -> Option<String> {
        (name == "Note").then(|| "deep/Note.md".to_owned())
    }
}

#[test]
fn names_are_resolved() {
    let options = Options { names: Some(Arc::new(Names)), ..Options::default() };
    assert_eq!(org("[[Note]] [[Other]]\n", &options), "[[file:deep/Note.org][Note]] [[file:Other.org][Other]]\n");
}

#[test]
fn approximations_are_noted_where_they_are() {
    let cases = [
        ("[a](b \"t\")\n", Approximation::LinkTitle, 0..10),
        ("a ![b](c.png)\n", Approximation::ImageAlt, 2..13),
        ("> # h\n", Approximation::NestedHeading, 2..6),
        ("**a `b* c` d**\n", Approximation::Emphasis, 0..0),
        ("`~=`\n", Approximation::Code, 0..0),
        ("a\n: b\n: c\n", Approximation::DefinitionList, 6..10),
        ("a  \nb\n===\n", Approximation::HardBreak, 0..0),
        ("<p>\n", Approximation::RawHtml, 0..4),
        ("[a](x-y:z)\n", Approximation::LinkScheme, 0..10),
        ("[a](#b)\n", Approximation::MissingAnchor, 0..0),
        ("---\n- a\n---\n", Approximation::FrontMatter, 0..11),
    ];
    for (text, kind, range) in cases {
        let notes = convert(text, &Options::default()).notes;
        let found: Vec<_> = notes.iter().map(|note| (note.kind, note.start..note.end)).collect();
        assert_eq!(found, [(kind, range)], "{text}");
    }
    let deep = format!("{}x\n", "- ".repeat(60));
    assert_eq!(convert(&deep, &Options::default()).notes[0].kind, Approximation::DeepNesting);
}
