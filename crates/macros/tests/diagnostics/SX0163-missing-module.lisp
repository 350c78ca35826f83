(import {a} "./missing.lisp")
(import-macros {m} "./missing.lisp")
