(define-syntax two (syntax-rules () ((_) 2)))
(list (two) (+ (two) 1))
;=> [2,3]
