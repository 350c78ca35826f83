(define-syntax m (syntax-rules () ((_) (m))))
(m)
;=> error SX0200
