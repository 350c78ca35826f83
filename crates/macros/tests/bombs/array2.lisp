(defmacro m () (.fill (new Array 100000000) 1))
(m)
