(define-syntax zip (syntax-rules () ((_ (a ...) (b ...)) [[a b] ...])))
(zip (1 2) (3))
