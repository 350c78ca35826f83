(defmacro m () (while true (try (.repeat "x" 1000000000) (finally (continue)))) 1)
(m)
