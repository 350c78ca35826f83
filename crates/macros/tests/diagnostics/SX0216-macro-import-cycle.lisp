(import-macros {left} "./left.lisp")
