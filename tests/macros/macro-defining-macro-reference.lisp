(define k 100)
(define-syntax def-adder (syntax-rules () ((_ name n) (define-syntax name (syntax-rules () ((_ x) (+ x n k)))))))
(def-adder add5 5)
(let ((k 0)) (add5 10))
;=> 115
