(define-syntax m (syntax-rules (5) ((_ 5) 1)))
;=> error SX0220
