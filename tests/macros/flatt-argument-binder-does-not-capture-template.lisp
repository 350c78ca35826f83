(define x "module")
(define-syntax m (syntax-rules () ((_ id) (let ((id "inner")) x))))
(m x)
;=> "module"
