(defmacro m () (let ((a [])) (while true (a.push (new ArrayBuffer 100000000))) 1))
(m)
