; A macro of the program and what begin-for-syntax defines may have one name: the program sees the one, macro code the
; other, whichever comes first, and templates mean the program's.
(define-syntax one (syntax-rules () ((_) "a macro")))
(begin-for-syntax (defn one () "a helper"))
(begin-for-syntax (define-syntax two (syntax-rules () ((_) "a macro of helpers"))))
(define-syntax two (syntax-rules () ((_) "another macro")))
(import-macros {twice} "./modules/library.lisp")
(begin-for-syntax (defn twice (x) `[,x ,x]))
(defmacro seen () `[,(one) ,(two)])
(defmacro made (x) `[(one) ,(twice x) (twice ,x)])
[(one) (two) (seen) (made 4)]
;=> ["a macro","another macro",["a helper","a macro of helpers"],["a macro",[4,4],8]]
