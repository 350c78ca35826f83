(defn f () ('t 1))
(f)
;=> error SX0105
