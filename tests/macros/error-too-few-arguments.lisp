(defmacro m (a b) a)
(m 1)
;=> error SX0208
