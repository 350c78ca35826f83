(define-syntax m (syntax-rules () ((_ x) (begin (m x) (m x)))))
(m 1)
