(defmacro m () (.sort (.from Array {:length 10000000} (fn (x i) i)) (fn (a b) (- b a))) 1)
(m)
