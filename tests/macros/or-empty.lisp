(define-syntax my-or (syntax-rules () ((_) false) ((_ e) e) ((_ e r ...) (let ((t e)) (if t t (my-or r ...))))))
(list (my-or) (my-or 1) (my-or false false 3))
;=> [false,1,3]
