(define-syntax m (syntax-rules () (_ 1)))
;=> error SX0120
