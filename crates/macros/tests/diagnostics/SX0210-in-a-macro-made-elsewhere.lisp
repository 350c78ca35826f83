; What is made in another file has its place there; a template of another file has none here.
(import-macros {def-failing made-there} "./makes-macros.lisp")
(made-there 1)
(def-failing made-here)
(made-here 1)
