(const x 1)
(defmacro m () x)
(m)
;=> error SX0161
