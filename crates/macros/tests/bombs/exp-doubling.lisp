(define-syntax d (syntax-rules () ((_ (a ...) x ...) (d2 (a ...) x ... x ...))))
(define-syntax d2 (syntax-rules () ((_ () x ...) [x ...]) ((_ (a b ...) x ...) (d (b ...) x ...))))
(console.log (d (1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1) 1 2))
