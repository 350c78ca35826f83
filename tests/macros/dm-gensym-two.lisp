(defmacro m (a b) (const x (gensym)) (const y (gensym)) `(let ((,x ,a) (,y ,b)) [,y ,x]))
(m 1 2)
;=> [2,1]
