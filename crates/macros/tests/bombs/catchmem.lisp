(defmacro m () (let ((a [])) (while true (try (a.push (.fill (new Array 1000000) 1)) (catch e 1)))) 1)
(m)
