(import-macros {nothing} "./modules/library.lisp")
;=> error SX0215
