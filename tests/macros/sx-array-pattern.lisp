(define-syntax m (syntax-rules () ((_ [a b]) (list "array" a b)) ((_ (a b)) (list "list" a b))))
[(m [1 2]) (m (1 2))]
;=> [["array",1,2],["list",1,2]]
