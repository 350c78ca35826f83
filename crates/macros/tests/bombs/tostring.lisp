(defmacro m () (throw {(method toString () (while true) "x")}))
(m)
