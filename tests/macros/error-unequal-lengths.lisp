(define-syntax m (syntax-rules () ((_ (a ...) (b ...)) '((a b) ...))))
(m (1 2) (3))
;=> error SX0207
