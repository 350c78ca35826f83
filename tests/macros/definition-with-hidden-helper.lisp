(define-syntax defcounter (syntax-rules () ((_ name) (begin (define n 0) (define (name) (set! n (+ n 1)) n)))))
(defcounter c1)
(defcounter c2)
(c1) (c1)
(list (c1) (c2))
;=> [3,1]
