(begin-for-syntax (defn helper (x) 1))
(begin-for-syntax (defn helper (x) 2))
(defmacro m (x) (helper x))
(m 1)
;=> error SX0151
