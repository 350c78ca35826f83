(define-syntax my-list (syntax-rules () ((_ . r) (list . r))))
(my-list 1 2)
;=> [1,2]
