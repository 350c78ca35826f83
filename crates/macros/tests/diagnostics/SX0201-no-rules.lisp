(define-syntax m (syntax-rules ()))
(m 1)
