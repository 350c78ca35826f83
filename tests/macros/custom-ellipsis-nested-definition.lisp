(define-syntax mk (syntax-rules ::: () ((_ n) (define-syntax n (syntax-rules () ((_ a ...) '(a ...)))))))
(mk collect)
(collect 1 2)
;=> [1,2]
