(const 1 2)
(const [a "b"] [1])
(defn f (true) 1)
