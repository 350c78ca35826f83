(defn f () (fn () new.target))
(def g (fn () new.target))
