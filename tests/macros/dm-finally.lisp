(defmacro m () (let ((a [])) (try (a.push 1) (finally (a.push 2))) `[,@a]))
(m)
;=> [1,2]
