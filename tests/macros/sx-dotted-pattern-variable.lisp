(define-syntax m (syntax-rules () ((_ x) x.length)))
(m "four")
;=> 4
