(defmacro m (x) `(m ,x))
(m 1)
