(defmacro m ([a b]) `(+ ,a ,b))
(m [1 2])
;=> 3
