(define-syntax m (syntax-rules (...) ((_ ...) "dots") ((_ x) x)))
(list (m ...) (m 1))
;=> ["dots",1]
