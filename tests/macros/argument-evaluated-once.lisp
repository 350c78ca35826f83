(define n 0)
(define (next) (set! n (+ n 1)) n)
(define-syntax square (syntax-rules () ((_ e) (let ((v e)) (* v v)))))
(list (square (next)) n)
;=> [1,1]
