(define-syntax pair (syntax-rules () ((_ a b) {:first a :second b})))
(pair 1 2)
;=> {"first":1,"second":2}
