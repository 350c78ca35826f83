; The names that a macro makes are not fresh because its own name is.
(defmacro outer (x) `(let-syntax ((inner# (syntax-rules () ((_ v) (+ v ,x))))) (inner# 2)))
(defmacro define-it (name) (const m (gensym "m")) `(begin (defmacro ,m (v) (list '+ v 'base)) (const ,name (,m 2))))
(const base 40)
(define-it r)
[(outer 1) r]
;=> [3,42]
