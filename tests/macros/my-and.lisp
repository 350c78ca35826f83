(define-syntax my-and (syntax-rules () ((_) true) ((_ e) e) ((_ e r ...) (if e (my-and r ...) false))))
(list (my-and) (my-and 1) (my-and 1 2 3) (my-and 1 false 3))
;=> [true,1,3,false]
