(define-syntax my-if (syntax-rules () ((_ c a b) (cond (c a) (else b)))))
(let ((if list)) (my-if true 1 2))
;=> 1
