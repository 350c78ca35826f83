; The same with syntax-rules, beside a `var` of the module.
(var x 5)
(define-syntax mk (syntax-rules () ((_ value) (var x value))))
(defn f () (mk 1) x)
(defn g () (mk 1) (while (< x 5) (mk 2)) x)
(mk 9)
[(f) (g) x]
;=> [5,5,5]
