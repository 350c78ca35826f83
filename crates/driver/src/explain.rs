//! The long texts behind the codes of diagnostics.

/// The tables of all crates that make diagnostics.
const TABLES: [&[(&str, &str)]; 4] =
    [sx_reader::EXPLANATIONS, sx_macros::EXPLANATIONS, sx_ir::lower::EXPLANATIONS, sx_frontends::EXPLANATIONS];

/// The explanation of `code` in Markdown; letters in either case.
pub fn explanation(code: &str) -> Option<&'static str> {
    let all = TABLES.iter().flat_map(|table| table.iter());
    all.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, text)| *text)
}

/// Every code that has an explanation, sorted.
pub fn explanation_codes() -> Vec<&'static str> {
    let mut codes: Vec<_> = TABLES.iter().flat_map(|table| table.iter()).map(|(code, _)| *code).collect();
    codes.sort_unstable();
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_explained_twice() {
        let codes = explanation_codes();
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
        assert!(explanation("sx0004").is_some_and(|text| text.contains("opened")));
        assert!(explanation("SX9999").is_none());
    }
}
