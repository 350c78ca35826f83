(define-syntax m (syntax-rules () ((_ {:a x}) x)))
(const a 7)
(m {a})
;=> 7
