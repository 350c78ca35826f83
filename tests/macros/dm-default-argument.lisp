(defmacro m (a (= b 10)) `(+ ,a ,b))
[(m 1) (m 1 2)]
;=> [11,3]
