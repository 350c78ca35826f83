(define-syntax m (syntax-rules () ((_ x ...) (m x ... x ...))))
(m 1)
