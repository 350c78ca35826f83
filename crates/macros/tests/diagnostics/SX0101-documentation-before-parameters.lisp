(defn f "Doubles x." (x) (* 2 x))
(defn* g "Counts." () (yield 1))
