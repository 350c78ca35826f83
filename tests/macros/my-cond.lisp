(define-syntax my-cond (syntax-rules (else) ((_ (else e)) e) ((_ (c e) r ...) (if c e (my-cond r ...)))))
(my-cond (false 1) ((= 1 2) 2) (else 3))
;=> 3
