(define-syntax m (syntax-rules () ((_ max-size maxSize) 1)))
;=> error SX0202
