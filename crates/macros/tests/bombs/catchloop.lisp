(defmacro m () (while true (try (while true) (catch e 1) (finally (while true)))) 1)
(m)
