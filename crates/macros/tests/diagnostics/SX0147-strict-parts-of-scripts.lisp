(file :goal script)
(defn s () (directive "use strict") 017)
(defn t () 017)
