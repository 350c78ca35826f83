//! Values of numeric literals: `0x10`, `16`, `1_6` and `16.0` are one number.

use std::fmt::Write as _;

/// The value of a JavaScript numeric literal without sign and `n`; `None` for text that is none.
pub(super) fn number_value(text: &str) -> Option<f64> {
    let text = text.replace('_', "");
    if let Some((digits, base)) = radix(&text) {
        return Some(integer_value(digits, base));
    }
    // Legacy octal: a leading zero and octal digits only. `08` is decimal.
    if text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| matches!(byte, b'0'..=b'7')) {
        return Some(integer_value(&text[1..], 8));
    }
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    if plain { text.parse().ok() } else { None }
}

/// What `String(value)` is in JavaScript, for a value that is no negative one (ECMA-262, `Number::toString`).
pub(super) fn number_text(value: f64) -> String {
    if value.is_infinite() {
        "Infinity".into()
    } else if value == 0.0 || (1e-6..1e21).contains(&value) {
        format!("{value}")
    } else {
        let text = format!("{value:e}");
        if text.contains("e-") { text } else { text.replace('e', "e+") }
    }
}

/// Digits and base of `0x…`, `0o…`, `0b…`.
fn radix(text: &str) -> Option<(&str, u32)> {
    let base = match text.get(..2)? {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return None,
    };
    let digits = &text[2..];
    (!digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base))).then_some((digits, base))
}

/// The value of `digits` in a base that is a power of two, rounded once, half to even (ECMA-262, `NumericValue`).
fn integer_value(digits: &str, base: u32) -> f64 {
    let width = base.trailing_zeros();
    let mut mantissa: u64 = 0;
    let mut dropped_bits: i32 = 0;
    // Whether a bit that does not fit in the mantissa is set.
    let mut sticky = false;
    for digit in digits.chars().filter_map(|digit| digit.to_digit(base)) {
        for at in (0..width).rev() {
            let bit = u64::from(digit >> at & 1);
            if mantissa >> 62 == 0 {
                mantissa = mantissa << 1 | bit;
            } else {
                sticky |= bit == 1;
                dropped_bits = dropped_bits.saturating_add(1);
            }
        }
    }
    // 63 bits hold the 53 of a double and at least one to round by; the rest is one bit below them.
    let exact = mantissa << 1 | u64::from(sticky);
    #[expect(clippy::cast_precision_loss, reason = "this rounding is the point")]
    let rounded = exact as f64;
    rounded * 2f64.powi(dropped_bits.saturating_sub(1))
}

/// A canonical spelling of a `BigInt` literal: lower case hexadecimal digits. Literals of thousands of digits keep
/// their own spelling, since converting them takes quadratic time.
pub(super) fn big_int_text(text: &str) -> String {
    const LONGEST: usize = 4000;
    let text = text.trim_end_matches('n').replace('_', "").to_ascii_lowercase();
    if text.len() > LONGEST {
        return text;
    }
    let (digits, base) = radix(&text).unwrap_or((&text, 10));
    let mut limbs: Vec<u32> = vec![];
    for digit in digits.chars() {
        let Some(digit) = digit.to_digit(base) else { return text };
        let mut carry = u64::from(digit);
        for limb in &mut limbs {
            let wide = u64::from(*limb) * u64::from(base) + carry;
            *limb = wide as u32;
            carry = wide >> 32;
        }
        if carry > 0 {
            limbs.push(carry as u32);
        }
    }
    let mut hex = String::new();
    for limb in limbs.iter().rev() {
        write!(hex, "{limb:08x}").expect("invariant: a string takes all text");
    }
    let trimmed = hex.trim_start_matches('0');
    format!("0x{}", if trimmed.is_empty() { "0" } else { trimmed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_by_value() {
        for (text, value) in [
            ("16", 16.0),
            ("0x10", 16.0),
            ("1_6.0", 16.0),
            ("017", 15.0),
            ("089", 89.0),
            ("0b101", 5.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("0x20000000000001", 9_007_199_254_740_992.0),
            ("0x20000000000003", 9_007_199_254_740_996.0),
            ("0x1000000000000000000000000000000000", 2f64.powi(132)),
        ] {
            assert_eq!(number_value(text), Some(value), "{text}");
        }
        assert_eq!(number_value(&format!("0x{}", "f".repeat(400))), Some(f64::INFINITY));
        assert_eq!(number_value("0xg"), None);
        assert_eq!(number_value("infinity"), None);
    }

    #[test]
    fn numbers_are_written_as_javascript_does() {
        for (value, text) in [
            (0.0, "0"),
            (10.0, "10"),
            (123.456, "123.456"),
            (1e21, "1e+21"),
            (1e20, "100000000000000000000"),
            (1.5e300, "1.5e+300"),
            (0.000_001, "0.000001"),
            (0.000_000_12, "1.2e-7"),
            (f64::INFINITY, "Infinity"),
        ] {
            assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn big_ints_are_read_by_value() {
        assert_eq!(big_int_text("255n"), "0xff");
        assert_eq!(big_int_text("0b1111_1111n"), "0xff");
        assert_eq!(big_int_text("0n"), "0x0");
        assert_eq!(big_int_text("18446744073709551616n"), "0x10000000000000000");
    }
}
