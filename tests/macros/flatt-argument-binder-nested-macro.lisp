(define x "module")
(define-syntax m1 (syntax-rules () ((_ id b) (let ((id "inner")) (list b x)))))
(define-syntax m2 (syntax-rules () ((_ id) (m1 id id))))
(m2 x)
;=> ["inner","module"]
