(define-syntax inner (syntax-rules () ((_ x) (list "inner" x))))
(defmacro m (x) `(inner ,x))
(let ((inner (fn (x) "fake"))) (m 1))
;=> ["inner",1]
