(defmacro def-accessor (name) `(defn ,(symbol "get-" name) (o) (. o ,name)))
(def-accessor size)
(get-size {:size 3})
;=> 3
