(defn helper (x) ["real" x])
(defmacro m (x) `(helper ,x))
(let ((helper (fn (x) "fake"))) (m 1))
;=> ["real",1]
