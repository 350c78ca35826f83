(defmacro m (x) (error "no"))
(m 1)
;=> error SX0210
