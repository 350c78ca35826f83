; A macro is defined once in its scope, also by macros.
(defmacro def-constant (n v) `(defmacro ,n () ,v))
(def-constant zz 1)
(const a (zz))
(def-constant zz 2)
[a (zz)]
;=> error SX0151
