(define-syntax m (syntax-rules () ((_ a) '(a ...))))
;=> error SX0206
