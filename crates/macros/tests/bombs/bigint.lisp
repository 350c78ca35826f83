(defmacro m () (let ((x 2n)) (while true (set! x (* x x))) x))
(m)
