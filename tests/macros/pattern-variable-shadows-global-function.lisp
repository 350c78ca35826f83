(define-syntax m (syntax-rules () ((_ car) (list car))))
(m 1)
;=> [1]
