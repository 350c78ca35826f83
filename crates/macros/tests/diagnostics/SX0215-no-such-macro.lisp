(import-macros {twice thrice helper} "./macros.lisp")
