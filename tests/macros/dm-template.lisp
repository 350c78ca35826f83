(defmacro twice (x) `(* 2 ,x))
(twice (+ 1 2))
;=> 6
