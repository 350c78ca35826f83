(defmacro m () (while true) 1)
(m)
