(import-macros {table-of} "./modules/library.lisp")
(table-of 3)
;=> [0,1,2]
