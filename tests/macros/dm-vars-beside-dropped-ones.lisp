; A `var` that a macro drops, quotes or has in a function of its own does not stand in the way of one that another makes.
(defmacro put (name value) (if (.has &env name) `(set! ,name ,value) `(var ,name ,value)))
(define-syntax nothing (syntax-rules () ((_ x) 0)))
(defmacro in-fn (...s) `((fn () ,@s)))
(defmacro quoted (x) `(quote ,x))
(nothing (var q 1))
(put q 10)
(defn f () (in-fn (var q 1)) (put q 10) (put q (+ q 1)) q)
(defn g () (put q 10) (in-fn (var q 1)) (put q (+ q 1)) q)
(defn h () (quoted (var q 1)) (put q 3) q)
[q (f) (g) (h)]
;=> [10,11,11,3]
