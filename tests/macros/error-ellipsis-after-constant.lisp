(define-syntax m (syntax-rules () ((_ a) '(b ...))))
;=> error SX0206
