(define-syntax symbol?? (syntax-rules () ((_ (x . y) kt kf) kf) ((_ maybe kt kf) (let-syntax ((test (syntax-rules () ((_ maybe t f) t) ((_ x t f) f)))) (test abracadabra kt kf)))))
(list (symbol?? foo 1 2) (symbol?? 5 1 2) (symbol?? (a) 1 2))
;=> [1,2,2]
