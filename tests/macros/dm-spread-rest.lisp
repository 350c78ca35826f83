(defmacro m (a ...more) `[,@more ,a])
(m 1 2 3)
;=> [2,3,1]
