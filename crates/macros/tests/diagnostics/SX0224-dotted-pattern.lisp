(define-syntax one (syntax-rules () ((_ a.b) 1)))
(define-syntax two (syntax-rules () ((_ (x y.z) ...) 1)))
