(define-syntax m (syntax-rules () ((_ l) `(1 ,@l 4))))
(m (list 2 3))
;=> [1,2,3,4]
