(defmacro m () (let ((a [])) (set! a.length 4294967295) (.fill a 1) a))
(m)
