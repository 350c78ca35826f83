(defmacro m (x) (try (macroexpand `(m (f ,x))) (catch e 1) (finally (return 2))))
(console.log (m 1))
