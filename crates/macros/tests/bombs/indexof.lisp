(defmacro m () (let ((a (.fill (new Array 5000000) 1))) (while true (.indexOf a 2)) 1))
(m)
