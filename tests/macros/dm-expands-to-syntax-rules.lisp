(defmacro def-rule (name pattern template) `(define-syntax ,name (syntax-rules () (,pattern ,template))))
(def-rule add (_ a b) (+ a b))
(add 1 2)
;=> 3
