(define-syntax f (syntax-rules () ((_ x) (begin x (f x)))))
(f 1)
