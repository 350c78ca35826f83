(import-macros {grow} "./spin.lisp")
(console.log (grow 1))
