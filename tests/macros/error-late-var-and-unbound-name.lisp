; Two names that one expansion leaves unbound stand at one place; a late `var` binds only one of them.
(defmacro use-both () `[late never])
(defmacro mk () `(var late 1))
(defn f (c) (use-both) (when c (mk)) late)
(f true)
;=> error SX0160
