//! The functions behind `Math.sin`, `**` and their kin, the same on every machine.
//!
//! The engine is C and calls the C library for them, whose last digits depend on its version and on the processor it
//! finds: the same macro could give another constant, and another hash, elsewhere. Here are functions of the same names,
//! in portable Rust (the crate `libm`, a port of musl's), which the linker takes instead. What is exact by its
//! definition (`sqrt`, `fmod`, `trunc`) stays the library's.
//!
//! [`link`] has to be called by whoever makes an engine: an object that nobody refers to is left out by the linker, and
//! the library's functions would be back. `tests/math.rs` sees that.

use std::hint::black_box;

/// Defines the C functions with the names of those of `libm`.
macro_rules! replace {
    ($($name:ident($($operand:ident),+);)+) => {
        $(
            #[expect(unsafe_code, reason = "the name and type are those of the C library, whose place it takes")]
            #[unsafe(no_mangle)]
            extern "C" fn $name($($operand: f64),+) -> f64 {
                libm::$name($($operand),+)
            }
        )+

        /// Makes the functions part of the program.
        pub(crate) fn link() {
            $( black_box($name as extern "C" fn($(replace!(@type $operand)),+) -> f64); )+
        }
    };
    (@type $operand:ident) => { f64 };
}

replace! {
    acos(x);
    acosh(x);
    asin(x);
    asinh(x);
    atan(x);
    atan2(y, x);
    atanh(x);
    cbrt(x);
    cos(x);
    cosh(x);
    exp(x);
    expm1(x);
    hypot(x, y);
    log(x);
    log10(x);
    log1p(x);
    log2(x);
    pow(x, y);
    sin(x);
    sinh(x);
    tan(x);
    tanh(x);
}
