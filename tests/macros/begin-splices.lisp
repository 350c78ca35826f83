(define-syntax def-and-use (syntax-rules () ((_ n v) (begin (define n v) (set! n (+ n 1))))))
(def-and-use q 1)
q
;=> 2
