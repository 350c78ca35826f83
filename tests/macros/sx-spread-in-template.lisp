(define-syntax m (syntax-rules () ((_ f a ... last) (f a ... ...last))))
(m Math.max 1 2 [3 4])
;=> 4
