(const f when)
(define-syntax twice (syntax-rules () ((_ x) (* 2 x))))
(const g twice)
