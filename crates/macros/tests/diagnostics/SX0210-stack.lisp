(defmacro m () (try (.nothing 1) (catch e e.stack)))
(m)
