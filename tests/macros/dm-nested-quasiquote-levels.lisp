(defmacro m (x) `(quote ,`(inner ,x)))
(m 5)
;=> ["inner",5]
