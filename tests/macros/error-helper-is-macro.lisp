(defmacro m (x) x)
(begin-for-syntax (defn m (x) 2))
(m 1)
;=> error SX0151
