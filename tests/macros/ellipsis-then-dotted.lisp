(define-syntax m (syntax-rules () ((_ a ... . r) '((a ...) r))))
(m 1 2 3)
;=> [[1,2,3],[]]
