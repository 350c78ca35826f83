(define-syntax m (syntax-rules () ((_ {:a x :a y}) [x y])))
(m {:a 1})
;=> error SX0202
