(import-macros {nothing :other mine} "./no-such-file.lisp")
(nothing 1)
(console.log (mine 2) nothing)
(export {nothing})
