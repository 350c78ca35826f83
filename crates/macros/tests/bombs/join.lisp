(defmacro m () (let ((a (.fill (new Array 10000000) "abcdefghij"))) (while true (.join a)) 1))
(m)
