(defmacro bad (x) (error "no" x))
(defmacro outer (x) (try (macroexpand x) (catch e 1)))
(defmacro second-of (x) (error "this one" (. (macroexpand x) [1])))
(console.log (outer (bad (f 1))) (second-of (when (f 1) 2)))
