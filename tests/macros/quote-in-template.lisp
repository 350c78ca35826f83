(define-syntax name-and-value (syntax-rules () ((_ x) (list 'x x))))
(define foo 5)
(name-and-value foo)
;=> ["foo",5]
