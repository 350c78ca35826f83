(define y 1)
(define-syntax with-param (syntax-rules () ((_ p e) ((lambda (p) (list p e y)) 2))))
(with-param y y)
;=> [2,2,1]
