(import-macros (swap) "./parts.lisp")
(swap 1 2)
