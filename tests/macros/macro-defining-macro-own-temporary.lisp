(define-syntax def-m (syntax-rules () ((_ name e) (define-syntax name (syntax-rules () ((_ x) (let ((t e)) (list t x))))))))
(define t "mine")
(def-m m t)
(m t)
;=> ["mine","mine"]
