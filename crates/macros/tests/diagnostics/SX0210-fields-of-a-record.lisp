(defrecord Point (x ...y))
(defrecord Pair [a b])
