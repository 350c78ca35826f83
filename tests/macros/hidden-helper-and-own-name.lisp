(define-syntax defcounter (syntax-rules () ((_ name) (begin (define n 0) (define (name) (set! n (+ n 1)) n)))))
(define n "mine")
(defcounter c1)
(list (c1) n)
;=> [1,"mine"]
