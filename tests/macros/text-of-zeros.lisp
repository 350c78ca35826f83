(defmacro shown (x) (form-text x))
[(shown (/ 1 -0)) (shown [0 -0 1.5]) (try (assert (Object.is 0 -0)) (catch e e.message))]
;=> ["(/ 1 -0)","[0 -0 1.5]","assertion failed: (Object.is 0 -0)"]
