(defmacro m () (let ((a (** 3n 600000n))) (while true (* a a)) 1))
(m)
