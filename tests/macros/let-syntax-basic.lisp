(let-syntax ((m (syntax-rules () ((_ x) (* 2 x))))) (m 21))
;=> 42
