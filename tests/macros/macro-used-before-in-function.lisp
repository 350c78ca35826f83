(define-syntax m (syntax-rules () ((_ x) (* x 3))))
(define (f x) (m (m x)))
(f 2)
;=> 18
