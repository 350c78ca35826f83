(defmacro m () (fn () 1))
(m)
;=> error SX0211
