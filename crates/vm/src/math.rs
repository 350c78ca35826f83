//! The functions behind `Math.sin`, `**` and their kin, the same on every machine.
//!
//! The engine is C and calls the C library for them, whose last digits depend on its version and on the processor it
//! finds: the same macro could give another constant, and another hash, elsewhere. Here are functions of the same names,
//! in portable Rust (the crate `libm`, a port of musl's), which the linker takes instead. What is exact by its
//! definition (`sqrt`, `fmod`, `trunc`) stays the library's.
//!
//! [`link`] has to be called by whoever makes an engine: an object that nobody refers to is left out by the linker, and
//! the library's functions would be back. `tests/math.rs` sees that.

use std::ffi::{c_int, c_long};
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
            link_exact();
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

// The rest of what the engine takes from the library is exact there too; with it no process loads the library, which is
// half a megabyte of its memory.

#[expect(unsafe_code, reason = "the name and type are those of the C library, whose place it takes")]
#[unsafe(no_mangle)]
extern "C" fn lrint(x: f64) -> c_long {
    libm::rint(x) as c_long
}

#[expect(unsafe_code, reason = "the name and type are those of the C library, whose place it takes")]
#[unsafe(no_mangle)]
extern "C" fn scalbn(x: f64, exponent: c_int) -> f64 {
    libm::scalbn(x, exponent)
}

#[expect(unsafe_code, reason = "the name and type are those of the C library, whose place it takes")]
#[unsafe(no_mangle)]
unsafe extern "C" fn frexp(x: f64, exponent: *mut c_int) -> f64 {
    let (fraction, power) = libm::frexp(x);
    // SAFETY: whoever calls gives a place for the exponent (C23, 7.12.6.7).
    unsafe { exponent.write(power) };
    fraction
}

#[expect(unsafe_code, reason = "the name and type are those of the C library, whose place it takes")]
#[unsafe(no_mangle)]
unsafe extern "C" fn modf(x: f64, whole: *mut f64) -> f64 {
    let (fraction, integer) = libm::modf(x);
    // SAFETY: whoever calls gives a place for the integer (C23, 7.12.6.18).
    unsafe { whole.write(integer) };
    fraction
}

fn link_exact() {
    black_box(lrint as extern "C" fn(f64) -> c_long);
    black_box(scalbn as extern "C" fn(f64, c_int) -> f64);
    black_box(frexp as unsafe extern "C" fn(f64, *mut c_int) -> f64);
    black_box(modf as unsafe extern "C" fn(f64, *mut f64) -> f64);
}
