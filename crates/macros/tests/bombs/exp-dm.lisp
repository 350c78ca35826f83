(defmacro m (x) `(begin (m ,x) (m ,x)))
(m 1)
