(begin-for-syntax (defn helper (x) (no-such-thing x)))
(begin-for-syntax (defn other (x) (helper x)))
(defmacro m (x) (other x))
(m 1)
;=> error SX0160
