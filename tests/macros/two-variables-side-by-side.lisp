(define-syntax zip (syntax-rules () ((_ (a ...) (b ...)) '((a b) ...))))
(zip (1 2 3) (x y z))
;=> [[1,"x"],[2,"y"],[3,"z"]]
