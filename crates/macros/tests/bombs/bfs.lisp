(begin-for-syntax (while true))
(defmacro m () 1)
(m)
