(defmacro m () (.sort [3 2 1] (fn (a b) (while true) 1)) 1)
(m)
