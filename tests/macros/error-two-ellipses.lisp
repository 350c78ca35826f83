(define-syntax m (syntax-rules () ((_ a ... b ...) 1)))
;=> error SX0204
