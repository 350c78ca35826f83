; What stands behind a dot, &rest or &body may be a list, which takes the rest apart.
(defmacro three (a . (b c)) `[,a ,b ,c])
(defmacro more (a &rest (b &optional (c 5) . d)) `[,a ,b ,c ,@d])
(defmacro pair (&body (a b)) `[,a ,b])
(defmacro ends ((a . (b . (c))) . d) `[,a ,b ,c ,@d])
(defmacro all (...(a b)) `[,a ,b])
[(three 1 2 3) (more 1 2) (more 1 2 3 4 5) (pair 1 2) (ends (1 2 3) 4 5) (all 1 2)]
;=> [[1,2,3],[1,2,5],[1,2,3,4,5],[1,2],[1,2,3,4,5],[1,2]]
