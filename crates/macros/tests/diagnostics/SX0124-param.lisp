(defn f (a (b 1)) a)
