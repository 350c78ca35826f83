(define-syntax call (syntax-rules () ((_ (f a ...)) (f a ...))))
(call (list 1 2))
;=> [1,2]
