(defmacro m (a . more) `[,a ,@more])
(m 1 2 3)
;=> [1,2,3]
