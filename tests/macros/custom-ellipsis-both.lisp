(define-syntax mk (syntax-rules ::: () ((_ n (p :::)) (define-syntax n (syntax-rules () ((_ a ...) '((p :::) a ...)))))))
(mk collect (x y))
(collect 1 2)
;=> [["x","y"],1,2]
