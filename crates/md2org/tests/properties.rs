//! What holds for any text.

use proptest::prelude::*;
use sx_md2org::{Flavour, HeadingIds, Options, Wrap, convert, normalize};

/// Pieces that mean something to Markdown or to Org, thrown together.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,6}",
        2 => Just(" ".to_owned()),
        2 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        6 => "[-*+_`~=/|#>$\\\\\\[\\]{}()<>!:@^.&0-9]{1,3}",
        1 => prop::sample::select(vec![
            "- ", "1. ", "> ", "# ", "    ", "```\n", "---\n", "| a | b |\n|---|---|\n", "[x](y)", "![x](y.png)", "[[x]]", "[^1]", "\n[^1]: ",
            "<b>", "</b>", "<sub>2</sub>", "<!-- c -->", "<br>", "- [ ] ", "> [!note]\n", "src_x{", "https://e.org/x", "a@b.c", "\n: ", "é", "中", "\u{a0}", "😀",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn options() -> impl Strategy<Value = Options> {
    (0..3u8, 0..3u8, 0..3u8, any::<bool>(), -2..3i32).prop_map(|(flavour, wrap, ids, todo, shift_headings)| Options {
        flavour: [Flavour::CommonMark, Flavour::Gfm, Flavour::Full][usize::from(flavour)],
        wrap: [Wrap::None, Wrap::Preserve, Wrap::Columns(20)][usize::from(wrap)],
        heading_ids: [HeadingIds::Auto, HeadingIds::Always, HeadingIds::Never][usize::from(ids)],
        todo,
        shift_headings,
        ..Options::default()
    })
}

/// Text without entities and without what nobody sees.
fn as_read(org: &str) -> String {
    let entities = [
        ("\\slash{}", "/"),
        ("\\plus{}", "+"),
        ("\\vert{}", "|"),
        ("\\colon{}", ":"),
        ("\\dollar{}", "$"),
        ("\\lt{}", "<"),
    ];
    let text =
        entities.iter().fold(org.replace(['\u{200b}', '\u{2060}'], ""), |text, (entity, c)| text.replace(entity, c));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_the_same_lines_twice(text in markdown(), options in options()) {
        let text = normalize(&text);
        let first = convert(&text, &options);
        let second = convert(&text, &options);
        prop_assert_eq!(&first.org, &second.org);
        prop_assert_eq!(&first.notes, &second.notes);
        prop_assert!(first.org.is_empty() || first.org.ends_with('\n'));
        prop_assert!(!first.org.contains('\r'));
        for note in &first.notes {
            prop_assert!(note.start <= note.end && note.end <= text.len());
            prop_assert!(text.is_char_boundary(note.start) && text.is_char_boundary(note.end));
        }
    }

    /// What has no meaning in Markdown is read back as it was.
    #[test]
    fn plain_text_is_kept(words in prop::collection::vec("[a-z0-9.,;/+=|:$%@^(){}'\"-]{1,8}", 1..20)) {
        let text = format!("word {}", words.join(" "));
        let options = Options { flavour: Flavour::CommonMark, ..Options::default() };
        let org = convert(&text, &options).org;
        let body = org.strip_prefix("#+OPTIONS: ").map_or(org.as_str(), |rest| rest.split_once("\n\n").map_or("", |(_, body)| body));
        prop_assert_eq!(as_read(body), text);
    }

    /// Lines of a paragraph that are filled hold the same words.
    #[test]
    fn filling_keeps_the_words(words in prop::collection::vec("[a-z*_`+/-]{1,8}", 1..40), columns in 5..40usize) {
        let text = format!("word {}", words.join(" "));
        let filled = convert(&text, &Options { wrap: Wrap::Columns(columns), ..Options::default() }).org;
        let straight = convert(&text, &Options { wrap: Wrap::None, ..Options::default() }).org;
        let words = |org: &str| org.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(words(&filled), words(&straight));
    }

    #[test]
    fn lines_end_in_line_feeds(text in "[a\r\n\0\u{feff}]{0,20}") {
        let normal = normalize(&text);
        prop_assert!(!normal.contains('\r') && !normal.contains('\0'));
    }
}
