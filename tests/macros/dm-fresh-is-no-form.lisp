; Nor a special form.
(defmacro bad () `(,(gensym "if") true 1 2))
(bad)
;=> error SX0160
