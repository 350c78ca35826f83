(define-syntax m (syntax-rules () ((_) "outer")))
(let () (define-syntax m (syntax-rules () ((_) "inner"))) (m))
;=> "inner"
