(define-syntax m (syntax-rules () ((_ (a ...) (b ...)) (m (a ... b ...) (a ... b ... 1)))))
(m (1) (2))
