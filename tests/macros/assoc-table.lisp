(define-syntax table (syntax-rules () ((_ (k v) ...) (list (list 'k v) ...))))
(table (a 1) (b (+ 1 1)))
;=> [["a",1],["b",2]]
