(defmacro def-it (name) `(def ,name 5))
(def-it five)
(+ five 1)
;=> 6
