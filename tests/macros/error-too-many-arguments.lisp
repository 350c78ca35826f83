(defmacro m (a) a)
(m 1 2)
;=> error SX0208
