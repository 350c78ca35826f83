(define-syntax m (syntax-rules () ((_ [a ...] ...) [[a ... "end"] ...])))
(m [1 2] [] [3])
;=> [[1,2,"end"],["end"],[3,"end"]]
