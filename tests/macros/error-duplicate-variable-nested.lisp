(define-syntax m (syntax-rules () ((_ a (b (a))) a)))
;=> error SX0202
