(begin-for-syntax (defn double (x) `(* 2 ,x)))
(defmacro m (x) (double (double x)))
(m 3)
;=> 12
