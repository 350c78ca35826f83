(define-syntax m (syntax-rules () ((_ x) (x.toUpperCase))))
(m (+ "a" "b"))
;=> "AB"
