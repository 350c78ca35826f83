(defmacro m () {:a 1 :b "x"})
[(m)]
;=> [{"a":1,"b":"x"}]
