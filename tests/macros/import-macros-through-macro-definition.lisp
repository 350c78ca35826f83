(import-macros {made} "./modules/library.lisp")
(made)
;=> 77
