; A branch of `if` may be a `var`, whoever gives it.
(defmacro mk (name value) `(var ,name ,value))
(define-syntax mk-2 (syntax-rules () ((_ name value) (mk name value))))
(defn f (c) (if c (mk x 1) (mk-2 x 2)) x)
[(f true) (f false)]
;=> [1,2]
