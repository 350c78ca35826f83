(import-macros {right} "./right.lisp")
(define-syntax left (syntax-rules () ((_ x) (right x))))
