(defn f (a b a) a)
(const g (fn (x {x}) x))
(defn h (my-name my-name) 1)
