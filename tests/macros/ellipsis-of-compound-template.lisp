(define-syntax m (syntax-rules () ((_ (a b) ...) '((b (a)) ...))))
(m (1 2) (3 4))
;=> [[2,[1]],[4,[3]]]
