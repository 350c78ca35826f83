(defmacro m () (Math.max ...(.fill (new Array 10000000) 1)))
(m)
