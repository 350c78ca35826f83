(define-syntax rev (syntax-rules () ((_ () acc) 'acc) ((_ (a b ...) (c ...)) (rev (b ...) (a c ...)))))
(rev (1 2 3) ())
;=> [3,2,1]
