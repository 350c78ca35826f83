(defmacro m () (macroexpand-1 (fn () 1)))
(m)
(defmacro n () (macroexpand [(new Map)]))
(n)
