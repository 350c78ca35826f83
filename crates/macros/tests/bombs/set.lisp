(defmacro m () (let ((a (new Set))) (for ((let i 0) true (++ i)) (a.add i)) 1))
(m)
