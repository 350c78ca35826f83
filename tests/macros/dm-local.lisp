(defn f (x) (defmacro add1 (e) `(+ 1 ,e)) (add1 x))
(f 2)
;=> 3
