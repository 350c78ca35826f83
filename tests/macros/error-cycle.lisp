(import-macros {left} "./modules/left.lisp")
;=> error SX0216
