(define-syntax m (syntax-rules () ((_ a ...) [a])))
(define-syntax n (syntax-rules () ((_ (a ...) ...) [a ...])))
