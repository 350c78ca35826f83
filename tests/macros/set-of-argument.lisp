(define-syntax inc! (syntax-rules () ((_ v) (inc! v 1)) ((_ v n) (begin (set! v (+ v n)) v))))
(define a 1)
(list (inc! a) (inc! a 10))
;=> [2,12]
