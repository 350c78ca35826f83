(defmacro spin () (while true) 1)
(defmacro grow (x) `(grow [,x ,x]))
(define-syntax turn (syntax-rules () ((_ x) (turn (x)))))
