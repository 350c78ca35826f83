(begin-for-syntax (defn early () (made 1)))
(define-syntax make (syntax-rules () ((_ name) (defn name (x) x))))
(begin-for-syntax (make made) (defn late () (made 1)))
(defmacro m () (lte))
