(define-syntax double (syntax-rules () ((_ x) (* 2 x))))
