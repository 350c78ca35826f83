(define-syntax m (syntax-rules () ((_ (quote x)) "quoted") ((_ x) "plain")))
(list (m 'a) (m a))
;=> ["quoted","plain"]
