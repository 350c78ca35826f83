(define-syntax def-list-macro (syntax-rules () ((_ name) (define-syntax name (syntax-rules () ((_ x (... ...)) (list x (... ...))))))))
(def-list-macro lst)
(lst 1 2 3)
;=> [1,2,3]
