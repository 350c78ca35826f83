(define-syntax my-or (syntax-rules () ((_) false) ((_ e) e) ((_ e r ...) (let ((t e)) (if t t (my-or r ...))))))
(let ((t 5)) (my-or false t))
;=> 5
