(define-syntax m (syntax-rules () ((_ x) (m [x]))))
(console.log (m 1))
