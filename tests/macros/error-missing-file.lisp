(import-macros {nothing} "./modules/nowhere.lisp")
;=> error SX0163
