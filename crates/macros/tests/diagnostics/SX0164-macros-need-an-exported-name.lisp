(define-syntax def-x (syntax-rules () ((_ get) (begin (export (def x 1)) (defn get () x)))))
(def-x get)
(def x 5)
(define-syntax mine (syntax-rules () ((_) x)))
