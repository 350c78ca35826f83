(define-syntax m (syntax-rules () ((_ lambda x) (list lambda x))))
(m 1 2)
;=> [1,2]
