(begin-for-syntax (defn helper (x) (str "outer " x)))
(defmacro outer (x) (helper x))
(defn one () (begin-for-syntax (defn helper (x) (str "one " x))) (defmacro m (x) (helper x)) [(m 1) (outer 1)])
(defn two () (begin-for-syntax (defn helper (x) (str "two " x))) (defmacro m (x) (helper x)) [(m 2) (outer 2)])
[...(one) ...(two) (outer 3)]
;=> ["one 1","outer 1","two 2","outer 2","outer 3"]
