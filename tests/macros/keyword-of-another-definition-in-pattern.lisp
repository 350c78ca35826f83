(define-syntax m (syntax-rules () ((_ if) (list if))))
(m 3)
;=> [3]
