(defmacro a (x) (try (macroexpand-1 `(b ,x ,x)) (catch e 1)))
(defmacro b (x y) `(list a ,(macroexpand `(a ,y))))
(console.log (a 1))
