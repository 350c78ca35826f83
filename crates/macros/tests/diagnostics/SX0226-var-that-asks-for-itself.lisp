; A `var` is there in all of its function, so the macro finds what it makes.
(defmacro once (name value) (if (.has &env name) `(set! ,name ,value) `(var ,name ,value)))
(defn f () (once x 1) (once x 2) x)
