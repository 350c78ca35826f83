(let-syntax ((r (syntax-rules () ((_) 1) ((_ a b ...) (r b ...))))) (r 1 2))
(defmacro n () (tolbar 1))
(n)
