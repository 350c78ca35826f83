(define-syntax defs (syntax-rules () ((_ (n v) ...) (begin (begin (define n v)) ...))))
(defs (a 1) (b 2))
(+ a b)
;=> 3
