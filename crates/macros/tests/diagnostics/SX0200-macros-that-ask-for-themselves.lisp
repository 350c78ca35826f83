(defmacro again (x) (macroexpand `(again ,x)))
(console.log (again 1))
