(define-syntax m (syntax-rules () ((_ a b c) '(c b a))))
(m 1 2 3)
;=> [3,2,1]
