(import-macros {turn} "./spin.lisp")
(console.log (turn 1))
