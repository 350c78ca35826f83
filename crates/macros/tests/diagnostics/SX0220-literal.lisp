(define-syntax m (syntax-rules (1) ((_ 1 x) x)))
