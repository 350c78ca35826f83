(defmacro m () &form)
(m)
