(defn f (...xs a) a)
(const [...ys b] [1])
