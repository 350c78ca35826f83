(defmacro def-both (a b) `(begin (def ,a 1) (def ,b 2)))
(def-both p q)
(+ p q)
;=> 3
