(define-syntax m (syntax-rules () ((_ (k v ...) ...) '((k (k v) ...) ...))))
(m (a 1 2) (b 3 4))
;=> [["a",["a",1],["b",2]],["b",["a",3],["b",4]]]
