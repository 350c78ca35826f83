(define-syntax deep (syntax-rules () ((_ ((a ...) ...) ...) '(a ... ... ...))))
(deep ((1 2) (3)) (() (4)))
;=> [1,2,3,4]
