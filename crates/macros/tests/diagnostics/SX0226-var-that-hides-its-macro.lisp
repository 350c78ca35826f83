; A `var` is there in all of its function, where the call is none of the macro then, which makes no `var`.
(defmacro once (name) `(var ,name 1))
(defn f () (once once) once)
