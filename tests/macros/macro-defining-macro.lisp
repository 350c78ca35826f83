(define-syntax def-adder (syntax-rules () ((_ name n) (define-syntax name (syntax-rules () ((_ x) (+ x n)))))))
(def-adder add5 5)
(add5 10)
;=> 15
