(import-macros {m} "./broken.lisp")
