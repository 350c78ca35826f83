; A `var` of a template, of a name that is bound where the macro is defined, is the own variable of each function and of
; each expansion, as a `const` there is.
(const x 5)
(defmacro mk (value) `(var x ,value))
(defmacro constant (value) `(const x ,value))
(defmacro both (value) `(begin (var x ,value) (while (< x 3) (var x 3)) (+ x 0)))
(defn f () (mk 1) x)
(defn g () (mk 1) (mk 2) x)
(defn h () (constant 1) (constant 2) x)
(defn k () (when true (mk 1)) (while false (mk 2)) [x (both 1) (both 7)])
(mk 9)
[(f) (g) (h) (k) x]
;=> [5,5,5,[5,3,7],5]
