(import-macros {show} "./program.lisp")
(console.log (show 1))
