(defn f (a b a) a)
(const g (fn (x {x}) x))
