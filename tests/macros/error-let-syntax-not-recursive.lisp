(let-syntax ((m (syntax-rules () ((_) 1) ((_ x) (m))))) (m 1))
;=> error SX0160
