(define-syntax m (syntax-rules () ((_ f . args) (f . args))))
(m + 1 2 3)
;=> 6
