(defmacro m () (while true (try (macroexpand-1 '(when a b)) (catch e 1))) 1)
(console.log (m))
