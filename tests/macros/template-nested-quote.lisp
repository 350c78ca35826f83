(define-syntax m (syntax-rules () ((_ x) ''x)))
(m a)
;=> ["quote","a"]
