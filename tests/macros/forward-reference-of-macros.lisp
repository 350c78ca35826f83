(define-syntax a (syntax-rules () ((_ x) (b x))))
(define-syntax b (syntax-rules () ((_ x) (list x x))))
(a 1)
;=> [1,1]
