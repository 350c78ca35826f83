(define-syntax m (syntax-rules () ((_) 1)))
(list m)
;=> error SX0111
