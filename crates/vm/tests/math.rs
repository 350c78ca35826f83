//! `Math` and `**` of the engine are those of the crate `libm`, to the last bit, whatever the C library of the machine.

use sx_vm::{Engine, Limits};

type One = (&'static str, fn(f64) -> f64);
type Two = (&'static str, fn(f64, f64) -> f64);

const OF_ONE: [One; 19] = [
    ("Math.acos(a)", libm::acos),
    ("Math.acosh(a)", libm::acosh),
    ("Math.asin(a)", libm::asin),
    ("Math.asinh(a)", libm::asinh),
    ("Math.atan(a)", libm::atan),
    ("Math.atanh(a)", libm::atanh),
    ("Math.cbrt(a)", libm::cbrt),
    ("Math.cos(a)", libm::cos),
    ("Math.cosh(a)", libm::cosh),
    ("Math.exp(a)", libm::exp),
    ("Math.expm1(a)", libm::expm1),
    ("Math.log(a)", libm::log),
    ("Math.log10(a)", libm::log10),
    ("Math.log1p(a)", libm::log1p),
    ("Math.log2(a)", libm::log2),
    ("Math.sin(a)", libm::sin),
    ("Math.sinh(a)", libm::sinh),
    ("Math.tan(a)", libm::tan),
    ("Math.tanh(a)", libm::tanh),
];

const OF_TWO: [Two; 4] = [
    ("Math.atan2(a, b)", libm::atan2),
    ("Math.hypot(a, b)", libm::hypot),
    ("Math.pow(a, b)", libm::pow),
    ("a ** b", libm::pow),
];

/// How many operands each function is asked for.
const OPERANDS: u32 = 2_000;

/// The operands: a hundredth of the index, and its reciprocal.
fn operands(index: u32) -> (f64, f64) {
    let a = f64::from(index) / 100.0;
    (a, 1.0 / (a + 0.5))
}

/// What the engine gives for `expression` of each pair of operands.
fn engine_values(expression: &str) -> Vec<f64> {
    let mut engine = Engine::new(&Limits::default()).expect("the engine starts");
    engine.harden().expect("it hardens");
    let code = format!(
        "function values() {{
           const all = [];
           for (let i = 0; i < {OPERANDS}; i++) {{ const a = i / 100, b = 1 / (a + 0.5); all.push(String({expression})); }}
           return all.join(' ');
         }}"
    );
    engine.eval_script("values.js", &code).expect("it compiles");
    let text = engine.call_text("values", &[]).expect("it runs");
    text.split(' ').map(|value| value.replace("Infinity", "inf").parse().expect("a number")).collect()
}

fn assert_same(expression: &str, expected: impl Fn(f64, f64) -> f64) {
    for (index, value) in (0..).zip(engine_values(expression)) {
        let (a, b) = operands(index);
        let expected = expected(a, b);
        let is_same = value.to_bits() == expected.to_bits() || value.is_nan() && expected.is_nan();
        assert!(is_same, "{expression} of {a} and {b}: {value:?}, not {expected:?}");
    }
}

#[test]
fn functions_are_portable() {
    for (expression, function) in OF_ONE {
        assert_same(expression, |a, _| function(a));
    }
    for (expression, function) in OF_TWO {
        assert_same(expression, function);
    }
}
