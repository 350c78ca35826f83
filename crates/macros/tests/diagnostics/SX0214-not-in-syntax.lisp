(defmacro m (x) '(f #`text`))
(m 1)
