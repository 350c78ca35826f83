(define-syntax app (syntax-rules () ((_ (k ...) (a ...) (b ...)) (k ... (a ... b ...)))))
(define-syntax q (syntax-rules () ((_ x) 'x)))
(app (q) (1 2) (3 4))
;=> [1,2,3,4]
