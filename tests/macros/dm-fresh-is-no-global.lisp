; Nor a global.
(defmacro bad () `(.stringify ,(gensym "JSON") 1))
(bad)
;=> error SX0160
