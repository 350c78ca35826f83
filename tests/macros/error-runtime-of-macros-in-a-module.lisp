; What macro code runs on is as closed to other modules as to this file.
(import-macros {size-of-table} "./modules/runtime.lisp")
(size-of-table)
;=> error SX0221
