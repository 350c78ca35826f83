(import-macros {show} "./private.lisp")
(console.log (show 1))
