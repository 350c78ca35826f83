(let-syntax ((m (syntax-rules () ((_ x) (x x))))) (m m))
(letrec-syntax ((m (syntax-rules () ((_ x) (m (m x)))))) (m 1))
