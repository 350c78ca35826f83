(define-syntax thread (syntax-rules () ((_ x) x) ((_ x (f a ...) r ...) (thread (f x a ...) r ...)) ((_ x f r ...) (thread (f x) r ...))))
(thread 5 (- 3) (* 10) list)
;=> [20]
