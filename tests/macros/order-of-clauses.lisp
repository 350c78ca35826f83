(define-syntax m (syntax-rules () ((_ x) "one") ((_ x ...) "many") ((_ a b) "never")))
(list (m 1) (m 1 2) (m))
;=> ["one","many","many"]
