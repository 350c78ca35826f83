(import-macros {twice :thrice three} "./modules/library.lisp")
[(twice 2) (three 2)]
;=> [4,6]
