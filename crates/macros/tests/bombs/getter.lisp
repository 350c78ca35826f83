(defmacro m () {(get a () (while true) 1)})
(m)
