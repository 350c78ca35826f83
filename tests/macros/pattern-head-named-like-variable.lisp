(define-syntax m (syntax-rules () ((x x) (list x))))
(m 5)
;=> [5]
