(defmacro m (l) (l.push 4) `[,@l])
(m (1 2 3))
;=> [1,2,3,4]
