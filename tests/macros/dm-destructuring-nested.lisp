(defmacro m ((a (b c)) (d . rest)) `[,a ,b ,c ,d ,@rest])
(m (1 (2 3)) (4 5 6))
;=> [1,2,3,4,5,6]
