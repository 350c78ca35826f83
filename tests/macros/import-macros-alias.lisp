(import-macros {:twice double} "./modules/library.lisp")
(double 5)
;=> 10
