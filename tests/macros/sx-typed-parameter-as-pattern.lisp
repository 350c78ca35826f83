(define-syntax m (syntax-rules () ((_ x v) (let ((x v)) x))))
(m a 1)
;=> 1
