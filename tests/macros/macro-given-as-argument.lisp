(define-syntax twice (syntax-rules () ((_ m x) (m (m x)))))
(define-syntax sq (syntax-rules () ((_ x) (* x x))))
(twice sq 3)
;=> 81
