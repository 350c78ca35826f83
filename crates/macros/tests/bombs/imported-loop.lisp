(import-macros {spin} "./spin.lisp")
(spin)
