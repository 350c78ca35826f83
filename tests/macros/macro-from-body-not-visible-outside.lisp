(define-syntax m (syntax-rules () ((_) "outer")))
(define (f) (define-syntax m (syntax-rules () ((_) "inner"))) (m))
(list (f) (m))
;=> ["inner","outer"]
