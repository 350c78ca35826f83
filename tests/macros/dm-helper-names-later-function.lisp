(begin-for-syntax (defn wrap (x) `(later ,x)))
(defmacro m (x) (wrap x))
(let ((later (fn (x) "fake"))) (m 1))
(defn later (x) ["later" x])
(m 2)
;=> ["later",2]
