(define-syntax m (syntax-rules () ((anything x) (list x))))
(m 1)
;=> [1]
