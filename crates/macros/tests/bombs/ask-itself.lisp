(defmacro m (x) (macroexpand `(m ,x)))
(console.log (m 1))
