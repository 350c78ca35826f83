(defmacro n () (- 0 1.5))
(n)
;=> -1.5
