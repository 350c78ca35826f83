(defmacro m () (let ((a (.fill (new Array 20000000) 1))) (.sort a) (.sort a) (.sort a) 1))
(m)
