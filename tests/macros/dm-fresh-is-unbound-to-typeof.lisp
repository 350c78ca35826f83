; Nor to `typeof`.
(defmacro bad () `(typeof x#))
(bad)
;=> error SX0160
