(defmacro m (a &optional b (c 5)) `[,a ,(if (= b undefined) "none" b) ,c])
[(m 1) (m 1 2) (m 1 2 3)]
;=> [[1,"none",5],[1,2,5],[1,2,3]]
