(begin-for-syntax (defmacro twice (x) x))
(defmacro twice (x) x)
(twice 1)
;=> error SX0151
