(defn f [a b] a)
(const g (fn [x] x))
(defmacro m [x] x)
