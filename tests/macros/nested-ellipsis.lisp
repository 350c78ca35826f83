(define-syntax flat (syntax-rules () ((_ (a ...) ...) (list (list a ...) ...))))
(flat (1 2) () (3))
;=> [[1,2],[],[3]]
