(define-syntax m (syntax-rules () ((_ x) (list "outer" x))))
(let-syntax ((m (syntax-rules () ((_ x) (list "inner" (m x)))))) (m 1))
;=> ["inner",["outer",1]]
