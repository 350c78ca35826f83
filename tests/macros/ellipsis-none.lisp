(define-syntax my-list (syntax-rules () ((_ x ...) (list x ...))))
(list (my-list) (my-list 1) (my-list 1 2))
;=> [[],[1],[1,2]]
