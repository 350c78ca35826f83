(file :goal script)
(defn f (a a) (directive "use strict") 1)
(defn g (a a) 1)
(defn h () (directive "use strict") (function (a b a) 1))
