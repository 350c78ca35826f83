(define-syntax flat2 (syntax-rules () ((_ (a ...) ...) '(a ... ...))))
(flat2 (1 2) () (3 4 5))
;=> [1,2,3,4,5]
