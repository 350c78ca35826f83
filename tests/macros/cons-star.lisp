(define-syntax my-cons* (syntax-rules () ((_ x) x) ((_ x r ...) (cons x (my-cons* r ...)))))
(my-cons* 1 2 (list 3 4))
;=> [1,2,3,4]
