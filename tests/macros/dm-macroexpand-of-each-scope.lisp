(define-syntax id (syntax-rules () ((_ x) (+ x 1))))
(defmacro m (x) `',(macroexpand x))
[(m (id 1)) (let-syntax ((id (syntax-rules () ((_ x) (* x 2))))) (m (id 1)))]
;=> [["+",1,1],["*",1,2]]
