(defmacro up (x) `(-> ,x (up)))
(console.log (up 1))
