(defmacro def-adder (name n) `(defmacro ,name (x) `(+ ,x ,,n)))
(def-adder add5 5)
(add5 10)
;=> 15
