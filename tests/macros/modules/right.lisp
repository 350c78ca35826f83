(import-macros {left} "./left.lisp")
(define-syntax right (syntax-rules () ((_ x) (left x))))
