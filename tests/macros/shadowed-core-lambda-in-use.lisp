(define-syntax const-fn (syntax-rules () ((_ v) (lambda () v))))
(let ((lambda 5)) ((const-fn lambda)))
;=> 5
