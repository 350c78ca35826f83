(defmacro m () (try (throw (new Error "x")) (catch e (.-message e))))
(m)
;=> "x"
