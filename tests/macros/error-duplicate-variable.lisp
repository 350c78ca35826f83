(define-syntax m (syntax-rules () ((_ a a) a)))
;=> error SX0202
