//! Patterns that engines compile, and those that they refuse. The answers are Node's, where it knows the grammar.

use super::check_regex;

#[test]
fn patterns_of_old_scripts_are_read() {
    for pattern in [
        "",
        "a|b||c",
        "^$",
        r"\bx\B",
        "a*b+?c??d{2}e{2,}f{2,3}?",
        "(a)(?:b)(?=c)(?!d)(?<=e)(?<!f)",
        "(?=a)*",
        "(?!a){2}",
        "x{",
        "x{a}",
        "{",
        "{a",
        "{,2}",
        "x{,2}",
        "}",
        "]",
        r"\1",
        r"\8\9",
        r"\c",
        r"\c1",
        r"\ca",
        r"\xg",
        r"\x41",
        r"\u",
        r"\u{2}",
        r"\u0041",
        r"\p{L}",
        r"\k",
        r"\k<a>",
        r"\-\ \a",
        "[]",
        "[^]",
        "[a-z]",
        "[a-]",
        "[-a]",
        "[--a]",
        r"[\d-z]",
        r"[a-\d]",
        r"[\b]",
        r"[\c]",
        r"[\c1]",
        r"[\c_]",
        r"[\cA-\b]",
        r"[\cA-z]",
        r"[\cA-\cZ]",
        r"[\1-\2]",
        r"[\37-\400]",
        "[]a]",
        "x{99999999999999999999}",
        "x{1,99999999999999999999}",
        "x{0002,3}",
        r"(?<a>b)\k<a>",
        r"(?<a>b)\k<\u0061>",
        r"(?<\u{0061}>b)\k<a>",
        r"(?<\u{61}>b)",
        "(?<𝒜>.)",
        r"(?<\ud835\udc9c>.)\k<𝒜>",
        "(?<$_1>a)",
        r"\k<a>(?<a>b)",
        "(?<a>b)|(?<a>c)",
        "(?:(?<a>b)|(?<a>c))(?<d>e)",
        "(?<a>b)|c|(?:d|(?<a>e))",
        "(?i:a)(?-i:b)(?ims-:c)",
        "(?i-m:a)",
        r"\0",
        r"\00",
        r"[\00]",
        "💩",
        "[💩]",
    ] {
        assert_eq!(check_regex(pattern, ""), Ok(()), "{pattern}");
    }
}

#[test]
fn unicode_patterns_are_read() {
    for pattern in [
        r"\u{1F600}",
        r"\u{000041}",
        r"\ud83d\ude00",
        r"\ud83d",
        r"\cA",
        r"\x41",
        r"\0",
        r"(a)\1",
        r"\1(a)",
        r"\^\$\\\.\*\+\?\(\)\[\]\{\}\|\/",
        r"[\^\-\b\/]",
        r"\p{L}\P{Script=Greek}\p{sc=Nshu}\p{gc=LC}\p{Any}\p{AHex}",
        r"\p{Script_Extensions=Latin}",
        r"[\p{L}\d]",
        r"[\cI-\x20]",
        "[💩-💫]",
        r"(?<a>b)\k<a>",
        "a{2}",
        "(?=a)",
    ] {
        assert_eq!(check_regex(pattern, "u"), Ok(()), "{pattern}");
    }
}

#[test]
fn classes_can_be_sets() {
    for pattern in [
        "[a&&b]",
        "[a--b--c]",
        "[[a-z]&&[aeiou]]",
        "[[a-z]--[aeiou]]",
        r"[\q{abc|d|}]",
        r"[^\q{a|b}]",
        r"[\p{RGI_Emoji}--\q{x}]",
        r"[^\p{L}--\q{ab}]",
        r"[^\q{ab}&&a]",
        "[a-z[0-9]_]",
        r"[\&&]",
        r"[\-\!\#\b]",
        "[]",
        "[^]",
        "[&]",
        r"[^[^a]]",
        "[a-zb]",
        r"\p{RGI_Emoji}",
        r"[\q{}]",
    ] {
        assert_eq!(check_regex(pattern, "v"), Ok(()), "{pattern}");
    }
}

#[test]
fn errors_are_placed() {
    for (flags, pattern, place) in [
        ("", "a(b", 1..3),
        ("", "a)b", 1..2),
        ("", "[a", 0..2),
        ("", "*", 0..1),
        ("", "a**", 2..3),
        ("", "a{2}{3}", 4..7),
        ("", "a{3,2}", 1..6),
        ("", "x{10,9}", 1..7),
        ("", "{2}", 0..3),
        ("", "^*", 1..2),
        ("", r"\b+", 2..3),
        ("", "(?<=a)*", 6..7),
        ("", "[z-a]", 1..4),
        ("", r"[\b-\cA]", 1..7),
        ("", "[💩-💫]", 1..10),
        ("", "(?a)", 0..3),
        ("", "(?", 0..2),
        ("", "(?-:a)", 0..4),
        ("", "(?ii:a)", 0..4),
        ("", "(?i-i:a)", 0..5),
        ("", "(?<a", 0..4),
        ("", "(?<>a)", 3..4),
        ("", "(?<1>a)", 3..4),
        ("", r"(?<\x61>a)", 3..4),
        ("", "(?<a>b)(?<a>c)", 7..12),
        ("", r"(?<a>b)(?<\u0061>c)", 7..17),
        ("", "(?<a>b)(?:x|(?<a>c))", 12..17),
        ("", "(?:|(?<a>b))(?<a>c)", 12..17),
        ("", "(?<a>b|(?<a>c))", 7..12),
        ("", "(?<a>b)(?<c>d)|(?<a>e)(?:f|(?<a>g))", 27..32),
        ("", r"(?<a>b)\k", 7..9),
        ("", r"(?<a>b)\k<b>", 7..12),
        ("", r"(?<a>b)[\k]", 8..10),
        ("", "a\u{2028}", 1..4),
        ("u", r"\1", 0..2),
        ("u", r"(a)\2", 3..5),
        ("u", r"\01", 0..2),
        ("u", r"[\1]", 1..3),
        ("u", r"\a", 0..2),
        ("u", r"\-", 0..2),
        ("u", r"\c1", 0..2),
        ("u", r"[\c]", 1..3),
        ("u", r"\xg", 0..2),
        ("u", r"\u{110000}", 0..9),
        ("u", r"\u{}", 0..3),
        ("u", r"\k<a>", 0..5),
        ("u", r"\k", 0..2),
        ("u", r"\p{Greek}", 0..9),
        ("u", r"\p{sc=greek}", 0..12),
        ("u", r"\p{sc=Hrkt}", 0..11),
        ("u", r"\p{RGI_Emoji}", 0..13),
        ("u", r"\pL", 0..2),
        ("u", r"[\d-z]", 1..5),
        ("u", r"[\B]", 1..3),
        ("u", "x{", 1..2),
        ("u", "}", 0..1),
        ("u", "]", 0..1),
        ("u", "(?=a)*", 5..6),
        ("v", "[a&&b--c]", 5..7),
        ("v", "[ab&&c]", 3..5),
        ("v", "[a&&]", 2..4),
        ("v", "[a&&&b]", 2..4),
        ("v", "[a-z&&b]", 4..6),
        ("v", "[a&&b-c]", 4..7),
        ("v", "[(]", 1..2),
        ("v", "[!!]", 1..3),
        ("v", "[a-]", 3..4),
        ("v", r"[\q{a]", 5..6),
        ("v", r"[^\q{ab}]", 0..9),
        ("v", r"[^\p{RGI_Emoji}]", 0..16),
        ("v", r"\P{RGI_Emoji}", 0..13),
        ("v", r"[a-\d]", 1..5),
        ("v", "[[a]", 0..4),
        ("gg", "a", 1..1),
        ("uv", "a", 1..1),
    ] {
        assert_eq!(check_regex(pattern, flags).map_err(|error| error.place), Err(place), "{pattern}");
    }
}

#[test]
fn nesting_and_length_cost_little() {
    let deep = 100_000;
    assert_eq!(check_regex(&("(".repeat(deep) + &")".repeat(deep)), ""), Ok(()));
    assert_eq!(check_regex(&("[".repeat(deep) + &"]".repeat(deep)), "v"), Ok(()));
    let same: Vec<&str> = vec!["(?<a>b)"; deep];
    assert_eq!(check_regex(&same.join("|"), ""), Ok(()));
    let nested = "(?:|(?<a>b)|".repeat(deep) + &")".repeat(deep);
    assert_eq!(check_regex(&nested, ""), Ok(()));
}
