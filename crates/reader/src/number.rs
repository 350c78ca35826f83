//! Numbers. Entering: the text of an atom that begins like a number; leaving: which JavaScript literal it is.
//!
//! Every spelling of ECMA-262 12.9.3 is read, Annex B's `017` and `089` too, with an optional sign before it. What the
//! spelling means is JavaScript's business; it is kept letter by letter.

/// Which numeric literal a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Literal {
    /// A Number.
    Number,
    /// A `BigInt`: ends in `n`.
    BigInt,
}

/// Whether an atom with these bytes has to be a number: a digit, after a sign or a dot or not.
pub(crate) fn begins_number(bytes: &[u8]) -> bool {
    let unsigned = match bytes {
        [b'+' | b'-', rest @ ..] => rest,
        _ => bytes,
    };
    matches!(unsigned, [b'0'..=b'9', ..] | [b'.', b'0'..=b'9', ..])
}

/// The literal that `bytes` spell, or `None` when JavaScript has no such literal.
pub(crate) fn literal(bytes: &[u8]) -> Option<Literal> {
    let unsigned = match bytes {
        [b'+' | b'-', rest @ ..] => rest,
        _ => bytes,
    };
    match unsigned {
        [b'0', b'x' | b'X', digits @ ..] => radix(digits, u8::is_ascii_hexdigit),
        [b'0', b'o' | b'O', digits @ ..] => radix(digits, |digit| matches!(digit, b'0'..=b'7')),
        [b'0', b'b' | b'B', digits @ ..] => radix(digits, |digit| matches!(digit, b'0' | b'1')),
        [b'0', b'0'..=b'9', ..] => legacy(unsigned),
        [digits @ .., b'n'] => (is_separated(digits, u8::is_ascii_digit) && (digits == b"0" || digits[0] != b'0'))
            .then_some(Literal::BigInt),
        _ => decimal(unsigned),
    }
}

fn radix(digits: &[u8], is_digit: impl Fn(&u8) -> bool) -> Option<Literal> {
    let (digits, kind) = match digits {
        [digits @ .., b'n'] => (digits, Literal::BigInt),
        _ => (digits, Literal::Number),
    };
    is_separated(digits, is_digit).then_some(kind)
}

/// `017` is octal and whole; `089` is decimal and may have a fraction. Neither has separators.
fn legacy(bytes: &[u8]) -> Option<Literal> {
    if bytes.iter().all(|byte| matches!(byte, b'0'..=b'7')) {
        return Some(Literal::Number);
    }
    let whole = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if bytes[..whole].iter().all(|byte| matches!(byte, b'0'..=b'7')) {
        return None;
    }
    decimal_rest(&bytes[whole..])
}

fn decimal(bytes: &[u8]) -> Option<Literal> {
    let whole = bytes.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'_').count();
    let (digits, rest) = bytes.split_at(whole);
    if digits.is_empty() {
        // `.5`: a fraction must follow the dot.
        return if matches!(rest, [b'.', b'0'..=b'9', ..]) { decimal_rest(rest) } else { None };
    }
    let is_zero_first = digits.len() > 1 && digits[0] == b'0';
    if is_zero_first || !is_separated(digits, u8::is_ascii_digit) { None } else { decimal_rest(rest) }
}

/// `.5e3` after the whole digits; each part may be missing.
fn decimal_rest(bytes: &[u8]) -> Option<Literal> {
    let mut rest = bytes;
    if let [b'.', after @ ..] = rest {
        let fraction = after.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'_').count();
        if fraction > 0 && !is_separated(&after[..fraction], u8::is_ascii_digit) {
            return None;
        }
        rest = &after[fraction..];
    }
    if let [b'e' | b'E', after @ ..] = rest {
        let digits = match after {
            [b'+' | b'-', digits @ ..] => digits,
            _ => after,
        };
        return is_separated(digits, u8::is_ascii_digit).then_some(Literal::Number);
    }
    rest.is_empty().then_some(Literal::Number)
}

/// At least one digit, and single underscores between digits only.
fn is_separated(digits: &[u8], is_digit: impl Fn(&u8) -> bool) -> bool {
    let is_inside = |at: usize| at > 0 && at + 1 < digits.len() && digits[at - 1] != b'_';
    !digits.is_empty() && digits.iter().enumerate().all(|(at, byte)| is_digit(byte) || (*byte == b'_' && is_inside(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_javascript_is_read() {
        for text in [
            "0",
            "5",
            "-1",
            "+1",
            "42",
            ".5",
            "-.5",
            "5.",
            "5.e3",
            "1e9",
            "1E-9",
            "1.5e+10",
            "1_000",
            "1_0.0_1",
            "1e1_0",
            "0x1F",
            "0XaB_c",
            "0o17",
            "0b1010",
            "017",
            "089",
            "089.5",
            "08.e1",
            "00",
            "0.5",
            "0e1",
            "9007199254740993",
        ] {
            assert_eq!(literal(text.as_bytes()), Some(Literal::Number), "{text}");
            assert!(begins_number(text.as_bytes()), "{text}");
        }
        for text in ["0n", "10n", "-5n", "1_000n", "0xFFn", "0b1n", "0o7n"] {
            assert_eq!(literal(text.as_bytes()), Some(Literal::BigInt), "{text}");
        }
    }

    #[test]
    fn what_javascript_refuses_is_refused() {
        for text in [
            "1_",
            "1__0",
            "_1",
            "0_1",
            "01_0",
            "017n",
            "089n",
            "1.5n",
            "1e3n",
            "0x",
            "0xg",
            "0b2",
            "0o8",
            "1e",
            "1e+",
            "1.2.3",
            "1px",
            "5.toFixed",
            "017.5",
            "1+",
            "1/2",
            "1._5",
            "n",
            ".n",
            "0b",
            "0n1",
        ] {
            assert_eq!(literal(text.as_bytes()), None, "{text}");
        }
    }
}
