(define-syntax m (syntax-rules () ((_ a ...) '((a a) ...))))
(m 1 2)
;=> [[1,1],[2,2]]
